import { describe, expect, it } from 'vitest'
import { buildEditWorld, master, PLAN_DAY } from '../../../tests/support/edit-world.js'
import { monthOf } from '../base/day.js'
import { Refusal } from '../base/refusal.js'
import type { Company, FxRate, Price } from '../network/company.js'
import { plainLane, plainPolicy, plainProduct } from '../network/plain-records.js'
import { EDITABLE_LISTS } from './editable-lists.js'
import type { MasterIntent } from './intent.js'
import { changeMaster, partsOf } from './master-change.js'

const month = monthOf(PLAN_DAY)
const price = (product: string, amount: number, validFrom: number, validTo: number | null = null): Price => ({
  product,
  amount,
  validFrom,
  validTo,
  currency: 'CLP',
  customer: null,
  channel: null,
  country: null,
})
const rate = (set: FxRate['rateSet'], of: number, text: string): FxRate => ({
  rateSet: set,
  month: of,
  day: null,
  from: 'USD',
  to: 'CLP',
  rate: text,
})

const company: Company = {
  ...buildEditWorld().company,
  products: [plainProduct('P1', 'Snacks')],
  prices: [price('P1', 100, PLAN_DAY - 50, PLAN_DAY + 49), price('P1', 110, PLAN_DAY + 50), price('P2', 7, PLAN_DAY)],
  costs: [{ product: 'P1', location: null, validFrom: PLAN_DAY - 50, amount: 60, currency: 'CLP' }],
  lanes: [
    { ...plainLane('plant', 'north'), leadTimeDays: 3, leadTimeSdDays: 1.5 },
    { ...plainLane('plant', 'south'), leadTimeDays: 9 },
  ],
  policies: [plainPolicy('P1', 'north')],
  resources: [
    { id: 'line', location: 'plant', hoursPerWeek: 80, overtimeHours: null, overtimeCost: null, currency: null },
  ],
  opex: [-1, 0, 1].map((at) => ({
    month: month + at,
    line: 'rent',
    amount: -500_001,
    currency: 'CLP',
    country: null,
    entity: null,
  })),
  fx: [rate('PLAN', month, '950.5'), rate('PLAN', month + 1, '960'), rate('BUDGET', month, '900')],
}

const change = (intent: Partial<MasterIntent>): Company => changeMaster(company, master(intent)).company
const codeOf = (intent: Partial<MasterIntent>): string => {
  try {
    change(intent)
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.code
    throw refusal
  }
  return 'done'
}

