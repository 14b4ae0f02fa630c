import { Button, Progress, Table, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useOneAtATime } from '../../page/one-at-a-time.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { stepOf, useJobs } from '../../server/jobs.js'
import { useSession } from '../../server/session.js'
import { useWords, type Words } from '../../words/words.js'
import type { BridgeView } from './bridge-view.js'
import { type EntryAmount, type EntryAmounts, entryAmounts, jobOf } from './entry-amounts.js'
import classes from './finance.module.css'

interface BridgeEntryAmountsProps {
  readonly view: BridgeView
  readonly bar: string
  readonly decimals: number
  /** What the bridge has in the bar, of the group that is looked at. */
  readonly shown: number
  readonly amount: (value: number) => string
}

/** How much of the bar each change made: worked out when it is asked for, for it takes as long as planning that often. */
export function BridgeEntryAmounts(props: BridgeEntryAmountsProps): ReactNode {
  const { view, bar, decimals, shown } = props
  const words = useWords()
  const { say } = words
  const { job, begin, isBeginning, refused } = useBridgeJob(view)
  const told = job === null ? null : entryAmounts(job, view, bar, decimals, shown)
  const isRunning = isBeginning || job?.state === 'running'
  const step = job === null ? null : stepOf(job, words)
  return (
    <section aria-label={say('web.bridge_by_entry')}>
      <RefusalAlert error={refused} />
      {told === null ? null : <AmountTable {...props} told={told} />}
      {isRunning ? (
        <div role="status">
          <Text size="xs">{step?.text ?? '…'}</Text>
          <Progress value={(step?.fraction ?? 0) * 100} aria-label={say('web.bridge_by_entry')} />
        </div>
      ) : told === null || told.isOld ? (
        <Button variant="default" mt="xs" onClick={begin}>
          {say(told === null ? 'web.bridge_measure' : 'web.bridge_measure_again')}
        </Button>
      ) : null}
      {job?.refusal == null || isRunning ? null : <Text size="xs">{job.refusal.message}</Text>}
    </section>
  )
}

function useBridgeJob(view: BridgeView) {
  const { call } = useSession()
  const queries = useQueryClient()
  const jobs = useJobs()
  const asked = JSON.stringify([view.from, view.to, view.end, view.by, view.key])
  const [begun, setBegun] = useState<{ readonly asked: string; readonly id: string } | null>(null)
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: () =>
      call('bridgeAsJob', {
        params: { version: view.from, to: view.to },
        body: { end: view.end, by: view.key === null ? 'total' : view.by, key: view.key },
      }),
    onSuccess: ({ id }) => setBegun({ asked, id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const begin = useOneAtATime(() => mutateAsync())
  return {
    job: jobOf(jobs, view, begun?.asked === asked ? begun.id : null),
    begin,
    isBeginning: isPending,
    refused: error,
  }
}

function AmountTable({ told, amount }: BridgeEntryAmountsProps & { told: EntryAmounts }): ReactNode {
  const words = useWords()
  const { say } = words
  return (
    <>
      <Title order={3} mt="sm">
        {say('web.bridge_by_entry')}
      </Title>
      <Table fz="xs" aria-label={say('web.bridge_by_entry')}>
        <Table.Tbody>
          {told.parts.map((one) => (
            <Table.Tr key={`${one.part.kind} ${one.part.isTakenOff} ${one.part.entry?.position}`}>
              <Table.Td>{nameOf(one, words)}</Table.Td>
              <Table.Td className={`number ${one.amount > 0 ? 'good' : one.amount < 0 ? 'bad' : ''}`}>
                {amount(one.amount)}
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr fw={600}>
            <Table.Td>{say('web.total')}</Table.Td>
            <Table.Td className="number">{amount(told.whole)}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      <div className={classes.note}>{say(told.isOld ? 'web.bridge_moved_on' : 'web.bridge_entries_add_up')}</div>
    </>
  )
}

function nameOf({ part }: EntryAmount, { say, sayCode, date, number }: Words): ReactNode {
  if (part.kind === 'other') return say('web.bridge_no_entry')
  const taken = part.isTakenOff ? ` · ${say('web.bridge_taken_off')}` : ''
  if (part.entry === null) return `${say('web.bridge_earlier', { count: number.plain(part.count) })}${taken}`
  const { actor, at, reason } = part.entry
  return (
    <>
      <b>{actor}</b> · {date.moment(at)}
      <Text size="xs" c="dimmed">
        {[sayCode(`reason.${reason.code}`, {}, reason.code), reason.note].filter(Boolean).join(' · ')}
        {taken}
      </Text>
    </>
  )
}
