import { expect, test } from 'vitest'
import { buildCapitalWorld, type CapitalWorldGiven } from '../../tests/support/capital-world.js'
import { formatMonth } from '../core/base/day.js'
import { movement, postings } from './ledger.js'

// Ten bars a day until the end of October. Of 300 in Santiago 100 are good until Saturday 26 September, 150 until
// 3 October: 60 and 70 of them are sold. In Lima 80 tarts are good until tonight, and nobody wants any.
const BAKERY: CapitalWorldGiven = {
  planDay: '2026-09-21',
  horizon: { days: 14, weeks: 6, months: 0 },
  baseCurrency: 'CLP',
  entities: [
    { id: 'chile', country: 'CL', currency: 'CLP' },
    { id: 'peru', country: 'PE', currency: 'PEN' },
  ],
  fx: [],
  products: ['bar', 'tart'],
  locations: { santiago: 'dc', lima: 'dc' },
  owner: { santiago: 'chile', lima: 'peru' },
  country: { santiago: 'CL', lima: 'PE' },
  suppliers: ['mill'],
  lanes: [{ from: 'mill', to: 'santiago', leadTimeDays: 2 }],
  costs: { 'bar@santiago': '60.5', 'tart@lima': '2.123456' },
  stock: { 'bar@santiago': 300, 'tart@lima': 80 },
  lots: [
    { at: 'bar@santiago', units: 100, expiresIn: 5 },
    { at: 'bar@santiago', units: 150, expiresIn: 12 },
    { at: 'tart@lima', units: 80, expiresIn: 0 },
  ],
  demand: [{ at: 'bar@santiago', units: 10 }],
}

test('[VA11] what expires is a loss at standard cost, by the company that owns it, in the month it is written off', () => {
  const { money, writtenOff } = buildCapitalWorld(BAKERY)
  expect(writtenOff('bar@santiago').slice(0, 14)).toEqual([0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 80, 0])
  const rows = money.fixed.map(({ entity, country, family, month, line, amount }) => ({
    line,
    company: money.entities[entity]!.id,
    country,
    family: money.families[family]!.id,
    month: formatMonth(money.firstMonth + month),
    amount: amount / 10 ** money.currencies[money.entities[entity]!.currency]!.atomDecimals,
  }))
  expect(rows).toEqual([
    // 40 × 60.5, then 80 × 60.5; 80 × 2.123456 = 169.87648, exact in atoms of six decimals.
    { line: 'writeOffs', company: 'chile', country: 'CL', family: 'family', month: '2026-09', amount: 2420 },
    { line: 'writeOffs', company: 'chile', country: 'CL', family: 'family', month: '2026-10', amount: 4840 },
    { line: 'writeOffs', company: 'peru', country: 'PE', family: 'family', month: '2026-09', amount: 169.87648 },
  ])
})

test('[VA11] [LG7] it leaves the stock of the company, and nothing is left to be explained', () => {
  const { money, books, capital } = buildCapitalWorld(BAKERY)
  expect(capital.stock.unexplainedUnits).toBe(0)
  const all = books.flatMap(({ months }) => postings(months))
  const spoiled = all.filter(({ voucher }) => voucher === 'write-off')
  expect(spoiled.map(({ entity, account }) => `${entity} ${account}`)).toEqual([
    'chile writeOffs',
    'chile stock',
    'chile writeOffs',
    'chile stock',
    'peru writeOffs',
    'peru stock',
  ])
  expect(all.filter(({ account }) => account === 'stockDifference' || account === 'provisions')).toEqual([])
  const peru = books[1]!
  expect(peru.stock[0]).toBe(0)
  expect(movement(all, 'peru', money.firstMonth, 'stock')).toBe(-peru.stockOpening)
})
