/** The cash cycle as executed: what deviation from the commitments did to stock, receivables and payables. Rules AD20, AD22. */
import type { Day } from '../../../core/base/day.js'
import type { Company } from '../../../core/network/company.js'
import type { ExecutedFacts, Payment } from '../../../core/network/executed.js'
import { reasonsOf } from '../../../finance/adherence/reason-waterfall.js'
import { trappedStock } from '../../../finance/adherence/trapped-stock.js'
import { type BalanceDeviation, explainBalance, explainCashCycle } from '../../../finance/cash-to-cash-causes.js'
import { minorDecimals } from '../../../finance/currency.js'
import { rollBalance } from '../../../finance/daily-balance.js'
import { lineOfEntity } from '../../../finance/entity-flows.js'
import { baseCurrencyOf, translateAtoms } from '../../../finance/transfer-pricing.js'
import { openBaseMoney } from '../../exceptions/base-money.js'
import type { PlanSnapshot } from '../../versions/plan-snapshot.js'
import type { CellRecord, ExecutedCash } from './adherence-measurement.js'
import {
  type CashDeviations,
  cashDeviations,
  type ReasonShares,
  STOCK_CAUSES,
  type TermsMoney,
} from './cash-deviations.js'
import { WEEK_DAYS } from './committed-weeks.js'
import { atomsOf, DailyMoney } from './daily-money.js'
import { ADHERENCE_FLOWS } from './flow-rows.js'
import { type FrozenWeights, openWeights } from './frozen-weights.js'
import type { PlaceKeys } from './place-keys.js'
import type { Shelf } from './shelf.js'

export interface CashGiven {
  readonly snapshot: Pick<PlanSnapshot, 'company' | 'plan' | 'money' | 'statements'>
  readonly company: Company
  readonly facts: ExecutedFacts
  readonly until: Day
  readonly keys: PlaceKeys
  readonly shelf: Shelf
  /** The demand cells of the window's weeks. */
  readonly cells: readonly (CellRecord & { readonly key: number })[]
}

export function executeCash(given: CashGiven): ExecutedCash {
  const { snapshot, company, facts, keys, until } = given
  const { horizon } = snapshot.plan
  const weights = openWeights(snapshot)
  const days = until - horizon.planDay
  const moved = cashDeviations({
    snapshot,
    weights,
    company,
    facts,
    days,
    frozenKeys: keys.of(snapshot.company),
    factKeys: keys.of(company),
    reasons: reasonShares(given),
  })
  const plan = plannedBalances(snapshot, days)
  const { decimals } = plan
  const ones = new Uint8Array(days).fill(1)
  const counted = countStock(given, weights, days)
  const stock = explainBalance(stockStory(plan, moved, counted, days), ones)
  const paid = (from: Payment['from']): Paid | null => paidBy(given, from, days, decimals)
  const [collected, spent] = [paid('customer'), paid('supplier')]
  const receivables = explainBalance(billStory(plan.receivables, moved.billed, collected, given, decimals), ones)
  const payables = explainBalance(billStory(plan.payables, moved.bought, spent, given, decimals), ones)
  const { capitalCost } = snapshot.company.settings
  const isWhole = stock !== null && receivables !== null && payables !== null
  return {
    from: horizon.planDay,
    days,
    stock,
    receivables,
    payables,
    cycle: isWhole ? explainCashCycle(stock, receivables, payables, days, capitalCost) : null,
    decimals,
    trapped: counted.trapped,
    assumed: [
      ...(facts.tells.made ? [] : (['made'] as const)),
      ...(facts.tells.received ? [] : (['received'] as const)),
      ...(counted.gaps.every((gap) => gap === null) ? (['stock'] as const) : []),
      ...(collected === null ? (['collections'] as const) : []),
      ...(spent === null ? (['payments'] as const) : []),
    ],
  }
}

/** Of each under-executed cell: for lack of demand, of supply, of execution, and what cannot be told. */
function reasonShares({ cells }: CashGiven): ReasonShares {
  const known = new Map<string, readonly number[]>()
  for (const { key, flow, firstDay, committed, actual, asked, available } of cells) {
    const done = Math.max(0, actual)
    if (committed <= done || asked < 0) continue
    const why = reasonsOf(committed, done, { demand: asked, available: available < 0 ? null : available })
    const { demandShort, supplyShort, executionShort, untold } = why
    known.set(`${ADHERENCE_FLOWS[flow]} ${firstDay} ${key}`, [demandShort, supplyShort, executionShort, untold])
  }
  return (flow, firstDay, key) => known.get(`${flow} ${firstDay} ${key}`) ?? null
}

