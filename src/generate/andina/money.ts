import type { Cell } from '../../core/base/column-table.js'
import { type Day, dayOf, firstDayOfMonth, formatDay, formatMonth, type Month, monthOf } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { Stream } from '../dice.js'
import { GOODS, type Good } from './goods.js'
import { MATERIALS } from './materials.js'
import { BUYERS, type Buyer, CENTRES, COUNTRIES, companyOf, countryOf, NORTH, SOUTH, SUPPLIERS } from './places.js'
import { FIRST_MONTH, LAST_DAY, LAST_MONTH, PLAN_DAY, PLAN_MONTH, yearOf } from './timeline.js'

/** Units of local money per USD in December 2024, and what a month adds to it. */
const CURRENCY_PATHS: Readonly<
  Record<string, readonly [start: number, monthly: number, wobble: number, inflation: number]>
> = {
  CLP: [968, 0.0004, 0.012, 0.0033],
  PEN: [3.74, 0.0002, 0.006, 0.0017],
  MXN: [20.1, -0.0015, 0.012, 0.0034],
  ARS: [1030, 0.016, 0.012, 0.021],
  BRL: [5.95, -0.0012, 0.014, 0.0039],
  USD: [1, 0, 0, 0.002],
}

/** Where the rate would be without surprises: what budgets, plans and price lists are made from. */
export function smoothRate(currency: string, month: Month): number {
  const [start, monthly] = CURRENCY_PATHS[currency]!
  const months = month - FIRST_MONTH
  // Argentina's crawl slows after a year and a half.
  const slowed = currency === 'ARS' ? Math.min(months, 18) + Math.max(0, months - 18) * 0.7 : months
  return start * (1 + monthly) ** slowed
}

const sixDigits = (value: number): number => Number(value.toPrecision(6))

const rateOn = (random: Random, currency: string, month: Month, path: number): number => {
  const at = COUNTRIES.findIndex((country) => country.currency === currency)
  const wobble = month < PLAN_MONTH ? CURRENCY_PATHS[currency]![2] : 0
  return sixDigits(smoothRate(currency, month) * (1 + wobble * (2 * random.at(Stream.Money, at, month * 4 + path) - 1)))
}

/** Average rate of a month, CLP per USD and so on. */
const averageRate = (random: Random, currency: string, month: Month): number => rateOn(random, currency, month, 0)

/** Every pair is quoted against USD. Future AVG and CLOSE rates are the forward view, equal to the plan's. */
export function fxRows(random: Random): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  for (const { currency } of COUNTRIES) {
    const add = (rateSet: string, month: Month, rate: number) =>
      rows.push({ rate_set: rateSet, month: formatMonth(month), from: 'USD', to: currency, rate: sixDigits(rate) })
    for (let month = FIRST_MONTH; month <= LAST_MONTH; month++) {
      const yearStart = month - (month % 12)
      add('PLAN', month, smoothRate(currency, month))
      add('AVG', month, rateOn(random, currency, month, 0))
      add('CLOSE', month, rateOn(random, currency, month, 1))
      add('BUDGET', month, currency === 'ARS' ? smoothRate(currency, month) : smoothRate(currency, yearStart))
    }
    rows.push({
      rate_set: 'SPOT',
      date: formatDay(PLAN_DAY - 1),
      from: 'USD',
      to: currency,
      rate: rateOn(random, currency, PLAN_MONTH - 1, 2),
    })
  }
  return rows
}

export function inflationRows(): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  for (const { code, currency } of COUNTRIES)
    for (let month = FIRST_MONTH; month <= LAST_MONTH; month++) {
      const index = 100 * (1 + CURRENCY_PATHS[currency]![3]) ** (month - FIRST_MONTH)
      rows.push({ country: code, month: formatMonth(month), index: Math.round(index * 100) / 100 })
    }
  return rows
}

export const taxRows = (): Record<string, Cell>[] =>
  COUNTRIES.map(({ code, vat, vatKind }) => ({ country: code, kind: vatKind, rate: vat, valid_from: '2020-01-01' }))

/** Pesos of Chile and Argentina are priced in whole ones, the rest in cents. */
const pretty = (currency: string, value: number): number =>
  currency === 'CLP' || currency === 'ARS' ? Math.round(value / 10) * 10 : Math.round(value * 100) / 100

/** Price lists change in February; Argentina's every quarter. */
const PRICE_STARTS: Readonly<Record<'yearly' | 'quarterly', readonly Day[]>> = {
  yearly: [dayOf(2024, 11, 1), dayOf(2025, 2, 1), dayOf(2026, 2, 1), dayOf(2027, 2, 1), dayOf(2028, 2, 1)],
  quarterly: Array.from({ length: 18 }, (_, quarter) => firstDayOfMonth(monthOf(dayOf(2024, 11, 1)) + quarter * 3)),
}
const startsOf = (country: string): readonly Day[] => PRICE_STARTS[country === 'AR' ? 'quarterly' : 'yearly']

const WHOLESALE_SHARE = 0.94
const CONTRACT_BUYER = 'JAC'
const CONTRACT_SHARE = 0.96

