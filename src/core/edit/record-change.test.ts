import { describe, expect, it } from 'vitest'
import { buildEditWorld, insert, PLAN_DAY, remove } from '../../../tests/support/edit-world.js'
import { monthOf } from '../base/day.js'
import { Refusal } from '../base/refusal.js'
import type { Company, Price } from '../network/company.js'
import { EDITABLE_LISTS } from './editable-lists.js'
import type { RecordFields, RecordIntent } from './intent.js'
import { partsOf } from './master-change.js'
import { changeRecords } from './record-change.js'
import { kindsOf, RECORD_SHAPES } from './record-shapes.js'

const { company } = buildEditWorld()
const price = { product: 'oat-bar', validFrom: PLAN_DAY, amount: 5, currency: 'CLP' }
const usd = { rateSet: 'PLAN', month: monthOf(PLAN_DAY), from: 'USD', to: 'CLP', rate: '950' }
const line = { id: 'line', location: 'plant', hoursPerWeek: 80 }

const after = (...intents: RecordIntent[]): Company =>
  intents.reduce((before, intent) => changeRecords(before, intent).company, company)
const refusalOf = (...intents: RecordIntent[]): Refusal['values'] & { code: string } => {
  try {
    after(...intents)
  } catch (refusal) {
    if (refusal instanceof Refusal) return { code: refusal.code, ...refusal.values }
    throw refusal
  }
  return { code: 'done' }
}
const codeOf = (...intents: RecordIntent[]): string => refusalOf(...intents).code
/** On one day: no customer after any, no country after any. */
const isLater = (other: Price, { validFrom, customer = null, country = null }: Partial<Price>): boolean =>
  other.validFrom === validFrom && other.customer === null && (customer !== null || country !== null)
const starts = ({ prices }: Company): unknown[] =>
  prices
    .filter(({ product }) => product === 'oat-bar')
    .map(({ validFrom, customer }) => [validFrom - PLAN_DAY, customer])