describe('a change of master data', () => {
  it('[ED60] changes every record that has the values named', () => {
    const amounts = (key: MasterIntent['key']): number[] => change({ key, value: 1 }).prices.map(({ amount }) => amount)
    expect(amounts({ product: 'P1' })).toEqual([1, 1, 7])
    expect(amounts({ product: 'P1', validFrom: PLAN_DAY + 50 })).toEqual([100, 1, 7])
    expect(amounts({ customer: null })).toEqual([1, 1, 1])
  })

  it('[ED60] refuses a list, a field or a record that is not there', () => {
    expect(codeOf({ list: 'settings', field: 'name' })).toBe('edit.unknown_list')
    expect(codeOf({ list: 'constructor', field: 'name' })).toBe('edit.unknown_list')
    expect(codeOf({ field: 'colour' })).toBe('edit.unknown_field')
    expect(codeOf({ key: { colour: 'red' } })).toBe('edit.unknown_field')
    expect(codeOf({ key: { product: 'P9' } })).toBe('edit.unknown_record')
    expect(codeOf({ key: { product: 'P2' }, from: null, list: 'costs' })).toBe('edit.unknown_record')
  })

  it('[ED61] leaves what identifies a record and where it stands in the trees', () => {
    for (const [list, field] of [
      ['products', 'family'],
      ['customers', 'parent'],
      ['locations', 'country'],
      ['prices', 'product'],
      ['prices', 'validFrom'],
    ] as const)
      expect(codeOf({ list, field, value: 'x' })).toBe('edit.unknown_field')
    const lists = Object.keys(company).filter((list) => list !== 'settings')
    expect(Object.keys(EDITABLE_LISTS).sort()).toEqual(lists.sort())
  })

  it('[ED61] says what of the plan it moves', () => {
    const partsAfter = (intent: Partial<MasterIntent>) => changeMaster(company, master(intent)).parts
    expect(partsAfter({ value: 1 })).toEqual(['prices'])
    expect(partsAfter({ list: 'lanes', field: 'leadTimeDays', value: 4 })).toEqual(['supply'])
    expect(partsAfter({ list: 'lanes', field: 'costPerUnit', value: 4 })).toEqual(['finance'])
    expect(partsAfter({ list: 'products', field: 'name', value: 'Bar' })).toEqual([])
    expect(partsOf('lanes')).toEqual(['supply', 'finance'])
  })

  it('[ED62] sets, adds and scales, whole and rounded half away from zero', () => {
    const amount = (intent: Partial<MasterIntent>): number =>
      change({ key: { product: 'P2' }, ...intent }).prices[2]!.amount
    expect(amount({ value: 9 })).toBe(9)
    expect(amount({ op: 'add', value: -2 })).toBe(5)
    expect(amount({ op: 'scale', value: 1_500_000 })).toBe(11) // 10.5
    const opex = change({ list: 'opex', op: 'scale', value: 500_000 }).opex.map((line) => line.amount)
    expect(opex).toEqual([-250_001, -250_001, -250_001]) // −250,000.5
  })

  it('[ED62] decimal fields keep six places, rates fifteen digits', () => {
    const lane = (intent: Partial<MasterIntent>): number | null =>
      change({ list: 'lanes', field: 'leadTimeSdDays', key: { to: 'north' }, ...intent }).lanes[0]!.leadTimeSdDays
    expect(lane({ op: 'scale', value: 1_100_000 })).toBe(1.65)
    expect(lane({ op: 'add', value: 0.1 })).toBe(1.6)
    expect(lane({ value: '0.25' })).toBe(0.25)
    expect(lane({ value: null })).toBeNull()
    const fx = (intent: Partial<MasterIntent>): string =>
      change({ list: 'fx', field: 'rate', key: { rateSet: 'PLAN', month }, ...intent }).fx[0]!.rate
    expect(fx({ op: 'scale', value: 1_100_000 })).toBe('1045.55')
    expect(fx({ op: 'add', value: '0.000001' })).toBe('950.500001')
    expect(fx({ value: '951' })).toBe('951')
  })

  it('[ED63] refuses what the field cannot hold', () => {
    expect(codeOf({ list: 'policies', field: 'minimum', op: 'add', value: 1 })).toBe('edit.not_a_number')
    expect(codeOf({ list: 'products', field: 'name', op: 'scale', value: 1 })).toBe('edit.not_a_number')
    expect(codeOf({ list: 'products', field: 'core', op: 'add', value: 1 })).toBe('edit.not_a_number')
    for (const value of [-1, 1.5, null, 'much', true, 2 ** 53]) expect(codeOf({ value })).toBe('edit.bad_value')
    expect(codeOf({ op: 'add', value: -101 })).toBe('edit.bad_value')
    expect(codeOf({ list: 'opex', value: -101 })).toBe('done')
    expect(codeOf({ list: 'policies', field: 'minimum', value: null })).toBe('done')
    expect(codeOf({ list: 'products', field: 'core', value: 'yes' })).toBe('edit.bad_value')
    expect(codeOf({ list: 'products', field: 'core', value: true })).toBe('done')
    expect(codeOf({ list: 'fx', field: 'rate', value: '0' })).toBe('edit.bad_value')
    expect(codeOf({ list: 'fx', field: 'rate', op: 'scale', value: 0 })).toBe('edit.bad_value')
  })

  it('[ED64] from a day on, the record before it stays; later ones change too, ended ones do not', () => {
    const brief = ({ amount, validFrom, validTo }: Price): unknown[] => [amount, validFrom - PLAN_DAY, validTo]
    const prices = (from: number): unknown[][] =>
      change({ key: { product: 'P1' }, op: 'scale', value: 2_000_000, from })
        .prices.slice(0, -1)
        .map(brief)
    expect(prices(PLAN_DAY)).toEqual([
      [100, -50, PLAN_DAY - 1],
      [200, 0, PLAN_DAY + 49],
      [220, 50, null],
    ])
    expect(prices(PLAN_DAY + 50)).toEqual([
      [100, -50, PLAN_DAY + 49],
      [220, 50, null],
    ])
    expect(prices(PLAN_DAY - 60)).toEqual([
      [200, -50, PLAN_DAY + 49],
      [220, 50, null],
    ])
    // Lists that only say from when a record holds: the next one ends it.
    const costs = change({ list: 'costs', value: 70, from: PLAN_DAY }).costs
    expect(costs.map(({ amount, validFrom }) => [amount, validFrom - PLAN_DAY])).toEqual([
      [60, -50],
      [70, 0],
    ])
    expect(
      change({ list: 'lanes', field: 'leadTimeDays', key: { to: 'south' }, value: 1, from: PLAN_DAY }).lanes,
    ).toEqual([
      company.lanes[0],
      { ...company.lanes[1], validTo: PLAN_DAY - 1 },
      { ...company.lanes[1], validFrom: PLAN_DAY, leadTimeDays: 1 },
    ])
  })

  it('[ED64] of records that hold on the same day the one that began last does: no two begin on one day', () => {
    const starts = (prices: Price[], from: number): unknown[][] =>
      changeMaster({ ...company, prices }, master({ value: 1, from })).company.prices.map(
        ({ amount, validFrom, validTo }) => [
          amount,
          validFrom - PLAN_DAY,
          validTo === null ? null : validTo - PLAN_DAY,
        ],
      )
    // A price list that simply follows another, none with an end.
    const following = [price('P1', 100, PLAN_DAY - 50), price('P1', 110, PLAN_DAY + 50)]
    expect(starts(following, PLAN_DAY + 50)).toEqual([
      [100, -50, null],
      [1, 50, null],
    ])
    expect(starts(following, PLAN_DAY + 70)).toEqual([
      [100, -50, null],
      [110, 50, 69],
      [1, 70, null],
    ])
    // A price for ten days over one that holds again afterwards.
    const brief = [price('P1', 100, PLAN_DAY - 50), price('P1', 80, PLAN_DAY + 50, PLAN_DAY + 59)]
    expect(starts(brief, PLAN_DAY + 55)).toEqual([
      [100, -50, 59],
      [1, 60, null],
      [80, 50, 54],
      [1, 55, 59],
    ])
    expect(starts(brief, PLAN_DAY + 40)).toEqual([
      [100, -50, 39],
      [1, 40, null],
      [1, 50, 59],
    ])
  })

  it('[ED64] lists by month change from the month of that day on; lists without dates refuse', () => {
    const opex = change({ list: 'opex', value: 1, from: PLAN_DAY }).opex.map(({ amount }) => amount)
    expect(opex).toEqual([-500_001, 1, 1])
    expect(codeOf({ list: 'opex', value: 1, from: PLAN_DAY + 90 })).toBe('edit.unknown_record')
    expect(codeOf({ list: 'policies', field: 'minimum', value: 1, from: PLAN_DAY })).toBe('edit.not_dated')
  })

  it('[ED65] leaves the company that was given, and shares what did not change', () => {
    const before = structuredClone(company)
    const after = change({ value: 1, from: PLAN_DAY })
    expect(company).toEqual(before)
    expect(after.lanes).toBe(company.lanes)
    expect(after.prices[0]).not.toBe(after.prices[1])
  })
})
