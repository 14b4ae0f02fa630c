import type { ReactNode } from 'react'
import { useWords } from '../../words/words.js'
import { amountText } from './amount-text.js'
import classes from './finance.module.css'
import { BANDED, believed, chancesOf, chanceText, type LineRange, rangeOf } from './money-range.js'
import type { Row } from './report-cell.js'
import type { TablePlace } from './table-places.js'
import type { Finance } from './use-finance.js'

/** Thin under its line: how far it may lie to either side, and under the budget how likely that is reached. */
export function RangeRow({
  row,
  places,
  finance,
}: {
  row: Row
  places: readonly TablePlace[]
  finance: Finance
}): ReactNode {
  const { say } = useWords()
  const { report, view } = finance
  if (row.group !== null || !BANDED.includes(row.shape.line) || view.show !== 'values') return null
  const told = places.map((place) => ({ place, range: rangeOf(report, row.shape.line, place.column) }))
  if (told.every(({ range }) => range === null)) return null
  return (
    <tr data-range>
      <th scope="row">
        <span className={classes.rangeName}>{say('web.range_row')}</span>
      </th>
      {told.map(({ place, range }) => (
        <td key={place.key} role="gridcell" data-kind={place.column.kind} data-shows={place.shows}>
          {range === null ? null : <RangeText {...{ range, place, row, finance }} />}
        </td>
      ))}
    </tr>
  )
}

interface RangeTextProps {
  readonly range: LineRange
  readonly place: TablePlace
  readonly row: Row
  readonly finance: Finance
}

function RangeText({ range, place, row, finance: { report, scale, view } }: RangeTextProps): ReactNode {
  const words = useWords()
  const { say, number } = words
  const style = { words, currency: report.currency, scale, millionDigits: 2 }
  if (place.shows === 'reference') {
    const chances = chancesOf(range)
    if (view.against !== 'budget' || chances.length === 0) return null
    const chance = chanceText(chances, (share) => number.share(share, 0))
    return <span title={say('web.budget_likely', { chance })}>{chance}</span>
  }
  if (place.shows !== 'value') return null
  const { low, high, reach } = believed(range, report.currency)
  const ends = { low: amountText(low, row.shape, style), high: amountText(high, row.shape, style) }
  return <span title={say('web.range_from_to', ends)}>±{amountText(reach, row.shape, style)}</span>
}