/** A balance of the plan's own books by day, in atoms of the base currency. */
interface PlannedBalance {
  readonly opening: number
  readonly closing: Float64Array
  readonly settled: Float64Array
  readonly flow: number
}

interface PlannedBalances {
  readonly stock: PlannedBalance
  readonly receivables: PlannedBalance
  readonly payables: PlannedBalance
  readonly decimals: number
}

const BASE_DECIMALS = 4

function plannedBalances({ plan, money, statements }: CashGiven['snapshot'], days: number): PlannedBalances {
  const base = baseCurrencyOf(money)
  const read = (entity: number, amount: number, day: number): number =>
    translateAtoms(money, amount, money.entities[entity]!.currency, base, money.monthOfBucket[day]!)
  const sum = (of: (books: (typeof statements.books)[number]) => ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: days }, (_, day) =>
      statements.books.reduce((total, books) => total + read(books.entity, of(books)[day]!, day), 0),
    )
  const opening = (of: (books: (typeof statements.books)[number]) => number): number =>
    statements.books.reduce((total, books) => total + read(books.entity, of(books), 0), 0)
  const total = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)
  const balance = (of: 'receivables' | 'payables'): PlannedBalance => ({
    opening: opening((books) => books[of].opening),
    closing: sum((books) => books[of].closing),
    settled: sum((books) => books[of].settled),
    flow: total(sum((books) => books[of].billed)),
  })
  const costs = money.entities.map((_, entity) => lineOfEntity(money, entity, 'standardCost'))
  return {
    stock: {
      opening: opening(({ stockOpening }) => stockOpening),
      closing: sum(({ stock }) => stock),
      settled: new Float64Array(days),
      flow: total(sum(({ entity }) => costs[entity]!.subarray(0, plan.horizon.count))),
    },
    receivables: balance('receivables'),
    payables: balance('payables'),
    decimals: base < 0 ? BASE_DECIMALS : money.currencies[base]!.atomDecimals,
  }
}

type Story = Parameters<typeof explainBalance>[0]

function storyOf(plan: PlannedBalance, flowActual: number, deviations: readonly BalanceDeviation[]): Story {
  let beyond = 0
  const closingActual = plan.closing.map((value, day) => {
    for (const { byBucket } of deviations) beyond += byBucket[day]!
    return value + beyond
  })
  return {
    openingPlan: plan.opening,
    openingActual: plan.opening,
    closingPlan: plan.closing,
    closingActual,
    flowPlan: plan.flow,
    flowActual,
    deviations,
  }
}

function stockStory(
  { stock, decimals }: PlannedBalances,
  moved: CashDeviations,
  { gaps }: Counted,
  days: number,
): Story {
  const causes = STOCK_CAUSES.map(
    (cause): BalanceDeviation => ({ cause, group: 'adherence', byBucket: moved.stock[cause].atoms(decimals) }),
  )
  const adjustments = new Float64Array(days)
  let explained = 0
  for (let day = 0; day < days; day++) {
    for (const { byBucket } of causes) explained += byBucket[day]!
    const gap = gaps[day]
    if (gap === null || gap === undefined) continue
    adjustments[day] = atomsOf(gap, decimals) - explained
    explained += adjustments[day]!
  }
  const sold = moved.costOfSales.atoms(decimals).reduce((sum, atoms) => sum + atoms, 0)
  return storyOf(stock, stock.flow + sold, [
    ...causes,
    { cause: 'adjustments', group: 'revaluationAndFx', byBucket: adjustments },
  ])
}

/** What was settled, and what of it was taken off instead of paid, by day. */
interface Paid {
  readonly settled: Float64Array
  readonly deducted: Float64Array
}

/** Null where no payment of the window is told: it is settled on planned terms. */
function paidBy({ facts, snapshot }: CashGiven, from: Payment['from'], days: number, decimals: number): Paid | null {
  const { money, plan } = snapshot
  const base = openBaseMoney(money)
  const paid = { settled: new DailyMoney(days), deducted: new DailyMoney(days) }
  let told = false
  for (const payment of facts.payments) {
    const day = payment.day - plan.horizon.planDay
    if (payment.from !== from || day < 0 || day >= days) continue
    told = true
    // Millionths of the major unit are thousands of billionths.
    const value = Math.round(payment.amount * base.factor(payment.currency, money.monthOfBucket[day]!))
    paid.settled.add(day, 1000, value)
    if (payment.isDeduction) paid.deducted.add(day, 1000, value)
  }
  return told ? { settled: paid.settled.atoms(decimals), deducted: paid.deducted.atoms(decimals) } : null
}

