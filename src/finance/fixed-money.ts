/** Money without volume: fixed funds of trade terms, opex and D&A, the capital charge. */
import { firstDayOfMonth } from '../core/base/day.js'
import type { Company, OpexLine, TradeTerm } from '../core/network/company.js'
import type { CustomerChains } from './customer-chain.js'
import { daysOfHorizon } from './dated-amount.js'
import { applyRate, multiplyRates, type Rate, rateAt } from './exchange-rates.js'
import { FIXED_LINES, type FixedLine, type FixedMoney, type MoneyHorizon, type MoneyPlan } from './money-plan.js'
import { daysHeld } from './trade-terms.js'

type MoneyOf = Pick<MoneyPlan, 'exchange' | 'entities' | 'currencies' | 'accounts' | 'firstMonth' | 'monthCount'>

/**
 * Opex lines of the folder that are lines of the chart, or the names accountants give them; everything else is opex.
 */
const LINE_OF_NAME: Readonly<Record<string, FixedLine>> = {
  'd&a': 'depreciation',
  da: 'depreciation',
  amortisation: 'depreciation',
  amortization: 'depreciation',
  'depreciation and amortization': 'depreciation',
  depreciacion: 'depreciation',
  depreciación: 'depreciation',
  depreciação: 'depreciation',
}

export function lineOfOpex(name: string): FixedLine {
  const chart = FIXED_LINES.find((line) => line.toLowerCase() === name.replace(/[_ -]/g, '').toLowerCase())
  return chart ?? LINE_OF_NAME[name.trim().toLowerCase()] ?? 'opex'
}

/** Fixed funds and opex of the months of the horizon, in atoms of their entity, one row per line of the folder. */
export function planFixedMoney(
  money: MoneyOf,
  company: Company,
  chains: CustomerChains,
  horizon: MoneyHorizon,
): FixedMoney[] {
  const funds = company.tradeTerms
    .filter((term) => term.kind === 'fixed')
    .flatMap((term) => fundsOf(money, company, chains, horizon, term))
  return [...funds, ...company.opex.flatMap((line) => opexOf(money, horizon, line))]
}

/**
 * A yearly or monthly figure belongs to days: a month that the horizon holds only part of gets that part.
 */
function daysOfMonth(
  money: MoneyOf,
  horizon: MoneyHorizon,
  month: number,
): { first: number; days: number; of: number } {
  const range = daysOfHorizon(horizon)
  const first = firstDayOfMonth(money.firstMonth + month)
  const end = firstDayOfMonth(money.firstMonth + month + 1)
  const from = Math.max(first, range.first)
  return { first: from, days: Math.max(0, Math.min(end, range.end) - from), of: end - first }
}

function opexOf(money: MoneyOf, horizon: MoneyHorizon, line: OpexLine): FixedMoney[] {
  const month = line.month - money.firstMonth
  if (month < 0 || month >= money.monthCount) return []
  const { days, of } = daysOfMonth(money, horizon, month)
  if (days === 0) return []
  const entity = entityAt(money, line.entity, line.country)
  return [
    {
      line: lineOfOpex(line.line),
      entity,
      country: line.country ?? money.entities[entity]!.country,
      account: -1,
      family: -1,
      month,
      amount: atomsOf(money, entity, line.amount, line.currency, month, days, of),
    },
  ]
}

function fundsOf(
  money: MoneyOf,
  company: Company,
  chains: CustomerChains,
  horizon: MoneyHorizon,
  term: TradeTerm,
): FixedMoney[] {
  const customer = company.customers.findIndex(({ id }) => id === term.customer)
  if (customer < 0) return []
  const chain = chains.chain[customer]!
  const payer = company.customers[chain[chain.length - 1]!]!
  const owner = [...chain].map((at) => company.customers[at]!.entity).find((entity) => entity !== null) ?? null
  const entity = entityAt(money, owner, payer.country)
  const account = money.accounts.findIndex(({ id }) => id === payer.id)
  const rows: FixedMoney[] = []
  for (let month = 0; month < money.monthCount; month++) {
    const { first, days, of } = daysOfMonth(money, horizon, month)
    const held = daysHeld(term, first, days)
    if (held === 0) continue
    const amount = atomsOf(money, entity, term.value, term.currency, month, held, of)
    rows.push({ line: 'fixedFunds', entity, country: payer.country, account, family: -1, month, amount })
  }
  return rows
}

/** The entity named, else the one of the country, else the first. */
function entityAt({ entities }: MoneyOf, id: string | null, country: string | null): number {
  const named = entities.findIndex((entity) => entity.id === id)
  if (named >= 0) return named
  return Math.max(
    0,
    entities.findIndex((entity) => entity.country === country),
  )
}

/** `days` of `of` of an amount in millionths, in atoms of the entity at the PLAN rate of the month; rounded once. */
function atomsOf(
  money: MoneyOf,
  entity: number,
  amount: number,
  currency: string | null,
  month: number,
  days: number,
  of: number,
): number {
  const { code, atomDecimals } = money.currencies[money.entities[entity]!.currency]!
  const part: Rate = { numerator: BigInt(days), denominator: BigInt(of) * 10n ** BigInt(6 - atomDecimals) }
  const rate = rateAt(money.exchange, 'PLAN', money.firstMonth + month, currency ?? code, code)
  return Number(applyRate(BigInt(amount), multiplyRates(part, rate)))
}

/**
 * The memo line of the capital charge: the mean of opening and closing stock of a month × yearly share × days / 365.
 * `closing` holds an entity's stock value at the end of each month, after `opening`.
 */
export function capitalCharge(
  money: MoneyOf,
  stock: { readonly entity: number; readonly opening: number; readonly closing: ArrayLike<number> },
  yearlyShare: number,
): FixedMoney[] {
  const { entity } = stock
  return Array.from(stock.closing, (closing, month) => {
    const opening = month === 0 ? stock.opening : stock.closing[month - 1]!
    const first = firstDayOfMonth(money.firstMonth + month)
    const days = firstDayOfMonth(money.firstMonth + month + 1) - first
    const part = { numerator: BigInt(yearlyShare) * BigInt(days), denominator: 2n * 1_000_000n * 365n }
    return {
      line: 'capitalCharge' as const,
      entity,
      country: money.entities[entity]!.country,
      account: -1,
      family: -1,
      month,
      amount: Number(applyRate(BigInt(opening) + BigInt(closing), part)),
    }
  })
}
