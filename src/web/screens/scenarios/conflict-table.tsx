import { SegmentedControl, Table, Text } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { addDays } from '../../words/date-format.js'
import type { Words } from '../../words/words.js'
import { useWords } from '../../words/words.js'
import { reasonText } from './changes-panel.js'
import { changeText, listName, placeText } from './entry-text.js'
import { type Choices, type ConflictTold, keyOf, type Take } from './merge-choices.js'
import classes from './scenarios.module.css'
import type { EntryOfPlan } from './use-entries.js'

interface ConflictProps {
  readonly conflicts: readonly ConflictTold[]
  readonly choices: Choices
  readonly choose: (positions: readonly number[], take: Take) => void
  readonly parent: string
  /** Null for the plan itself. */
  readonly parentName: string | null
  readonly scenario: string
  /** The scenario's own. */
  readonly entries: readonly EntryOfPlan[]
}

/** Where two plans met, what each has there, who did it, and which of them holds. */
export function ConflictTable({ entries, ...props }: ConflictProps): ReactNode {
  const { say } = useWords()
  const { conflicts, parent, parentName } = props
  const theirs = useEntries(parent, [...new Set(conflicts.map(({ positions }) => positions.here))])
  const own = new Map(entries.map((entry) => [entry.position, entry]))
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label={say('web.merge_table')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('web.change_where')}</Table.Th>
            <Table.Th className="number">
              {parentName === null ? say('web.merge_in_plan') : say('web.merge_in_parent', { parent: parentName })}
            </Table.Th>
            <Table.Th className="number">{say('web.merge_in_scenario')}</Table.Th>
            <Table.Th className="number">{say('web.difference')}</Table.Th>
            <Table.Th>{say('web.merge_choice')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {conflicts.map((conflict) => (
            <ConflictRow
              key={keyOf(conflict)}
              conflict={conflict}
              here={theirs.get(conflict.positions.here)}
              there={own.get(conflict.positions.there)}
              {...props}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function useEntries(scenario: string, positions: readonly number[]): ReadonlyMap<number, EntryOfPlan> {
  const { call } = useSession()
  const answers = useQueries({
    queries: positions.map((position) => ({
      queryKey: planKey(scenario, 'entry', position),
      queryFn: () => call('entry', { params: { scenario, position } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  })
  return new Map(answers.flatMap(({ data }) => (data === undefined ? [] : [[data.position, data] as const])))
}

interface RowProps extends Omit<ConflictProps, 'conflicts' | 'entries'> {
  readonly conflict: ConflictTold
  readonly here: EntryOfPlan | undefined
  readonly there: EntryOfPlan | undefined
}

function ConflictRow({ conflict, here, there, choices, choose, parentName }: RowProps): ReactNode {
  const words = useWords()
  const { say, number } = words
  const { clash, positions } = conflict
  const where = whereText(conflict, words)
  const quantity = (value: number, signed = false): string => number.whole(value, QUANTITY_DECIMALS, { signed })
  const side = (entry: EntryOfPlan | undefined, value: number | null): ReactNode => (
    <>
      {value === null
        ? entry?.intents[0] === undefined
          ? ''
          : changeText(entry.intents[0], words)
        : `${quantity(value)} ${say('web.unit')}`}
      <Text size="xs" c="dimmed">
        {entry === undefined ? say('web.merge_hidden') : whoText(entry, words)}
      </Text>
    </>
  )
  const cells = clash.kind === 'cells' ? clash : null
  return (
    <Table.Tr>
      <Table.Td>{where}</Table.Td>
      <Table.Td className="number">{side(here, cells?.here ?? null)}</Table.Td>
      <Table.Td className="number">{side(there, cells?.there ?? null)}</Table.Td>
      <Table.Td className="number">{cells === null ? '' : quantity(cells.there - cells.here, true)}</Table.Td>
      <Table.Td>
        <SegmentedControl
          aria-label={say('web.merge_choice_of', { where })}
          value={choices.get(positions.there) ?? ''}
          onChange={(take) => choose([positions.there], take as Take)}
          data={[
            { value: 'here', label: parentName ?? say('web.merge_here_plan') },
            { value: 'there', label: say('web.merge_there') },
          ]}
        />
      </Table.Td>
    </Table.Tr>
  )
}

function whereText({ clash }: ConflictTold, words: Words): string {
  const { say, sayCode, date } = words
  if (clash.kind === 'master') {
    const field = clash.field === null ? say('web.merge_records') : sayCode(`web.field_${clash.field}`, {}, clash.field)
    return `${listName(clash.list, words)}: ${field}`
  }
  const { scope, from, until } = clash
  return `${placeText({ kind: 'quantity', box: { ...scope, from, until } }, words)} · ${date.day(from)} – ${date.day(addDays(until, -1))}`
}

function whoText(entry: EntryOfPlan, words: Words): string {
  const by = words.say('web.merge_by', { who: entry.actor, at: words.date.moment(entry.at) })
  return [by, reasonText(entry, words)].filter((text) => text !== '').join(' · ')
}
