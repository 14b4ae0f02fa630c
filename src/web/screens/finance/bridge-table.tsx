import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { WebKey } from '../../../language/messages/web.js'
import { useView } from '../../view/view.js'
import type { Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import type { BridgeRow, BridgeSheet } from './bridge-sheet.js'
import { useEndNames } from './bridge-toolbar.js'
import type { BridgeView } from './bridge-view.js'
import classes from './finance.module.css'
import { LIVE } from './plan-names.js'
import { useGroupLabels } from './use-group-labels.js'

interface BridgeTableProps {
  readonly view: BridgeView
  readonly sheet: BridgeSheet
  readonly scale: Scale
}

/** Every group from one end to the other: from, and its bars, are to. */
export function BridgeTable({ view, sheet, scale }: BridgeTableProps): ReactNode {
  const { say, number } = useWords()
  const { move } = useView()
  const labelOf = useGroupLabels(LIVE, view.by === 'total' ? null : view.by)
  const names = useEndNames()
  const { bars, rows, whole, decimals, isExact } = sheet
  const amount = (value: number, signed = false): string =>
    number.whole(value, decimals, { scale, fractionDigits: scale === 'M' ? 2 : 0, signed })
  const sorted = [...rows].sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
  const line = (row: BridgeRow, name: string, isWhole: boolean): ReactNode => (
    <tr key={row.key} data-sum={isWhole || undefined}>
      <th scope="row">{name}</th>
      <td>{amount(row.from)}</td>
      {row.changes.map((change, at) => (
        <td key={bars[at]} className={change === 0 ? 'quiet' : change > 0 ? 'good' : 'bad'}>
          {amount(change, true)}
        </td>
      ))}
      <td>{amount(row.to)}</td>
      <td className={row.to === row.from ? 'quiet' : row.to > row.from ? 'good' : 'bad'}>
        {amount(row.to - row.from, true)}
      </td>
    </tr>
  )
  return (
    <div className={classes.tablePlace}>
      <div className={isExact ? 'good' : 'bad'} style={{ fontSize: 12, padding: '4px 0' }}>
        {say(isExact ? 'web.bridge_exact' : 'web.bridge_not_exact', { rows: number.plain(rows.length) })}
      </div>
      <table className={classes.table} aria-label={say('web.finance_bridge')}>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {say(`web.by_${view.by}` as WebKey)}
            </th>
            <th scope="col">{names(view.from)}</th>
            {bars.map((bar) => (
              <th key={bar} scope="col" data-chosen={bar === view.bar || undefined}>
                <UnstyledButton
                  className={classes.cellButton}
                  aria-pressed={bar === view.bar}
                  onClick={() => move({ bar, key: undefined })}
                >
                  {say(`finance.bar_${bar}` as WebKey)}
                </UnstyledButton>
              </th>
            ))}
            <th scope="col">{names(view.to)}</th>
            <th scope="col">{say('web.delta')}</th>
          </tr>
        </thead>
        <tbody>
          {line(whole, say('web.total'), true)}
          {sorted.map((row) => line(row, row.key === '' ? say('web.without_group') : labelOf(row.key), false))}
        </tbody>
      </table>
    </div>
  )
}
