import type { ReactNode } from 'react'
import { ColumnsChart } from '../../charts/columns-chart.js'
import type { Columns } from '../../charts/columns-option.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { unitText } from './amount-text.js'
import { spanText } from './column-text.js'
import classes from './finance.module.css'
import type { Column } from './month-columns.js'
import { decimalsOfUnit, landingOf, openAt, tableMonths } from './report-amounts.js'
import { cellOf } from './report-cell.js'
import type { Finance } from './use-finance.js'

type Charted = Exclude<Column, { kind: 'year' | 'actuals' }>

/**
 * Months, the open one whole where it is known: what is left of it alone would look like a fall. Those that are over each
 * for itself.
 */
function chartedColumns(columns: readonly Column[], landing: number | null): Charted[] {
  return columns.filter(
    (column): column is Charted =>
      column.kind === 'actual' ||
      (column.kind === 'landing' ? landing !== null : column.kind === 'month' && !(column.partial && landing !== null)),
  )
}

/** The line that was chosen, month by month, and how far from what it is measured against. */
export function LineChart({ finance }: { finance: Finance }): ReactNode {
  const words = useWords()
  const { say, date } = words
  const { move } = useView()
  const { rows, columns, reference, report, scale, view } = finance
  const row = rows.find(({ id }) => id === view.line) ?? rows.find(({ shape }) => shape.isSum) ?? rows[0]
  if (row === undefined) return null
  const { shape, amounts } = row
  const charted = chartedColumns(finance.monthly, row.landing)
  const { actual } = landingOf(report, shape.line, row.group)
  const happened = (column: Charted): number | null =>
    column.kind === 'actual' ? (amounts[column.at] ?? null) : column.kind === 'landing' ? actual : null
  const expected = (column: Charted): number | null =>
    column.kind === 'month'
      ? (amounts[column.at] ?? null)
      : column.kind === 'landing'
        ? (amounts[openAt(report)] ?? null)
        : null
  const isActual = charted.some((column) => happened(column) !== null)
  const data: Columns = {
    periods: charted.map(({ month }) => date.month(`${month}-01`)),
    parts: [
      ...(isActual ? [{ name: say('web.actual'), notation: 'actual' as const, values: charted.map(happened) }] : []),
      { name: say('web.plan_word'), notation: 'forecast', values: charted.map(expected) },
    ],
    reference:
      reference === null
        ? null
        : {
            name: reference.name,
            notation: reference.notation,
            values: charted.map((column) => cellOf(row, column, reference).reference),
          },
    better: shape.better,
    total: say(shape.name),
    difference: say('web.delta'),
  }
  const hasReference = data.reference?.values.some((value) => value !== null) ?? false
  const unit =
    shape.unit === 'money' ? unitText(report.currency, scale) : say(shape.unit === 'days' ? 'web.days' : 'web.unit')
  const title = [say(shape.name), report.company, spanText(columns, tableMonths(report), words)].join(', ')
  return (
    <div className={classes.chart}>
      <ColumnsChart
        columns={hasReference ? data : { ...data, reference: null }}
        title={title}
        subtitle={[
          shape.unit === 'quantity' && scale !== '1' ? `${unit} ${scale}` : unit,
          ...(isActual ? [`■ ${say('web.actual')}`] : []),
          `▨ ${say('web.plan_word')}`,
          ...(hasReference ? [`${reference!.notation === 'previous' ? '▪' : '□'} ${reference!.name}`] : []),
        ].join(' · ')}
        decimals={decimalsOfUnit(shape.unit, report.currency)}
        scale={shape.unit === 'days' ? '1' : scale}
        height={180}
        onSelect={(at) => {
          const column = charted[at]
          if (column?.kind === 'month') move({ cell: `${row.id}@${column.month}`, drill: undefined })
        }}
      />
    </div>
  )
}
