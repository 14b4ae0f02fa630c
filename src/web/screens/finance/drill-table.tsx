import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { TableShown } from '../../../api/wire/table.js'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import type { Scope } from '../../../core/edit/box.js'
import { minorDecimals } from '../../../finance/currency.js'
import { useSession } from '../../server/session.js'
import { useWords, type Words } from '../../words/words.js'
import { useRowLabels } from '../plan/row-labels.js'
import { rowNames } from '../plan/row-names.js'
import { type DrillRow, drillRows, perUnit, RATE_DECIMALS } from './drill-rows.js'
import classes from './finance.module.css'
import { levelsOfStep, type MoneyMeasure, nextStep } from './group-scope.js'
import { tableMonths } from './report-amounts.js'
import type { Row } from './report-cell.js'
import type { Finance } from './use-finance.js'

interface DrillTableProps {
  readonly table: TableShown
  readonly scope: Scope
  readonly finance: Finance
  readonly row: Row
  readonly month: string
  readonly measure: MoneyMeasure
  /** Whether the rows are all of the cell. */
  readonly isWhole: boolean
  /** What was sold in a month that is over. */
  readonly isOver: boolean
  readonly descend: ((names: readonly string[]) => void) | null
  readonly explain: (names: readonly string[], of: MoneyMeasure) => void
}

/** Volume × price, volume × cost: a row of each part, their sum, and how it stands to the number one came from. */
export function DrillTable({
  table,
  finance,
  row,
  scope,
  month,
  isWhole,
  isOver,
  measure,
  descend,
  explain,
}: DrillTableProps): ReactNode {
  const words = useWords()
  const { say, number } = words
  const { sees } = useSession()
  const { rows, total } = drillRows(table)
  // Below a row of the plan there is nothing but itself.
  const parts = nextStep(scope) === null ? [] : rows
  const nameOf = usePartNames(parts, scope)
  const decimals = { quantity: QUANTITY_DECIMALS, money: minorDecimals(table.currency) }
  const withMargin = sees('margin') && !isOver
  const at = tableMonths(finance.report).indexOf(month)
  const cell = row.shape.line === measure ? (row.amounts[at] ?? null) : null
  const heads = headsOf(words, table.currency, withMargin, isOver)
  return (
    <div className={classes.tablePlace}>
      <table className={classes.table} aria-label={say('web.drill')}>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {say('web.part')}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <DrillLine
            row={total}
            {...{ decimals, withMargin }}
            name={say('web.total')}
            isTotal
            explain={isOver ? null : (of) => explain([], of)}
          />
          {parts.map((one) => (
            <DrillLine
              key={one.names.join('\n')}
              row={one}
              {...{ decimals, withMargin }}
              name={nameOf(one.names)}
              descend={descend === null ? undefined : () => descend(one.names)}
              explain={isOver ? null : (of) => explain(one.names, of)}
            />
          ))}
        </tbody>
      </table>
      {isWhole && cell !== null && !isOver ? <AddsUp {...{ cell, decimals }} parts={total[measure] ?? 0} /> : null}
      <div className={classes.note}>{say(isOver ? 'web.drill_sold' : 'web.per_unit_note')}</div>
      {table.rowCount > table.rows.length ? (
        <div className={classes.note}>
          {say('web.more_rows', { count: number.plain(table.rowCount - table.rows.length) })}
        </div>
      ) : null}
    </div>
  )
}

/** What people call the parts, and the way there. */
function usePartNames(rows: readonly DrillRow[], scope: Scope): (names: readonly string[]) => string {
  const { say } = useWords()
  const step = nextStep(scope)
  const tree = step === 'customer' ? ('customer' as const) : ('product' as const)
  const levels = step === null ? [] : levelsOfStep(step, scope).map((dimension) => ({ tree, dimension }))
  const labelOf = useRowLabels(
    levels,
    rows.map(({ names }) => names),
    scope,
  )
  return (names) => {
    if (names.every((name) => name === '')) return say('web.without_product')
    const { lines, way } = rowNames(names, levels, scope, labelOf, () => say('web.nameless'))
    return [way, ...lines].filter((text) => text !== '').join(' ▸ ')
  }
}

interface AddsUpProps {
  readonly cell: number
  readonly parts: number
  readonly decimals: { readonly money: number }
}

/** Whether the parts are the number one came from, and what they lack. */
function AddsUp({ cell, parts, decimals: { money } }: AddsUpProps): ReactNode {
  const { say, number } = useWords()
  const amount = number.whole(cell === parts ? cell : cell - parts, money, {
    fractionDigits: money,
    signed: cell !== parts,
  })
  return (
    <div className={classes.note}>{say(cell === parts ? 'web.drill_adds_up' : 'web.drill_differs', { amount })}</div>
  )
}

function headsOf({ say }: Words, currency: string, withMargin: boolean, isOver: boolean): string[] {
  return [
    `${say(isOver ? 'web.measure_actual' : 'web.measure_constrained')} · ${say('web.unit')}`,
    `${say('web.net_price')} · ${currency}`,
    `${say(isOver ? 'web.invoiced' : 'web.measure_netSales')} · ${currency}`,
    ...(withMargin
      ? [
          `${say('web.unit_cost')} · ${currency}`,
          `${say('web.measure_standardCost')} · ${currency}`,
          `${say('web.measure_grossMargin')} · ${currency}`,
          say('web.margin_share'),
        ]
      : []),
  ]
}

interface DrillLineProps {
  readonly row: DrillRow
  readonly name: string
  readonly decimals: { readonly quantity: number; readonly money: number }
  readonly withMargin: boolean
  readonly isTotal?: boolean
  readonly descend?: (() => void) | undefined
  readonly explain: ((of: MoneyMeasure) => void) | null
}

function DrillLine({ row, name, decimals, withMargin, isTotal = false, descend, explain }: DrillLineProps): ReactNode {
  const { number } = useWords()
  const { units, netSales, standardCost, grossMargin } = row
  const money = (value: number | null, of: MoneyMeasure): ReactNode => {
    const text = number.whole(value, decimals.money)
    if (!value || explain === null) return text
    return (
      <UnstyledButton className={classes.cellButton} onClick={() => explain(of)}>
        {text}
      </UnstyledButton>
    )
  }
  const rate = (value: number | null): string =>
    number.whole(perUnit(value, units, decimals), RATE_DECIMALS, { fractionDigits: 4 })
  return (
    <tr data-sum={isTotal || undefined}>
      <th scope="row">
        {descend === undefined ? (
          name
        ) : (
          <UnstyledButton className={classes.cellButton} onClick={descend}>
            {name}
          </UnstyledButton>
        )}
      </th>
      <td>{number.whole(units, decimals.quantity)}</td>
      <td>{rate(netSales)}</td>
      <td>{money(netSales, 'netSales')}</td>
      {withMargin ? (
        <>
          <td>{rate(standardCost)}</td>
          <td>{money(standardCost, 'standardCost')}</td>
          <td>{money(grossMargin, 'grossMargin')}</td>
          <td>{number.share(grossMargin === null || netSales === 0 ? null : grossMargin / netSales)}</td>
        </>
      ) : null}
    </tr>
  )
}