function billStory(
  plan: PlannedBalance,
  moved: ReadonlyMap<string, TermsMoney>,
  paid: Paid | null,
  { snapshot }: CashGiven,
  decimals: number,
): Story {
  const days = plan.closing.length
  const room = (): Float64Array => new Float64Array(days)
  const sums = { quantity: room(), notBilled: room(), price: room(), latePayment: room(), deductions: room() }
  const planDay = snapshot.plan.horizon.planDay
  let flow = plan.flow
  for (const { terms, quantity, price } of moved.values()) {
    const settle = (billed: Float64Array): Float64Array =>
      rollBalance(planDay, billed, { terms, transitDays: 0, delayDays: 0 }, []).settled
    const billed = quantity.atoms(decimals)
    const charged = price.atoms(decimals)
    const [settled, settledMore] = [settle(billed), settle(charged)]
    for (let day = 0; day < days; day++) {
      sums.quantity[day]! += billed[day]!
      sums.notBilled[day]! -= settled[day]!
      sums.price[day]! += charged[day]! - settledMore[day]!
      sums.latePayment[day]! += settledMore[day]! + settled[day]!
      flow += billed[day]! + charged[day]!
    }
  }
  // What the actual bills should have brought in on planned terms, less what they did.
  for (let day = 0; day < days; day++) {
    const { settled, deducted } = paid ?? { settled: null, deducted: null }
    const due = plan.settled[day]! + sums.latePayment[day]!
    sums.latePayment[day] = settled === null ? 0 : due - (settled[day]! - deducted[day]!)
    sums.deductions[day] = deducted === null ? 0 : 0 - deducted[day]!
  }
  return storyOf(plan, flow, [
    { cause: 'quantity', group: 'adherence', byBucket: sums.quantity },
    { cause: 'notBilled', group: 'adherence', byBucket: sums.notBilled },
    { cause: 'price', group: 'priceAndTax', byBucket: sums.price },
    { cause: 'latePayment', group: 'terms', byBucket: sums.latePayment },
    { cause: 'deductions', group: 'terms', byBucket: sums.deductions },
  ])
}

/** Stock that was counted beside what was planned, by day: billionths of the base currency, null where too little is told. */
interface Counted {
  readonly gaps: readonly (bigint | null)[]
  readonly trapped: number | null
}

/** So much of the planned value has to be told for a count to be one. */
const COUNTED_HUNDREDTHS = 95n

function countStock({ snapshot, keys, shelf }: CashGiven, weights: FrozenWeights, days: number): Counted {
  const { plan, company } = snapshot
  const { stock } = plan.rows
  const { planDay, count } = plan.horizon
  const own = keys.of(company)
  const ours = Array.from({ length: stock.count }, (_, row) => row).filter(
    (row) => company.locations[stock.location[row]!]!.entity !== null,
  )
  const gaps: (bigint | null)[] = new Array(days).fill(null)
  let trapped: number | null = null
  for (let day = days - 1; day >= 0; day -= WEEK_DAYS) {
    let [all, told, gap] = [0n, 0n, 0n]
    const nodes: { onHand: number; target: number; cost: number }[] = []
    for (const row of ours) {
      const cost = BigInt(weights.cost(row))
      const target = Math.max(0, plan.columns.closing[row * count + day]!)
      all += cost * BigInt(target)
      const key = keys.stockKey(own.key(stock.item[row]!, stock.location[row]!, -1))
      const onHand = shelf.atEndOf(key, planDay + day)
      if (onHand === null) continue
      told += cost * BigInt(target)
      gap += cost * BigInt(onHand - target)
      nodes.push({ onHand, target, cost: weights.cost(row) })
    }
    if (nodes.length > 0 && told * 100n >= all * COUNTED_HUNDREDTHS) gaps[day] = gap
    if (day === days - 1 && nodes.length > 0)
      trapped = atomsOf(trappedStock(nodes), minorDecimals(company.settings.baseCurrency))
  }
  return { gaps, trapped }
}