function listPrice(good: Good, country: string, start: Day): number {
  const { currency, priceLevel } = countryOf(country)
  const year = yearOf(start)
  const real = 1.02 ** Math.max(0, year - 2025)
  return pretty(
    currency,
    good.listPrice * priceLevel * smoothRate(currency, monthOf(start) + (country === 'AR' ? 1 : 5)) * real,
  )
}

const isContracted = (good: Good, buyer: Pick<Buyer, 'parent'>): boolean =>
  buyer.parent === CONTRACT_BUYER && good.family.code === 'DET'

/** List price of a buyer on a day: contract, else wholesale list, else the country's. In whole millionths. */
export function unitPrice(good: Good, buyer: Buyer, day: Day): number {
  const starts = startsOf(buyer.country)
  let at = starts.length - 1
  while (at > 0 && starts[at]! > day) at--
  return Math.round(levelPrice(good, buyer.country, starts[at]!, levelShare(good, buyer)) * 1e6)
}

const levelShare = (good: Good, buyer: Buyer): number =>
  isContracted(good, buyer) ? CONTRACT_SHARE : buyer.channel === 'mayorista' ? WHOLESALE_SHARE : 1

const levelPrice = (good: Good, country: string, start: Day, share: number): number =>
  share === 1
    ? listPrice(good, country, start)
    : pretty(countryOf(country).currency, listPrice(good, country, start) * share)

export function priceRows(): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  for (const good of GOODS)
    for (const { code, currency } of COUNTRIES) {
      const starts = startsOf(code)
      starts.forEach((start, at) => {
        const base = {
          product_id: good.id,
          valid_from: formatDay(start),
          valid_to: at + 1 < starts.length ? formatDay(starts[at + 1]! - 1) : null,
          currency,
        }
        rows.push({ ...base, country: code, amount: levelPrice(good, code, start, 1) })
        rows.push({
          ...base,
          country: code,
          channel: 'mayorista',
          amount: levelPrice(good, code, start, WHOLESALE_SHARE),
        })
        if (code === 'MX' && isContracted(good, { parent: CONTRACT_BUYER }))
          rows.push({ ...base, customer_id: CONTRACT_BUYER, amount: levelPrice(good, code, start, CONTRACT_SHARE) })
      })
    }
  return rows
}

const TRANSFER_MARKUP = 1.1
const DUTY_SHARE = 0.03
const COST_YEARS = [2024, 2025, 2026, 2027, 2028]

export const makerOf = (good: Good): string => (good.family.plant === 'PL-SCL' ? SOUTH : NORTH)
const currencyOfCompany = (company: string): string => (company === SOUTH ? 'CLP' : 'MXN')
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** Standard cost in the maker's currency, set each January from costs in USD. */
const costIn = (usd: number, currency: string, year: number): number =>
  rounded(usd * smoothRate(currency, Math.max(FIRST_MONTH, year * 12)) * 1.015 ** (year - 2025))

const makerCost = (good: Good, year: number): number =>
  costIn(good.listPrice * good.family.costShare, currencyOfCompany(makerOf(good)), year)

/** What the other company pays, in its own currency. */
const transferPrice = (good: Good, year: number): number => {
  const from = currencyOfCompany(makerOf(good))
  const to = currencyOfCompany(makerOf(good) === SOUTH ? NORTH : SOUTH)
  const month = Math.max(FIRST_MONTH, year * 12)
  return rounded((makerCost(good, year) * TRANSFER_MARKUP * smoothRate(to, month)) / smoothRate(from, month))
}

/** Standard cost of a good at a location of `company` in that company's currency, in whole millionths. */
export function unitCost(good: Good, company: string, day: Day): number {
  const year = Math.min(COST_YEARS.at(-1)!, yearOf(day))
  return Math.round((company === makerOf(good) ? makerCost(good, year) : landedCost(good, year)) * 1e6)
}

const landedCost = (good: Good, year: number): number => rounded(transferPrice(good, year) * (1 + DUTY_SHARE))

/** Cost of a material at a plant of `company`, in whole millionths of its currency. */
export const materialCost = (id: string, company: string, year: number): number =>
  Math.round(costIn(MATERIALS.find((material) => material.id === id)!.price, currencyOfCompany(company), year) * 1e6)

export function costRows(): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  for (const year of COST_YEARS) {
    const validFrom = `${year}-01-01`
    for (const good of GOODS) {
      const maker = makerOf(good)
      rows.push({
        product_id: good.id,
        valid_from: validFrom,
        amount: makerCost(good, year),
        currency: currencyOfCompany(maker),
      })
      for (const centre of CENTRES)
        if (centre.company !== maker)
          rows.push({
            product_id: good.id,
            valid_from: validFrom,
            amount: landedCost(good, year),
            currency: currencyOfCompany(centre.company),
            location_id: centre.id,
          })
    }
    for (const material of MATERIALS)
      for (const plant of material.plants) {
        const company = plant === 'PL-SCL' ? SOUTH : NORTH
        rows.push({
          product_id: material.id,
          valid_from: validFrom,
          amount: materialCost(material.id, company, year) / 1e6,
          currency: currencyOfCompany(company),
          location_id: plant,
        })
      }
  }
  return rows
}

