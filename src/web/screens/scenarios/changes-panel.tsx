import { ActionIcon, Badge, Table, Text, Tooltip } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useOneAtATime } from '../../page/one-at-a-time.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { freshKey } from '../../server/client.js'
import type { ScenarioShown } from '../../server/company.js'
import { planKey, useLive } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { EmptyState, ErrorState, LoadingRows } from '../../states/states.js'
import type { Words } from '../../words/words.js'
import { useWords } from '../../words/words.js'
import { changeText, daysText, placeText } from './entry-text.js'
import classes from './scenarios.module.css'
import { undoneAmong } from './undone-entries.js'
import { type EntryOfPlan, useOwnEntries } from './use-entries.js'

/** Every change of a scenario, the newest first: what, where, who and why; what was taken back is struck out. */
export function ChangesPanel({ scenario }: { scenario: ScenarioShown }): ReactNode {
  const { say } = useWords()
  const { data, error, refetch } = useOwnEntries(scenario)
  const takeBack = useTakeBack(scenario)
  const begin = useOneAtATime(takeBack.mutateAsync)
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data === undefined) return <LoadingRows rows={5} />
  if (data.length === 0) return <EmptyState title={say('web.changes_none')} text={say('web.changes_none_why')} />
  const undone = undoneAmong(data)
  return (
    <div className={classes.panel}>
      <RefusalAlert error={takeBack.error} />
      <div className={classes.scroll}>
        <Table className={classes.table} aria-label={say('web.tab_changes')}>
          <Table.Thead>
            <Table.Tr>
              {(['what', 'where', 'when', 'who', 'why'] as const).map((column) => (
                <Table.Th key={column}>{say(`web.change_${column}`)}</Table.Th>
              ))}
              <Table.Th>{say('web.scenario_actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...data].reverse().map((entry) => (
              <ChangeRow
                key={entry.position}
                entry={entry}
                undone={undone.has(entry.position)}
                takeBack={() => begin(entry.position)}
                isBusy={takeBack.isPending}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  )
}

function useTakeBack({ id }: ScenarioShown) {
  const { call } = useSession()
  const live = useLive()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (position: number) => {
      const body = { key: freshKey(), seen: live.news.seen }
      const { entry } = await call('undo', { params: { scenario: id, position }, body })
      live.news.note(entry.position)
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: planKey(id) }),
  })
}

interface ChangeRowProps {
  readonly entry: EntryOfPlan
  readonly undone: boolean
  readonly takeBack: () => void
  /** Something is being taken back. */
  readonly isBusy: boolean
}

function ChangeRow({ entry, undone, takeBack, isBusy }: ChangeRowProps): ReactNode {
  const words = useWords()
  const { say, date } = words
  const { me, may } = useSession()
  const { actor, at, intents, undoes, comment } = entry
  const first = intents[0]
  const mayUndo = !undone && comment === undefined && (actor === me.user || may('promote'))
  return (
    <Table.Tr data-undone={undone || undefined}>
      <Table.Td>
        {whatText(entry, words)}
        {intents.length > 1 ? (
          <Text span size="xs" c="dimmed">
            {' '}
            {say('web.change_more', { count: intents.length - 1 })}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td>{first === undefined ? '' : placeText(first, words)}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{first === undefined ? '' : daysText(first, words)}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {actor} · {date.moment(at)}
      </Table.Td>
      <Table.Td>{reasonText(entry, words)}</Table.Td>
      <Table.Td data-mark>
        {undone ? (
          <Badge variant="light" color="gray">
            {say('web.change_undone')}
          </Badge>
        ) : null}
        {mayUndo && undoes === undefined ? (
          <Tooltip label={say('web.change_take_back')}>
            <ActionIcon aria-label={say('web.change_take_back')} disabled={isBusy} onClick={takeBack}>
              <IconArrowBackUp size={16} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </Table.Td>
    </Table.Tr>
  )
}

function whatText({ intents, undoes, comment }: EntryOfPlan, words: Words): string {
  if (undoes !== undefined) return words.say('web.change_undoes', { position: String(undoes) })
  if (comment !== undefined) return words.say('web.change_comment', { text: comment.text })
  return intents[0] === undefined ? '' : changeText(intents[0], words)
}

export const reasonText = ({ reason }: Pick<EntryOfPlan, 'reason'>, { sayCode }: Words): string =>
  reason.code === 'none'
    ? reason.note
    : [sayCode(`reason.${reason.code}`, {}, reason.code), reason.note].filter(Boolean).join(': ')
