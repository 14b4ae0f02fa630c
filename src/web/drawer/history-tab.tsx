import { Stack, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useCompany } from '../server/company.js'
import { LoadingRows } from '../states/states.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import { CellFault } from './cell-fault.js'
import { ChosenHead } from './chosen-head.js'
import { decimalsOf } from './measure-text.js'
import { useCell } from './use-cell.js'

/** Every change of the number that is chosen: before, after, by whom and why. */
export function HistoryTab(): ReactNode {
  const { say, sayCode, number, date } = useWords()
  const { chosen, data, error } = useCell('history')
  const { currency } = useView()
  const company = useCompany()
  if (chosen?.version !== undefined) return <Text c="dimmed">{say('web.history_of_frozen')}</Text>
  if (chosen === null) return <Text c="dimmed">{say('web.choose_number')}</Text>
  if (error !== null) return <CellFault error={error} />
  if (data === undefined) return <LoadingRows rows={4} />
  const decimals = decimalsOf(chosen.measure, currency ?? company?.baseCurrency ?? '')
  const changes = [...data.changes].reverse()
  return (
    <Stack gap="md">
      <ChosenHead chosen={chosen} />
      {changes.length === 0 ? <Text c="dimmed">{say('web.history_none')}</Text> : null}
      <Table fz="xs" aria-label={say('web.drawer_history')}>
        <Table.Tbody>
          {changes.map(({ entry, before, after }) => (
            <Table.Tr key={entry.position}>
              <Table.Td>
                <b>{entry.actor}</b> · {date.moment(entry.at)}
                <Text size="xs" c="dimmed">
                  {[sayCode(`reason.${entry.reason.code}`, {}, entry.reason.code), entry.reason.note]
                    .filter(Boolean)
                    .join(': ')}
                </Text>
              </Table.Td>
              <Table.Td className="number">
                {number.whole(before, decimals)} → {number.whole(after, decimals)}
                <div className={after < before ? 'bad' : 'good'}>
                  {number.whole(after - before, decimals, { signed: true })}
                </div>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
