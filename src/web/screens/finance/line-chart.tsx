import type { ReactNode } from 'react'
import { ColumnsChart } from '../../charts/columns-chart.js'
import type { Columns } from '../../charts/columns-option.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { unitText } from './amount-text.js'
import { spanText } from './column-text.js'
import classes from './finance.module.css'
import type { Column } from './month-columns.js'
import { decimalsOfUnit, landingOf } from './report-amounts.js'
import { cellOf } from './report-cell.js'
import type { Finance } from './use-finance.js'

/** Months, the open one whole where it is known: what is left of it alone would look like a fall. */
function chartedColumns(columns: readonly Column[], landing: number | null): Column[] {
  return columns.filter((column) =>
    column.kind === 'landing' ? landing !== null : column.kind === 'month' && !(column.partial && landing !== null),
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
  const charted = chartedColumns(columns, row.landing)
  const { actual } = landingOf(report, shape.line)
  const expected = (column: Column): number | null =>
    column.kind === 'month' ? (amounts[column.at] ?? null) : column.kind === 'landing' ? (amounts[0] ?? null) : null
  const data: Columns = {
    periods: charted.map((column) => (column.kind === 'year' ? '' : date.month(`${column.month}-01`))),
    parts: [
      ...(actual === null
        ? []
        : [
            {
              name: say('web.actual'),
              notation: 'actual' as const,
              values: charted.map(({ kind }) => (kind === 'landing' ? actual : null)),
            },
          ]),
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
  const title = [say(shape.name), report.company, spanText(columns, report.months, words)].join(', ')
  return (
    <div className={classes.chart}>
      <ColumnsChart
        columns={hasReference ? data : { ...data, reference: null }}
        title={title}
        subtitle={[
          shape.unit === 'quantity' && scale !== '1' ? `${unit} ${scale}` : unit,
          ...(actual === null ? [] : [`■ ${say('web.actual')}`]),
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
