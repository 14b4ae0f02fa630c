import { Table, Text, Title } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import type { EntryShown } from '../../../api/wire/edit.js'
import { useScenarios } from '../../server/company.js'
import { readEntries } from '../../server/entries.js'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { ErrorState, LoadingRows } from '../../states/states.js'
import { useWords } from '../../words/words.js'
import { entriesBetween, touches } from './bridge-entries.js'
import type { BridgeView } from './bridge-view.js'
import { useVersions } from './use-report.js'

const MOST = 20

/** What people did between the two ends, of the part that is looked at, newest first. */
export function BridgePeople({ view }: { view: BridgeView }): ReactNode {
  const { say, sayCode, date, number } = useWords()
  const { between, data, error } = useEntriesBetween(view)
  const mine = (data ?? [])
    .filter(({ comment }) => comment === undefined)
    .filter(({ intents }) => intents.some((intent) => touches(intent, view.by, view.key)))
    .sort((a, b) => b.position - a.position)
  return (
    <section aria-label={say('web.bridge_people')}>
      <Title order={3} mt="sm">
        {[say('web.bridge_people'), view.key].filter(Boolean).join(' · ')}
      </Title>
      {error !== null ? <ErrorState error={error} /> : null}
      {between !== null && data === undefined && error === null ? <LoadingRows rows={2} /> : null}
      {between === null || (data !== undefined && mine.length === 0) ? (
        <Text c="dimmed" size="xs">
          {say('web.bridge_people_none')}
        </Text>
      ) : (
        <Table fz="xs" aria-label={say('web.bridge_people')}>
          <Table.Tbody>
            {mine.slice(0, MOST).map(({ position, actor, at, reason, intents, undoes }) => (
              <Table.Tr key={position}>
                <Table.Td>
                  <b>{actor}</b> · {date.moment(at)}
                  <Text size="xs" c="dimmed">
                    {[
                      undoes === undefined ? '' : say('web.news_undid', { who: actor, what: String(undoes) }),
                      sayCode(`reason.${reason.code}`, {}, reason.code),
                      reason.note,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                </Table.Td>
                <Table.Td>{placeOf(intents, say('web.everything'))}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {mine.length > MOST ? (
        <Text size="xs" c="dimmed">
          {say('web.more_rows', { count: number.plain(mine.length - MOST) })}
        </Text>
      ) : null}
    </section>
  )
}

/** Entries that one of the two plans has and the other has not; undefined while they are read. */
function useEntriesBetween({ from, to }: BridgeView) {
  const { call } = useSession()
  const versions = useVersions()
  const scenarios = useScenarios()
  const between = useMemo(
    () => entriesBetween(from, to, { versions: versions?.versions ?? [], scenarios }),
    [from, to, versions, scenarios],
  )
  const answers = useQueries({
    queries: (between ?? []).map((span) => ({
      queryKey: planKey(span.scenario, 'entries between', span),
      queryFn: () => readEntries(call, span),
    })),
  })
  const isRead = answers.every(({ data }) => data !== undefined)
  return {
    between,
    data: isRead ? answers.flatMap(({ data }) => data ?? []) : undefined,
    error: answers.find(({ error }) => error !== null)?.error ?? null,
  }
}

/** Of what the first of an entry's changes speaks. */
function placeOf(intents: EntryShown['intents'], everything: string): string {
  const box = intents.find((one) => one.box !== undefined)?.box
  if (box === undefined) return String((intents[0] as { list?: unknown } | undefined)?.list ?? '')
  const ways = [box.product, box.location, box.customer].flatMap((way) => way.at(-1) ?? [])
  return `${ways.join(' · ') || everything}${intents.length > 1 ? ` +${intents.length - 1}` : ''}`
}
