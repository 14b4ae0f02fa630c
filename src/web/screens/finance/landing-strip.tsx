import type { ReactNode } from 'react'
import { useWords } from '../../words/words.js'
import { amountText, saysSomething, shareText } from './amount-text.js'
import { BudgetChance } from './budget-chance.js'
import classes from './finance.module.css'
import { type LineRange, rangeOf } from './money-range.js'
import type { Column, YearColumn } from './month-columns.js'
import { landingOf } from './report-amounts.js'
import { cellOf, type ReportCell, type Row } from './report-cell.js'
import type { ReportLine } from './report-line.js'
import type { Finance } from './use-finance.js'

/** What one comes for: where the open month lands, the year's sales and result, and the cash that is tied up. */
export function LandingStrip({ finance }: { finance: Finance }): ReactNode {
  const { say, date, number } = useWords()
  const { report, columns } = finance
  const landing = columns.find(({ kind }) => kind === 'landing')
  const named = (line: ReportLine): Row | undefined => finance.rows.find(({ id }) => id === line)
  const sales = named('netSales')
  const { actual } = landingOf(report, 'netSales')
  return (
    <div className={classes.strip}>
      {landing?.kind === 'landing' && sales !== undefined && sales.landing !== null ? (
        <Figure
          finance={finance}
          row={sales}
          cell={cellOf(sales, landing, finance.reference)}
          name={say('web.month_lands', { month: date.month(`${landing.month}-01`) })}
          note={say('web.of_it_actual', {
            share: number.share(actual === null || sales.landing === 0 ? null : actual / sales.landing, 0),
            day: date.shortDay(report.planDay),
          })}
          range={rangeOf(report, 'netSales', landing)}
        />
      ) : null}
      {(['netSales', 'grossMargin', 'contribution', 'ebit'] as const).map((line) => {
        const row = named(line)
        const year = row === undefined ? undefined : knownYear(row, columns)
        if (row === undefined || year === undefined) return null
        return (
          <Figure
            key={line}
            finance={finance}
            row={row}
            cell={cellOf(row, year, finance.reference)}
            name={`${say(row.shape.name)} ${year.year}`}
            note={line === 'netSales' ? '' : <OfSales finance={finance} row={row} year={year} />}
            range={rangeOf(report, line, year)}
          />
        )
      })}
    </div>
  )
}

/** The first year of which every month of a line is known: the one that is running, where the books tell the line. */
function knownYear(row: Row, columns: readonly Column[]): YearColumn | undefined {
  return columns.find(
    (column): column is YearColumn =>
      column.kind === 'year' && column.whole && cellOf(row, column, null).known === null,
  )
}

function OfSales({ finance, row, year }: { finance: Finance; row: Row; year: YearColumn }): ReactNode {
  const { say, number } = useWords()
  const sales = finance.rows.find(({ id }) => id === 'netSales')
  const whole = sales === undefined ? null : cellOf(sales, year, null).value
  const part = cellOf(row, year, null).value
  return say('web.of_net_sales', { share: number.share(!whole || part === null ? null : part / whole) })
}

interface FigureProps {
  readonly finance: Finance
  readonly row: Row
  readonly cell: ReportCell
  readonly name: string
  readonly note: ReactNode
  readonly range: LineRange | null
}

function Figure({ finance, row, cell, name, note, range }: FigureProps): ReactNode {
  const words = useWords()
  const { report, scale, reference } = finance
  const style = { words, currency: report.currency, scale }
  const delta = amountText(cell.delta, row.shape, style, true)
  const tone = saysSomething(delta) ? ((cell.delta ?? 0) * row.shape.better > 0 ? 'good' : 'bad') : ''
  return (
    <div className={classes.figure}>
      <div className={classes.figureName}>{name}</div>
      <div className={classes.figureValue}>
        {amountText(cell.value, row.shape, style)}{' '}
        <small>
          {report.currency}
          {scale === '1' ? '' : ` ${scale}`}
        </small>
      </div>
      <div className={classes.figureNote}>
        {cell.delta === null || reference === null ? null : (
          <span className={tone}>
            {delta}
            {cell.delta === 0 ? '' : ` (${shareText(cell.share, words)})`}{' '}
            <span className="quiet">{words.say('web.beside', { name: reference.name })}</span>
          </span>
        )}
      </div>
      <div className={classes.figureNote}>{note}</div>
      {range === null ? null : (
        <div className={classes.figureNote}>
          <BudgetChance {...{ range, row, finance }} />
        </div>
      )}
    </div>
  )
}