describe('a record that comes', () => {
  it('[ED80] into every list but those that facts and trees count by position', () => {
    for (const list of ['entities', 'products', 'locations', 'customers', 'suppliers']) {
      expect(codeOf(insert(list, {}))).toBe('edit.closed_list')
      expect(codeOf(remove(list, { id: 'x' }))).toBe('edit.closed_list')
    }
    const closed = Object.keys(EDITABLE_LISTS).filter((list) => !Object.hasOwn(RECORD_SHAPES, list))
    expect(closed).toEqual(['entities', 'products', 'locations', 'customers', 'suppliers'])
    expect(codeOf(insert('settings', {}))).toBe('edit.unknown_list')
    expect(codeOf(insert('constructor', {}))).toBe('edit.unknown_list')
  })

  it('[ED80] moves what any field of its list moves, and leaves the company that was given', () => {
    const before = structuredClone(company)
    const { company: changed, parts } = changeRecords(company, insert('prices', price))
    expect(parts).toEqual(partsOf('prices'))
    expect(company).toEqual(before)
    expect(changed.lanes).toBe(company.lanes)
  })

  it('[ED81] with every field: what is left out, or null, is nothing or the usual', () => {
    const promotion = { id: 'spring', sellOutStart: PLAN_DAY, sellOutEnd: PLAN_DAY + 6, uplift: -250_000, status: null }
    const [added] = after(insert('promotions', promotion)).promotions
    expect(added).toEqual({
      ...Object.fromEntries(Object.keys(kindsOf('promotions')).map((name) => [name, null])),
      ...promotion,
    })
    expect(after(insert('lanes', { from: 'mill', to: 'big-1', leadTimeDays: 2 })).lanes).toContainEqual(
      expect.objectContaining({ from: 'mill', use: 'customer', costPerUnit: 0, validFrom: null }),
    )
    const [daily] = after(insert('fx', { ...usd, month: null, day: PLAN_DAY })).fx
    expect(daily).toMatchObject({ month: usd.month, day: PLAN_DAY, rate: '950' })
    const supplied = { supplier: 'mill', product: 'oat-bar', validFrom: PLAN_DAY, amount: 3, currency: 'CLP' }
    const minimums = [{}, { minimumOrder: 10 }, { minimumOrder: 10, minimumOrderIn: 'money' }].map((minimum) => {
      const [{ minimumOrder, minimumOrderIn }] = after(insert('purchasePrices', { ...supplied, ...minimum }))
        .purchasePrices as [Company['purchasePrices'][number]]
      return [minimumOrder, minimumOrderIn]
    })
    expect(minimums).toEqual([
      [null, null],
      [10, 'units'],
      [10, 'money'],
    ])
  })

  it('[ED81] says what it must, as its fields can hold it, and forwards in time', () => {
    const { amount: _, ...unpriced } = price
    expect(refusalOf(insert('prices', unpriced))).toMatchObject({ code: 'edit.missing_field', field: 'amount' })
    expect(refusalOf(insert('fx', { ...usd, month: null }))).toMatchObject({
      code: 'edit.missing_field',
      field: 'month, day',
    })
    expect(codeOf(insert('prices', { ...price, colour: 'red' }))).toBe('edit.unknown_field')
    expect(codeOf(insert('prices', { ...price, constructor: 'red' }))).toBe('edit.unknown_field')
    const wrong: RecordFields[] = [
      { amount: -1 },
      { amount: 'much' },
      { amount: 0.5 },
      { amount: Number.NaN },
      { currency: 'pesos' },
      { country: 'Chile' },
      { channel: '' },
      { channel: 7 },
      { validFrom: 'tomorrow' },
    ]
    for (const fields of wrong) expect(codeOf(insert('prices', { ...price, ...fields }))).toBe('edit.bad_value')
    expect(codeOf(insert('lanes', { from: 'plant', to: 'north', use: 'pipe', leadTimeDays: 1 }))).toBe('edit.bad_value')
    expect(codeOf(insert('fx', { ...usd, rate: '0' }))).toBe('edit.bad_value')
    expect(codeOf(insert('fx', { ...usd, rate: '0.000123456789012' }))).toBe('done')
    expect(refusalOf(insert('prices', { ...price, validTo: PLAN_DAY - 1 }))).toMatchObject({
      code: 'edit.dates_backwards',
      first: '2026-09-25',
      last: '2026-09-24',
    })
  })

  it('[ED82] names what is there', () => {
    const names: [string, RecordFields][] = [
      ['prices', { ...price, product: 'nobody' }],
      ['prices', { ...price, customer: 'nobody' }],
      ['lanes', { from: 'nobody', to: 'north', leadTimeDays: 1 }],
      ['lanes', { from: 'plant', to: 'nobody', leadTimeDays: 1 }],
      ['lanes', { from: 'plant', to: 'south', leadTimeDays: 1, calendar: 'nobody' }],
      ['resources', { ...line, location: 'nobody' }],
      ['routings', { product: 'oat-bar', resource: 'line', hoursPerUnit: 1 }],
      ['supplierCapacity', { supplier: 'nobody', product: 'oat-bar', month: usd.month, units: 1 }],
      ['supplierCapacity', { supplier: 'mill', family: 'nobody', month: usd.month, units: 1 }],
      ['opex', { line: 'rent', entity: 'nobody', month: usd.month, amount: 1, currency: 'CLP' }],
    ]
    for (const [list, record] of names) expect(codeOf(insert(list, record))).toBe('edit.unknown_name')
    expect(codeOf(insert('resources', line), insert('routings', names[6]![1]))).toBe('done')
    expect(codeOf(insert('supplierCapacity', { ...names[8]![1], family: 'flakes' }))).toBe('done')
  })

  it('[ED82] is of a currency that a plan rate translates', () => {
    const dollars = insert('prices', { ...price, currency: 'USD' })
    expect(codeOf(dollars)).toBe('edit.no_rate')
    expect(codeOf(insert('fx', usd), dollars)).toBe('done')
    expect(codeOf(insert('fx', { ...usd, from: 'CLP', to: 'USD' }), dollars)).toBe('done')
    expect(codeOf(insert('fx', { ...usd, month: usd.month + 1 }), dollars)).toBe('edit.no_rate')
    expect(codeOf(insert('fx', { ...usd, rateSet: 'SPOT' }), dollars)).toBe('edit.no_rate')
    expect(codeOf(insert('fx', { ...usd, to: 'PEN' }), dollars)).toBe('edit.no_rate')
  })

  it('[ED83] has a key of its own', () => {
    expect(refusalOf(insert('prices', { ...price, validFrom: PLAN_DAY - 100, amount: 7 }))).toMatchObject({
      code: 'edit.record_exists',
      key: 'product=oat-bar validFrom=2026-06-17 customer= channel= country=',
    })
    const forBig = { ...price, customer: 'big-1' }
    expect(codeOf(insert('prices', price), insert('prices', forBig))).toBe('done')
    expect(codeOf(insert('prices', forBig), insert('prices', { ...forBig, channel: 'modern' }))).toBe(
      'edit.record_exists',
    )
    expect(codeOf(insert('prices', { ...price, channel: 'modern' }), insert('prices', price))).toBe('done')
  })

  it('[ED83] [ED84] finds its place and its rivals in lists of any order', () => {
    const days = [4, 0, 2, 8, 6].map((days) => PLAN_DAY + days)
    const list = days.flatMap((validFrom): Price[] =>
      ['big-1', null].map((customer) => ({ ...company.prices[0]!, product: 'oat-bar', validFrom, customer })),
    )
    const inOrder = [...list].sort((a, b) => a.validFrom - b.validFrom || (a.customer === null ? 1 : -1))
    for (const prices of [list, inOrder])
      for (let validFrom = PLAN_DAY - 1; validFrom < PLAN_DAY + 10; validFrom++)
        for (const more of [{}, { customer: 'big-1' }, { customer: 'big-1', channel: 'modern' }, { country: 'CL' }]) {
          const record = { ...price, validFrom, ...more }
          const taken = days.includes(validFrom) && !('country' in more)
          const change = () => changeRecords({ ...company, prices }, insert('prices', record)).company.prices
          if (taken) expect(change).toThrow('edit.record_exists')
          else {
            const next = prices.findIndex((other) => other.validFrom > validFrom || isLater(other, record))
            expect(change().findIndex((one) => !prices.includes(one))).toBe(next < 0 ? prices.length : next)
          }
        }
  })

  it('[ED84] stands where its key says, whoever came first', () => {
    const records = [price, { ...price, customer: 'big-1' }, { ...price, validFrom: PLAN_DAY - 200 }]
    const expected = [
      [-200, null],
      [-100, null],
      [0, 'big-1'],
      [0, null],
    ]
    const inserts = records.map((record) => insert('prices', record))
    expect(starts(after(...inserts))).toEqual(expected)
    expect(starts(after(...inserts.reverse()))).toEqual(expected)
    expect(after(...inserts).prices.at(-1)).toBe(company.prices.at(-1))
  })
})

