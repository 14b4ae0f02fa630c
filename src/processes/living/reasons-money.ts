/** What a line of the P&L adds up from; for a single row also quantity × rate, and who changed a price. */
import { formatDay } from '../../core/base/day.js'
import type { MasterIntent } from '../../core/edit/intent.js'
import { recogniseUnits } from '../../finance/leaf-money.js'
import { BASE_LINES, currencyOfCubeRow, unitRate } from '../../finance/money-plan.js'
import { readProfitAndLoss } from '../../finance/profit-and-loss.js'
import { CHART_SUMS, type ProfitLine, type SumLine } from '../../finance/profit-chart.js'
import type { AskedCell } from './asked-cell.js'
import type { Why } from './living-plan.js'
import { LINES_OF, type MoneyMeasure } from './table/table-measures.js'
import { viewerOf } from './viewer.js'

export function moneyReasons(asked: AskedCell): readonly Why[] {
  return [...lineParts(asked), ...rateParts(asked), ...priceChanges(asked)]
}

/** Lines with their sign; they add up to the number as a table of the same scope and months reads it. */
function lineParts({ branch, cell, access, box }: AskedCell): Why[] {
  const { plan, money, company } = branch.state.snapshot()
  const viewer = viewerOf(plan, company, access, cell.scope)
  const currency = cell.currency ?? company.settings.baseCurrency
  const { rows } = readProfitAndLoss(
    { plan, money },
    {
      by: [],
      reading: { kind: 'plan', currency },
      ...(viewer.everything ? {} : { sees: { depth: viewer.depth, at: viewer.sees.money } }),
    },
  )
  const months = new Set<number>()
  for (let bucket = box.from; bucket < box.to; bucket++) months.add(plan.horizon.month[bucket]!)
  const asked = LINES_OF[cell.measure as MoneyMeasure].flatMap((line) => signedLines(line))
  return asked.flatMap(({ line, sign }): Why[] => {
    let value = 0
    for (const { lines } of rows) for (const month of months) value += sign * lines[line][month]!
    return value === 0 ? [] : [{ kind: 'line', name: line, value, unit: 'money' }]
  })
}

interface SignedLine {
  readonly line: ProfitLine
  readonly sign: 1 | -1
}

/** A sum of the chart as the lines given, each added or taken off. */
function signedLines(line: ProfitLine, sign: 1 | -1 = 1): SignedLine[] {
  const sum = CHART_SUMS.find(({ line: name }) => name === (line as SumLine))
  if (sum === undefined) return [{ line, sign }]
  return [
    ...sum.adds.flatMap((added) => signedLines(added, sign)),
    ...sum.takesOff.flatMap((taken) => signedLines(taken, sign === 1 ? -1 : 1)),
  ]
}

/** One demand row: what is recognised and the rate of each line in the first bucket, in the company's own currency. */
function rateParts({ branch, demandRows, box }: AskedCell): Why[] {
  if (demandRows.length !== 1) return []
  const row = demandRows[0]!
  const { plan, priced: money } = branch.state
  const units = new Float64Array(money.bucketCount)
  recogniseUnits(money, plan.columns, row, units)
  const recognised = units.subarray(box.from, box.to).reduce((sum, value) => sum + value, 0)
  const cubeRow = money.cubeRowOf[row]!
  const currency = cubeRow < 0 ? undefined : currencyOfCubeRow(money, cubeRow).code
  const rates = BASE_LINES.flatMap((line): Why[] => {
    const rate = unitRate(money, line, row, box.from)
    return rate === 0
      ? []
      : [{ kind: 'rate', name: line, value: rate, unit: 'rate', ...(currency === undefined ? {} : { currency }) }]
  })
  return [{ kind: 'quantity', name: 'recognised', value: recognised, unit: 'quantity' }, ...rates]
}

const PRICING: ReadonlySet<string> = new Set(['prices', 'costs', 'tradeTerms', 'promotions', 'fx', 'purchasePrices'])

/** Entries in force that changed a price, a cost or a term that may be behind these rows. */
function priceChanges({ branch, demandRows, access }: AskedCell): Why[] {
  if (!access.measures.has('margin')) return []
  const { plan, company } = branch.state
  const products = new Set(Array.from(demandRows, (row) => company.products[plan.rows.demand.item[row]!]!.id))
  const concerns = ({ list, key }: MasterIntent): boolean =>
    PRICING.has(list) && (typeof key.product !== 'string' || products.has(key.product))
  return branch.edits.log.flatMap(({ entry, undoers }) =>
    undoers > 0
      ? []
      : entry.intents.flatMap((intent): Why[] => {
          if (intent.kind !== 'master' || !concerns(intent) || typeof intent.value !== 'number') return []
          const { actor, at, position, reason } = entry
          const from = intent.from === null ? '' : ` ${formatDay(intent.from)}`
          const name = `${intent.list}.${intent.field} ${intent.op}${from}`
          return [{ kind: 'entry', name, value: intent.value, unit: 'rate', actor, at, position, reason: reason.note }]
        }),
  )
}
