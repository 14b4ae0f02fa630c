import { Anchor, Checkbox, Group, Table, Text, Tooltip } from '@mantine/core'
import { IconArrowRight, IconStairs, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { MAIN } from '../../../core/edit/intent.js'
import { Act } from '../../page/act.js'
import type { ScenarioShown } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { ErrorState } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { seesBridge } from '../finance/whole-company.js'
import { deltaOf } from './deltas.js'
import { DeltaCells, type FigureShown, figureText, unitText } from './figure-text.js'
import { toggled, writeCompared } from './scenario-address.js'
import classes from './scenarios.module.css'
import { countInForce, undoneAmong } from './undone-entries.js'
import { useEntriesOfAll } from './use-entries.js'
import { letterOf, type ScenariosShown } from './use-scenarios-view.js'
import { usePlanTables } from './use-totals.js'

interface ListProps {
  readonly shown: ScenariosShown
  readonly scenarios: readonly ScenarioShown[]
  readonly giveUp: (scenario: ScenarioShown) => void
}

/** The plan and every open scenario: what it changed, and what that is worth. */
export function ScenarioList({ shown, scenarios, giveUp }: ListProps): ReactNode {
  const words = useWords()
  const { say } = words
  const { figures, span, scale } = shown
  const { tables, error, again } = usePlanTables([MAIN, ...scenarios.map(({ id }) => id)], { figures, span })
  const entries = useEntriesOfAll(scenarios)
  if (error !== null) return <ErrorState error={error} again={again} />
  const totals = tables.map(
    (table) =>
      (figure: string): number | null =>
        table?.rows[0]?.values[figure as never]?.[0] ?? (table === undefined ? null : 0),
  )
  const columns = figures.map((figure): FigureShown => ({ figure, scale, currency: tables[0]?.currency ?? '' }))
  return (
    <div className={classes.scroll}>
      <Table className={`${classes.table} ${classes.list}`} highlightOnHover aria-label={say('web.place_scenarios')}>
        <ListHead columns={columns} />
        <Table.Tbody>
          <Table.Tr data-plan>
            <Table.Td />
            <Table.Td className={classes.name}>{say('web.plan_itself')}</Table.Td>
            <Table.Td colSpan={4} />
            {columns.map((column) => (
              <Table.Td key={column.figure} className={`number ${classes.group}`} colSpan={2}>
                {figureText(totals[0]!(column.figure), column, words)}
              </Table.Td>
            ))}
            <Table.Td />
          </Table.Tr>
          {scenarios.map((scenario, at) => (
            <ScenarioRow
              key={scenario.id}
              {...{ scenario, scenarios, shown, columns, giveUp }}
              entries={entries[at]?.data}
              total={totals[at + 1]!}
              plan={totals[0]!}
            />
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" px="sm" py={2}>
        {say('web.scenario_note')}
      </Text>
    </div>
  )
}

function ListHead({ columns }: { columns: readonly FigureShown[] }): ReactNode {
  const words = useWords()
  const { say } = words
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{say('web.scenario_compare_column')}</Table.Th>
        <Table.Th>{say('web.scenario_column')}</Table.Th>
        <Table.Th>{say('web.scenario_owner')}</Table.Th>
        <Table.Th>{say('web.scenario_opened')}</Table.Th>
        <Table.Th>{say('web.scenario_parent')}</Table.Th>
        <Table.Th className="number">{say('web.scenario_changes')}</Table.Th>
        {columns.map((column) => (
          <Table.Th key={column.figure} colSpan={2} className={`number ${classes.group}`}>
            {say(`web.measure_${column.figure}`)}, {unitText(column, words)}
          </Table.Th>
        ))}
        <Table.Th>{say('web.scenario_actions')}</Table.Th>
      </Table.Tr>
    </Table.Thead>
  )
}

interface RowProps extends ListProps {
  readonly scenario: ScenarioShown
  readonly columns: readonly FigureShown[]
  readonly entries: readonly Parameters<typeof countInForce>[0][number][] | undefined
  readonly total: (figure: string) => number | null
  readonly plan: (figure: string) => number | null
}

function ScenarioRow({ scenario, scenarios, shown, columns, entries, total, plan, giveUp }: RowProps): ReactNode {
  const words = useWords()
  const { say, date, number } = words
  const { scenario: here, move } = useView()
  const { id, name, owner, openedAt, parent } = scenario
  const compared = shown.compared.map((one) => one.id)
  const at = compared.indexOf(id)
  const undone = undoneAmong(entries ?? []).size
  return (
    <Table.Tr data-of={shown.of?.id === id || undefined} data-here={here === id || undefined}>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          <Checkbox
            size="xs"
            aria-label={say('web.scenario_compare', { name })}
            checked={at >= 0}
            onChange={() => move({ compare: writeCompared(toggled(compared, id)) })}
          />
          <span className={classes.letter}>{at < 0 ? '' : letterOf(at)}</span>
        </Group>
      </Table.Td>
      <Table.Td className={classes.name}>
        <Anchor
          component="button"
          size="sm"
          aria-label={say('web.scenario_look', { name })}
          onClick={() => move({ of: id })}
        >
          {name}
        </Anchor>
        {here === id ? (
          <Text span size="xs" c="dimmed">
            {' '}
            · {say('web.scenario_here')}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>{owner}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{date.moment(openedAt)}</Table.Td>
      <Table.Td>
        {parent === MAIN ? say('web.plan_itself') : (scenarios.find((one) => one.id === parent)?.name ?? parent)}
      </Table.Td>
      <Table.Td className="number">
        <Tooltip label={say('web.scenario_changes_text', { count: countInForce(entries ?? []), undone })}>
          <span>{entries === undefined ? number.plain(null) : number.plain(countInForce(entries))}</span>
        </Tooltip>
      </Table.Td>
      {columns.map((column) => (
        <DeltaCells
          key={column.figure}
          delta={deltaOf(plan(column.figure), total(column.figure))}
          shown={column}
          words={words}
        />
      ))}
      <Table.Td>
        <RowActions scenario={scenario} giveUp={giveUp} />
      </Table.Td>
    </Table.Tr>
  )
}

function RowActions({ scenario, giveUp }: Pick<RowProps, 'scenario' | 'giveUp'>): ReactNode {
  const { say } = useWords()
  const session = useSession()
  const { set } = useView()
  const navigate = useNavigate()
  const { id, name, owner } = scenario
  const enter = async (): Promise<void> => {
    set({ scenario: id })
    await navigate({ to: '/plan', search: (now: Record<string, string>) => ({ ...now, in: id }) } as never)
  }
  const bridge = (): void => void navigate({ to: '/finance/bridge', search: { from: 'live', to: id } } as never)
  return (
    <Group gap={2} wrap="nowrap">
      <Act
        label={say('web.scenario_enter', { name })}
        onClick={() => void enter()}
        icon={<IconArrowRight size={16} />}
      />
      {seesBridge(session) ? (
        <Act label={say('web.scenario_bridge', { name })} onClick={bridge} icon={<IconStairs size={16} />} />
      ) : null}
      {owner === session.me.user || session.may('promote') ? (
        <Act
          label={say('web.scenario_give_up', { name })}
          onClick={() => giveUp(scenario)}
          icon={<IconTrash size={16} />}
        />
      ) : null}
    </Group>
  )
}
