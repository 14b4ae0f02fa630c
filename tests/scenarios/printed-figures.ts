//! What a scenario prints. Lines of its README say what:
//!   buckets 14                        the first so many of the horizon
//!   buckets 2026-10-17 to 2026-11-02  those that start between these days
//!   BAR@DC: receipts, closing         figures of a product at a place, in base units
//!   BAR@DC>GROCER: asked, shipped     figures of one customer there
//!   P&L: grossSales, netSales         lines by month in the base currency; `P&L by company: …`, `P&L by item: …`
//!   group: eliminations               what trade inside the group adds, and what is taken off
//!   problems: shortage, expiry        the queue, as far as it is of these kinds; `problems: any`
//!   bad rows                          what was put aside on loading, and what is left of each table
import { formatMonth, parseDay } from '../../src/core/base/day.js'
import { formatScaled } from '../../src/core/base/decimal.js'
import { formatQuantity } from '../../src/core/base/quantity.js'
import { textTable } from '../../src/core/base/text-table.js'
import { bucketLabel } from '../../src/core/calendar/horizon.js'
import type { SparseColumn } from '../../src/core/plan/plan.js'
import { findStockRow } from '../../src/core/plan/rows.js'
import { requestsOfDemandRow } from '../../src/core/supply/requests.js'
import { addWrittenOff } from '../../src/core/supply/write-offs.js'
import { readProfitAndLoss } from '../../src/finance/profit-and-loss.js'
import type { ProfitLine } from '../../src/finance/profit-chart.js'
import type { ProfitDimension } from '../../src/finance/profit-nodes.js'
import { baseCurrencyOf } from '../../src/finance/transfer-pricing.js'
import { listExceptions } from '../../src/processes/report/exception-list.js'
import type { PlannedScenario } from './scenario-folder.js'

type Column = { title: string; figures: Float64Array }

export function printFigures(scenario: PlannedScenario, asked: readonly string[]): string {
  const { horizon } = scenario.plan
  let buckets = Array.from({ length: horizon.count }, (_, bucket) => bucket)
  const columns: Column[] = []
  const parts: string[] = []
  for (const line of asked) {
    const [subject, names] = line.split(/:\s*/, 2) as [string, string | undefined]
    const list = names?.split(/,\s*/) ?? []
    if (subject.startsWith('buckets ')) buckets = bucketsAsked(scenario, subject.slice('buckets '.length))
    else if (subject.includes('@')) columns.push(...list.map((name) => figuresOf(scenario, subject, name)))
    else if (subject.startsWith('P&L')) parts.push(profitTable(scenario, subject, list as ProfitLine[]))
    else if (subject === 'group') parts.push(groupTable(scenario))
    else if (subject === 'problems') parts.push(problemTable(scenario, list))
    else if (subject === 'bad rows') parts.push(badRowTable(scenario))
    else throw new Error(`no figures are known as "${line}"`)
  }
  if (columns.length > 0) parts.unshift(bucketTable(scenario, buckets, columns))
  return `${parts.join('\n\n')}\n`
}

function bucketsAsked({ plan: { horizon } }: PlannedScenario, text: string): number[] {
  const all = Array.from({ length: horizon.count }, (_, bucket) => bucket)
  const [from, to] = text.split(' to ')
  if (to === undefined) return all.slice(0, Number(from))
  return all.filter((at) => horizon.firstDay[at]! >= parseDay(from!)! && horizon.firstDay[at]! <= parseDay(to)!)
}

function bucketTable({ plan: { horizon } }: PlannedScenario, buckets: readonly number[], columns: Column[]): string {
  return textTable(
    [{ title: 'from' }, ...columns.map(({ title }) => ({ title, align: 'right' as const }))],
    buckets.map((bucket) => [
      bucketLabel(horizon, bucket),
      ...columns.map(({ figures }) => formatQuantity(figures[bucket]!)),
    ]),
  )
}

/** `place` is product@location, or product@location>customer. */
function figuresOf(scenario: PlannedScenario, place: string, name: string): Column {
  const [product, location, customer] = place.split(/[@>]/) as [string, string, string | undefined]
  const { company, plan } = scenario
  const item = company.products.findIndex(({ id }) => id === product)
  const at = company.locations.findIndex(({ id }) => id === location)
  const row = customer === undefined ? findStockRow(plan.rows.stock, item, at) : demandRow(scenario, item, at, customer)
  if (row < 0) throw new Error(`the plan has no ${place}`)
  const figures = customer === undefined ? stockFigures(scenario, row, name) : demandFigures(scenario, row, name)
  return { title: `${place} ${name}`, figures }
}

function demandRow({ company, plan }: PlannedScenario, item: number, location: number, customer: string): number {
  const buyer = company.customers.findIndex(({ id }) => id === customer)
  const rows = plan.rows.demand
  return Array.from({ length: rows.count }, (_, row) => row).findIndex(
    (row) => rows.item[row] === item && rows.location[row] === location && rows.customer[row] === buyer,
  )
}

