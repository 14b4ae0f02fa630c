import { describe, expect, it } from 'vitest'
import { buildEditWorld, entryMaker, insert, master, PLAN_DAY, remove } from '../../../tests/support/edit-world.js'
import { Refusal } from '../base/refusal.js'
import type { Company } from '../network/company.js'
import { plainCustomer, plainLocation, plainProduct } from '../network/plain-records.js'
import { deriveStockRows } from '../network/stock-rows.js'
import type { Rows } from '../plan/plan.js'
import { applyEntry, type EditBase, openEdits } from './fold.js'
import type { Intent } from './intent.js'

/** Everything is planned in all four places and at the plant, which north draws on; nothing is at the port. */
const world = buildEditWorld()
const withFlour: EditBase = {
  ...world,
  company: { ...world.company, products: [...world.company.products, plainProduct('flour', 'mill')] },
}
const lane = (from: string, to: string, leadTimeDays: number, product: string | null = null): Intent =>
  insert('lanes', { from, to, leadTimeDays, product })

/** What the last of these entries is refused for. */
function refusalOf(base: EditBase, ...intents: Intent[]): unknown {
  const make = entryMaker()
  const state = openEdits(base)
  for (const intent of intents.slice(0, -1)) applyEntry(state, make([intent]))
  try {
    applyEntry(state, make(intents.slice(-1)))
    return 'done'
  } catch (refusal) {
    if (refusal instanceof Refusal) return [refusal.code, ...Object.values(refusal.values)]
    throw refusal
  }
}

describe('[ED86] the rows that a plan was made with', () => {
  it('are enough for a lane from where there are some', () => {
    expect(refusalOf(world, lane('plant', 'south', 2))).toBe('done')
    expect(refusalOf(world, lane('mill', 'south', 2))).toBe('done')
    expect(refusalOf(world, lane('south', 'north', 2, 'nut-bar'))).toBe('done')
  })

  it('are not enough for a lane from where there are none, as soon as it counts', () => {
    const elsewhere = ['edit.new_row', 'nut-bar @ port']
    expect(refusalOf(world, lane('port', 'south', 2))).toEqual(elsewhere)
    expect(refusalOf(world, lane('port', 'north', 9, 'nut-bar'))).toEqual(elsewhere)
    // The quicker lane counts.
    const slower = lane('port', 'north', 9)
    const from = (place: string) => ({ from: place, to: 'north' })
    expect(refusalOf(world, slower)).toBe('done')
    expect(refusalOf(world, slower, remove('lanes', from('plant')))).toEqual(elsewhere)
    const late = { list: 'lanes', field: 'leadTimeDays', value: 20 }
    expect(refusalOf(world, slower, master({ ...late, key: from('plant') }))).toEqual(elsewhere)
    expect(refusalOf(world, slower, master({ ...late, key: from('port') }))).toBe('done')
    expect(refusalOf(world, slower, master({ ...late, field: 'costPerUnit', key: {} }))).toBe('done')
    const customs = insert('lanes', { from: 'port', to: 'south', leadTimeDays: 1, use: 'return' })
    expect(refusalOf(world, customs)).toBe('done')
  })

  it('need nothing where stock is somebody else’s', () => {
    const theirs = { ...plainLocation('theirs', 'store', 'CL'), customer: 'big-1' }
    const company: Company = { ...world.company, locations: [...world.company.locations, theirs] }
    expect(refusalOf({ ...world, company }, lane('theirs', 'south', 2))).toBe('done')
  })

  it('are known better when the plan says them', () => {
    const places = { item: [0, 1, 2, 3, 4], location: [1, 1, 1, 1, 1] }
    const stockRows: Rows = deriveStockRows(
      world.company,
      { count: 5, item: Int32Array.from(places.item), location: Int32Array.from(places.location) },
      { count: 5, item: Int32Array.from(places.item), location: new Int32Array(5).fill(5) },
    )
    expect(refusalOf({ ...world, stockRows }, lane('port', 'south', 2))).toBe('done')
    expect(refusalOf({ ...world, stockRows }, lane('plant', 'south', 2))).toEqual(['edit.new_row', 'nut-bar @ plant'])
  })

  it('do not draw on themselves', () => {
    expect(refusalOf(world, lane('north', 'plant', 2, 'nut-bar'))).toEqual([
      'plan.source_loop',
      'nut-bar @ plant → nut-bar @ north → nut-bar @ plant',
    ])
    const itself = { product: 'nut-bar', location: 'plant', component: 'nut-bar', quantityPer: 1 }
    expect(refusalOf(world, insert('recipes', itself))).toEqual([
      'plan.source_loop',
      'nut-bar @ plant → nut-bar @ plant',
    ])
  })

  it('have what recipes need', () => {
    const recipe = (component: string) =>
      insert('recipes', { product: 'nut-bar', location: 'plant', component, quantityPer: 500_000 })
    expect(refusalOf(withFlour, recipe('soap-1'))).toBe('done')
    expect(refusalOf(withFlour, recipe('flour'))).toEqual(['edit.new_row', 'flour @ plant'])
    // Nothing of it is needed, until it is.
    const none = insert('recipes', { product: 'nut-bar', location: 'plant', component: 'flour', quantityPer: 0 })
    const some = master({ list: 'recipes', field: 'quantityPer', key: { component: 'flour' }, value: 1 })
    expect(refusalOf(withFlour, none)).toBe('done')
    expect(refusalOf(withFlour, none, some)).toEqual(['edit.new_row', 'flour @ plant'])
  })

  it('are there when a product is no longer made where it was', () => {
    const oven = insert('resources', { id: 'oven', location: 'south', hoursPerWeek: 80 })
    const baked = insert('routings', { product: 'nut-bar', resource: 'oven', hoursPerUnit: 1 })
    const fromPort = lane('port', 'south', 2, 'nut-bar')
    const stopped = remove('routings', { product: 'nut-bar' })
    expect(refusalOf(world, oven, baked, fromPort)).toBe('done')
    expect(refusalOf(world, oven, baked, fromPort, stopped)).toEqual(['edit.new_row', 'nut-bar @ port'])
  })

  it('sell what shops range', () => {
    const locations = world.company.locations.map((place) => ({ ...place, kind: 'store' as const }))
    const customers = world.company.customers.map((customer) =>
      customer.id === 'big-1' ? plainCustomer('consumers-CL', 'CL') : customer,
    )
    const shops: EditBase = { ...world, company: { ...world.company, locations, customers } }
    const ranged = (product: string, location: string, more = {}) =>
      insert('assortment', { product, location, validFrom: PLAN_DAY - 9, ...more })
    // Every third place × customer has no row: (nut-bar, north, big-1) is one of them.
    expect(refusalOf(shops, ranged('nut-bar', 'south'))).toBe('done')
    expect(refusalOf(shops, ranged('nut-bar', 'north'))).toEqual(['edit.new_row', 'nut-bar @ north'])
    const ended = ranged('nut-bar', 'north', { validTo: PLAN_DAY - 1 })
    expect(refusalOf(shops, ended)).toBe('done')
    const longer = master({ list: 'assortment', field: 'validTo', key: {}, value: PLAN_DAY })
    expect(refusalOf(shops, ended, longer)).toEqual(['edit.new_row', 'nut-bar @ north'])
    expect(refusalOf(world, ranged('nut-bar', 'north'))).toBe('done')
  })
})