describe('a record that goes', () => {
  it('[ED85] goes with all that have these values', () => {
    const two = [insert('prices', price), insert('prices', { ...price, customer: 'big-1' })]
    expect(starts(after(...two, remove('prices', { product: 'oat-bar' })))).toEqual([])
    expect(starts(after(...two, remove('prices', { product: 'oat-bar', customer: null })))).toEqual([[0, 'big-1']])
    expect(refusalOf(remove('prices', { product: 'oat-bar', validFrom: PLAN_DAY }))).toEqual({
      code: 'edit.unknown_record',
      list: 'prices',
      key: 'product=oat-bar validFrom=2026-09-25',
    })
    expect(codeOf(remove('prices', {}))).toBe('edit.nothing_named')
    expect(codeOf(remove('prices', { colour: 'red' }))).toBe('edit.unknown_field')
  })

  it('[ED85] stays as long as another names it', () => {
    const routed = [
      insert('resources', line),
      insert('routings', { product: 'oat-bar', resource: 'line', hoursPerUnit: 1 }),
    ]
    expect(refusalOf(...routed, remove('resources', { location: 'plant' }))).toEqual({
      code: 'edit.still_named',
      list: 'resources',
      name: 'line',
      by: 'routings',
      field: 'resource',
    })
    expect(codeOf(...routed, remove('routings', { resource: 'line' }), remove('resources', { id: 'line' }))).toBe(
      'done',
    )
    // A calendar is many records by one name: the last one is the name.
    const open = [6, 7].map((weekday) => insert('calendars', { calendar: 'work', weekday, open: false }))
    const named = insert('lanes', { from: 'plant', to: 'south', leadTimeDays: 1, calendar: 'work' })
    expect(codeOf(...open, named, remove('calendars', { weekday: 6 }))).toBe('done')
    expect(codeOf(...open, named, remove('calendars', { calendar: 'work' }))).toBe('edit.still_named')
    const [first, ...rest] = company.locations
    const placed: Company = { ...after(...open), locations: [{ ...first!, calendar: 'work' }, ...rest] }
    expect(() => changeRecords(placed, remove('calendars', { calendar: 'work' }))).toThrow('edit.still_named')
  })

  it('[ED85] a rate stays as long as amounts need it', () => {
    const dollars = insert('prices', { ...price, currency: 'USD' })
    const gone = remove('fx', { month: usd.month })
    expect(codeOf(insert('fx', usd), gone)).toBe('done')
    expect(codeOf(insert('fx', usd), dollars, gone)).toBe('edit.no_rate')
    expect(codeOf(insert('fx', usd), insert('fx', { ...usd, month: usd.month - 1 }), dollars, gone)).toBe('done')
  })
})
