import { Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { MEASURE_GROUPS } from '../../../core/edit/access.js'
import classes from '../../page/page.module.css'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { EmptyState, ErrorState, LoadingRows, NoPermission } from '../../states/states.js'
import { useWords } from '../../words/words.js'

const PROCESSES = ['ibp', 'sop', 'finance'] as const

/** What of the plan in force has no price or no cost: its money is not all there is. */
export function CoverageTab(): ReactNode {
  const { say, number } = useWords()
  const { call, me, sees } = useSession()
  const allowed = MEASURE_GROUPS.every(sees) && PROCESSES.some((process) => me.processes.includes(process))
  const { data, error, refetch } = useQuery({
    queryKey: planKey('main', 'coverage'),
    enabled: allowed,
    queryFn: async () => (await call('report', { params: { version: 'live' }, query: {} })).coverage,
  })
  if (!allowed) return <NoPermission what={say('web.data_coverage_what')} needs={say('web.data_coverage_needs')} />
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data === undefined) return <LoadingRows rows={3} />
  const { rows, unpriced, uncosted } = data
  if (unpriced + uncosted === 0) return <EmptyState good title={say('web.data_all_covered')} />
  return (
    <div className={classes.scroller}>
      <Table layout="auto" maw={760} aria-label={say('web.data_coverage_title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('web.data_coverage_title')}</Table.Th>
            <Table.Th className="number">{say('web.data_rows')}</Table.Th>
            <Table.Th className="number">{say('web.data_share_of_rows')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.data_remedy')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(['unpriced', 'uncosted'] as const).map((lack) => {
            const count = lack === 'unpriced' ? unpriced : uncosted
            return (
              <Table.Tr key={lack}>
                <Table.Td>{say(`web.data_${lack}`)}</Table.Td>
                <Table.Td className={count > 0 ? 'number bad' : 'number'}>{number.whole(count, 0)}</Table.Td>
                <Table.Td className="number">{count === 0 ? '–' : number.share(count / rows)}</Table.Td>
                <Table.Td className={classes.wide}>
                  {count === 0 ? null : <Text c="dimmed">{say(`web.data_${lack}_why`)}</Text>}
                </Table.Td>
              </Table.Tr>
            )
          })}
          <Table.Tr>
            <Table.Td>
              <strong>{say('web.data_plan_rows')}</strong>
            </Table.Td>
            <Table.Td className="number">
              <strong>{number.whole(rows, 0)}</strong>
            </Table.Td>
            <Table.Td />
            <Table.Td className={classes.wide} />
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </div>
  )
}