function stockFigures({ plan }: PlannedScenario, row: number, name: string): Float64Array {
  const { columns, horizon } = plan
  const slice = (column: Float64Array): Float64Array => column.slice(row * horizon.count, (row + 1) * horizon.count)
  if (name === 'wanted') return slice(columns.requirement)
  if (name === 'receipts') return slice(columns.receipts)
  if (name === 'closing') return slice(columns.closing)
  if (name === 'as is') return slice(columns.asIs)
  if (name === 'open orders') return spelledOut(plan.firmReceipts, row, horizon.count)
  if (name === 'drawn for orders') return spelledOut(plan.firmNeeds, row, horizon.count)
  if (name === 'written off') {
    const figures = new Float64Array(horizon.count)
    addWrittenOff(plan, row, figures)
    return figures
  }
  throw new Error(`a place has no "${name}"`)
}

function demandFigures({ plan }: PlannedScenario, row: number, name: string): Float64Array {
  const { columns, horizon } = plan
  const slice = (column: Float64Array): Float64Array => column.slice(row * horizon.count, (row + 1) * horizon.count)
  if (name === 'forecast') return slice(columns.baseline)
  if (name === 'plan') return slice(columns.consensus)
  if (name === 'shipped') return slice(columns.constrained)
  if (name !== 'asked') throw new Error(`a customer has no "${name}"`)
  const asked = new Float64Array(horizon.count)
  requestsOfDemandRow(plan, row, asked)
  return asked
}

function spelledOut({ start, bucket, value }: SparseColumn, row: number, count: number): Float64Array {
  const figures = new Float64Array(count)
  for (let cell = start[row]!; cell < start[row + 1]!; cell++) figures[bucket[cell]!]! += value[cell]!
  return figures
}

function profitTable({ plan, money, company }: PlannedScenario, subject: string, lines: readonly ProfitLine[]): string {
  const by = subject.split(' by ')[1] as ProfitDimension | undefined
  const reading = { kind: 'plan', currency: company.settings.baseCurrency } as const
  const { rows } = readProfitAndLoss({ plan, money }, { by: by === undefined ? [] : [by], reading })
  return textTable(
    [{ title: reading.currency }, ...monthTitles(money)],
    rows.flatMap(({ key, lines: amounts, units, decimals }) => [
      [`${[...key, ''].join(' ')}units`, ...Array.from(units, formatQuantity)],
      ...lines.map((line) => [
        `${[...key, ''].join(' ')}${line}`,
        ...Array.from(amounts[line], (amount) => formatScaled(amount, decimals)),
      ]),
    ]),
  )
}

function groupTable({ statements, money }: PlannedScenario): string {
  const decimals = money.currencies[baseCurrencyOf(money)]!.atomDecimals
  const sums = new Map<string, Float64Array>()
  const add = (name: string, month: number, amount: number): void => {
    const months = sums.get(name) ?? new Float64Array(money.monthCount)
    sums.set(name, months)
    months[month]! += amount
  }
  const { effects, eliminations } = statements.group
  for (const { entity, line, month, amount } of effects) add(`${money.entities[entity]!.id} ${line}`, month, amount)
  for (const { line, month, amount } of eliminations) add(`taken off ${line}`, month, amount)
  return textTable(
    [{ title: 'inside the group' }, ...monthTitles(money)],
    [...sums].map(([name, amounts]) => [name, ...Array.from(amounts, (amount) => formatScaled(amount, decimals))]),
  )
}

const monthTitles = ({ firstMonth, monthCount }: PlannedScenario['money']) =>
  Array.from({ length: monthCount }, (_, month) => ({
    title: formatMonth(firstMonth + month),
    align: 'right' as const,
  }))

function problemTable({ problems }: PlannedScenario, kinds: readonly string[]): string {
  const wanted = listExceptions(problems, 'en').filter(({ kind }) => kinds[0] === 'any' || kinds.includes(kind))
  if (wanted.length === 0) return `no problems: ${kinds.join(', ')}`
  return textTable(
    [
      { title: 'problem' },
      { title: 'where' },
      { title: 'first day' },
      { title: 'units', align: 'right' },
      { title: 'value', align: 'right' },
      { title: 'act until' },
    ],
    wanted.map(({ kind, product, location, customer, reference, firstDay, units, value, currency, lastUsefulDay }) => [
      kind,
      [product, location, customer, reference].filter((part) => part !== '').join(' '),
      firstDay,
      units,
      `${value} ${currency}`,
      lastUsefulDay ?? '',
    ]),
  )
}

function badRowTable({ report }: PlannedScenario): string {
  return [
    ...report.badRows.map(({ file, row, column, excerpt }) => `${file}, row ${row}, ${column}: ${excerpt}`),
    '',
    textTable(
      [
        { title: 'table' },
        { title: 'rows', align: 'right' },
        { title: 'put aside', align: 'right' },
        { title: 'usable', align: 'right' },
      ],
      report.coverage.map(({ table, rows, badRows, badValueShare }) => [
        table,
        String(rows),
        String(badRows),
        `${((1 - badValueShare) * 100).toFixed(2)} %`,
      ]),
    ),
  ].join('\n')
}