export const transferPriceRows = (): Record<string, Cell>[] =>
  COST_YEARS.flatMap((year) =>
    GOODS.map((good) => {
      const from = makerOf(good)
      const to = from === SOUTH ? NORTH : SOUTH
      return {
        from_company: from,
        to_company: to,
        product_id: good.id,
        valid_from: `${year}-01-01`,
        amount: transferPrice(good, year),
        currency: currencyOfCompany(to),
        duty_share: DUTY_SHARE,
      }
    }),
  )

export const purchasePriceRows = (): Record<string, Cell>[] =>
  MATERIALS.map((material) => {
    const currency = SUPPLIERS.find(([id]) => id === material.supplier)![3]
    return {
      supplier_id: material.supplier,
      product_id: material.id,
      valid_from: '2024-01-01',
      amount: rounded(material.price * smoothRate(currency, PLAN_MONTH)),
      currency,
    }
  })

/** A share of gross off the invoice, a share of gross after it, and for supermarkets a share for their logistics. */
export const LOGISTIC_SHARE = 0.012

/** Of gross: everything the terms take, on the invoice and after it, so that what is left is net sales. */
export const termShare = (buyer: Buyer): number => buyer.onInvoice + buyer.rebate + logisticShare(buyer)

const logisticShare = (buyer: Buyer): number => (buyer.channel === 'moderno' ? LOGISTIC_SHARE : 0)

/** What Quillay Grande is paid for every detergent it takes, in whole pesos. */
const DISPLAY_FEE = { buyer: 'QUI-GRA', family: 'DET', pesos: 40, since: dayOf(2025, 1, 1) } as const

/** Of one unit in a month, in whole millionths of the seller's currency at the month's average rate. */
export interface UnitRates {
  readonly gross: number
  readonly onInvoice: number
  readonly rebates: number
  readonly tradeSpend: number
}

function unitRates(random: Random, good: Good, buyer: Buyer, month: Month): UnitRates {
  const day = firstDayOfMonth(month)
  const { currency } = countryOf(buyer.country)
  const own = currencyOfCompany(companyOf(buyer.country))
  const local = unitPrice(good, buyer, day)
  const gross =
    currency === own
      ? local
      : Math.round((local * averageRate(random, own, month)) / averageRate(random, currency, month))
  const share = (of: number): number => Math.round(gross * of)
  const paid = buyer.id === DISPLAY_FEE.buyer && good.family.code === DISPLAY_FEE.family && day >= DISPLAY_FEE.since
  return {
    gross,
    onInvoice: share(buyer.onInvoice),
    rebates: share(buyer.rebate),
    tradeSpend: share(logisticShare(buyer)) + (paid ? DISPLAY_FEE.pesos * 1_000_000 : 0),
  }
}

export type Pricer = (good: Good, buyer: Buyer, buyerIndex: number, month: Month) => UnitRates

/** Unit rates are asked for by every sale; each is worked out once. */
export function openPricer(random: Random): Pricer {
  const known = new Map<number, UnitRates>()
  return (good, buyer, buyerIndex, month) => {
    const key = (good.index * BUYERS.length + buyerIndex) * 100 + month - FIRST_MONTH
    let rates = known.get(key)
    if (rates === undefined) {
      rates = unitRates(random, good, buyer, month)
      known.set(key, rates)
    }
    return rates
  }
}

export function tradeTermRows(): Record<string, Cell>[] {
  return BUYERS.flatMap((buyer) => {
    const base = { customer_id: buyer.id, basis: 'sell_in', valid_from: '2024-01-01' }
    const rows: Record<string, Cell>[] = [
      { ...base, kind: 'on_invoice', value: buyer.onInvoice },
      { ...base, kind: 'rebate', value: buyer.rebate },
    ]
    if (buyer.channel === 'moderno') rows.push({ ...base, kind: 'logistic', value: LOGISTIC_SHARE })
    if (buyer.id === 'JAC-HIP')
      rows.push({ ...base, kind: 'fixed', value: 450_000, currency: 'MXN', valid_to: formatDay(LAST_DAY) })
    if (buyer.id === 'QUI-GRA')
      rows.push({
        ...base,
        kind: 'per_unit',
        value: DISPLAY_FEE.pesos,
        currency: 'CLP',
        family: 'Detergentes',
        valid_from: '2025-01-01',
      })
    return rows
  })
}

export const serviceTermRows = (): Record<string, Cell>[] =>
  BUYERS.map((buyer) => ({
    customer_id: buyer.id,
    on_time_before_days: 1,
    on_time_after_days: buyer.channel === 'moderno' ? 0 : 1,
    in_full_share: buyer.channel === 'moderno' ? 0.98 : 0.95,
    fine_share: buyer.channel === 'moderno' ? 0.03 : null,
    min_remaining_life_days: buyer.channel === 'moderno' ? 75 : 45,
    priority: buyer.channel === 'moderno' ? 1 : buyer.channel === 'mayorista' ? 3 : 2,
  }))

export const currencyFor = currencyOfCompany
