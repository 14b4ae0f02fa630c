import { ActionIcon, Group, Text, Title, UnstyledButton } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { WebKey } from '../../../language/messages/web.js'
import { useView } from '../../view/view.js'
import type { Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { BridgeEntryAmounts } from './bridge-entry-amounts.js'
import { BridgePeople } from './bridge-people.js'
import { type BridgeSheet, rowsOfBar } from './bridge-sheet.js'
import type { BridgeView } from './bridge-view.js'
import classes from './finance.module.css'
import { LIVE } from './plan-names.js'
import { useGroupLabels } from './use-group-labels.js'

interface BridgeBarProps {
  readonly view: BridgeView
  readonly sheet: BridgeSheet
  readonly scale: Scale
  readonly bar: number
}

const MOST = 30

/** A cause opened: in which parts it happened, largest first, and what people did between the two plans. */
export function BridgeBar({ view, sheet, scale, bar }: BridgeBarProps): ReactNode {
  const { say, number, locale } = useWords()
  const { move } = useView()
  const labelOf = useGroupLabels(LIVE, view.by === 'total' ? null : view.by)
  const { decimals, whole, currency } = sheet
  const rows = rowsOfBar(sheet, bar)
  const shown = rows.slice(0, MOST)
  const largest = Math.max(...shown.map(({ changes }) => Math.abs(changes[bar]!)), 1)
  const digits = scale === 'M' ? 2 : 0
  const amount = (value: number): string =>
    number.whole(value, decimals, { scale, fractionDigits: digits, signed: true })
  const name = say(`finance.bar_${sheet.bars[bar]}` as WebKey)
  return (
    <section aria-label={name}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h3">
          {say('web.bridge_bar', {
            bar: name,
            amount: `${amount(whole.changes[bar]!)} ${currency}${scale === '1' ? '' : ` ${scale}`}`,
            by: say(`web.by_${view.by}` as WebKey).toLocaleLowerCase(locale),
          })}
        </Title>
        <ActionIcon aria-label={say('web.close')} onClick={() => move({ bar: undefined, key: undefined })}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <table className={classes.table}>
        <tbody>
          {shown.map((row) => {
            const change = row.changes[bar]!
            const width = `${(Math.abs(change) / largest) * 100}%`
            const colour = change > 0 ? 'var(--r-good)' : 'var(--r-bad)'
            return (
              <tr key={row.key} data-sum={view.key === row.key || undefined}>
                <th scope="row">
                  <UnstyledButton
                    className={classes.cellButton}
                    aria-pressed={view.key === row.key}
                    onClick={() => move({ key: view.key === row.key ? undefined : row.key })}
                  >
                    {row.key === '' ? say('web.without_group') : labelOf(row.key)}
                  </UnstyledButton>
                </th>
                <td className={change > 0 ? 'good' : 'bad'}>{amount(change)}</td>
                <td style={{ width: '50%', textAlign: 'start' }}>
                  <span className={classes.barTrack} aria-hidden="true">
                    <span className={classes.bar} style={{ width, background: colour }} />
                  </span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {rows.length > shown.length ? (
        <Text size="xs" c="dimmed">
          {say('web.more_rows', { count: number.plain(rows.length - shown.length) })}
        </Text>
      ) : null}
      <BridgePeople view={view} />
      <BridgeEntryAmounts
        view={view}
        bar={sheet.bars[bar]!}
        decimals={decimals}
        shown={(view.key === null ? whole : rows.find(({ key }) => key === view.key))?.changes[bar] ?? 0}
        amount={amount}
      />
    </section>
  )
}
