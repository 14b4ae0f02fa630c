//! A small plan to edit: eight buckets of every kind, five products, four places, three customers.
import * as fc from 'fast-check'
import { type Day, monthOf, parseDay } from '../../src/core/base/day.js'
import { buildHorizon, endOfHorizon } from '../../src/core/calendar/horizon.js'
import type { Box, NodePath, PlanTrees } from '../../src/core/edit/box.js'
import type { EditBase } from '../../src/core/edit/fold.js'
import type {
  Entry,
  FieldValue,
  Intent,
  MasterIntent,
  QuantityIntent,
  QuantityOperation,
  RecordFields,
  RecordIntent,
} from '../../src/core/edit/intent.js'
import { MAIN } from '../../src/core/edit/intent.js'
import type { Price } from '../../src/core/network/company.js'
import {
  emptyCompany,
  plainCustomer,
  plainLane,
  plainLocation,
  plainProduct,
  plainSupplier,
} from '../../src/core/network/plain-records.js'
import { buildHierarchy, type Hierarchy } from '../../src/core/plan/hierarchy.js'

/** A Friday: three days, then weeks cut at the month's end, then months. */
export const PLAN_DAY: Day = parseDay('2026-09-25')!

const PRODUCTS = [
  ['food', 'bars', 'oat-bar'],
  ['food', 'bars', 'nut-bar'],
  ['food', 'flakes', 'corn-flakes'],
  ['home', 'soap', 'soap-1'],
  ['home', 'soap', 'soap-2'],
]
const LOCATIONS = [
  ['CL', 'north'],
  ['CL', 'south'],
  ['PE', 'lima'],
  ['PE', 'cusco'],
]
const CUSTOMERS = [
  ['CL', 'modern', 'big', 'big-1'],
  ['CL', 'modern', 'big', 'big-2'],
  ['PE', 'street', 'small', 'small-1'],
]
const PACKS: Readonly<Record<string, number>> = { 'oat-bar': 12_000, 'corn-flakes': 6_000, 'soap-1': 1_000 }

/** Where stock comes from; only the plant's is planned. */
const UPSTREAM = ['plant', 'port']

const tree = (levels: readonly string[], paths: readonly string[][]): Hierarchy =>
  buildHierarchy(levels, paths).hierarchy

export const TREES: PlanTrees = {
  horizon: buildHorizon({ planDay: PLAN_DAY, days: 3, weeks: 3, months: 2 }),
  product: tree(['category', 'family', 'item'], PRODUCTS),
  location: tree(['country', 'location'], LOCATIONS),
  customer: tree(['country', 'channel', 'account', 'customer'], CUSTOMERS),
}

/** Consensus and baseline are whole units, in thousandths; every third place × customer has no row. */
export function buildEditWorld(size = 40): EditBase {
  const places: [number, number, number][] = []
  for (let item = 0; item < PRODUCTS.length; item++)
    for (let location = 0; location < LOCATIONS.length; location++)
      for (let customer = 0; customer < CUSTOMERS.length; customer++)
        if ((item + location + customer) % 3 !== 0) places.push([item, location, customer])
  const count = places.length
  const cells = count * TREES.horizon.count
  return {
    ...TREES,
    rows: {
      grain: 'demand',
      count,
      item: Int32Array.from(places, ([item]) => item),
      location: Int32Array.from(places, ([, location]) => location),
      customer: Int32Array.from(places, ([, , customer]) => customer),
      stockRow: new Int32Array(count).fill(-1),
    },
    baseline: Float64Array.from({ length: cells }, (_, at) => ((at * 7) % size) * 1000),
    consensus: Float64Array.from({ length: cells }, (_, at) => (at % 11 === 0 ? 0 : ((at * 13) % size) * 1000)),
    packUnits: Float64Array.from(TREES.product.leafNode, (node) => PACKS[TREES.product.id[node]!] ?? 0),
    company: {
      ...emptyCompany({ name: 'Ejemplo', baseCurrency: 'CLP', countries: ['CL'], planDay: PLAN_DAY }),
      entities: [{ id: 'main', name: 'Ejemplo', country: 'CL', currency: 'CLP', taxId: null }],
      products: leavesOf(TREES.product).map((id) => plainProduct(id, id === 'corn-flakes' ? 'flakes' : 'bars')),
      locations: [...leavesOf(TREES.location), ...UPSTREAM].map((id) => ({
        ...plainLocation(id, UPSTREAM.includes(id) ? 'plant' : 'dc', 'CL'),
        entity: 'main',
      })),
      customers: leavesOf(TREES.customer).map((id) => plainCustomer(id, 'CL')),
      suppliers: [plainSupplier('mill')],
      prices: PRODUCTS.map(
        ([, , product], at): Price => ({
          product: product!,
          validFrom: PLAN_DAY - 100,
          validTo: null,
          amount: (at + 1) * 1_000_000,
          currency: 'CLP',
          customer: null,
          channel: null,
          country: null,
        }),
      ),
      lanes: [{ ...plainLane('plant', 'north'), leadTimeDays: 3 }],
    },
  }
}

const leavesOf = ({ leafNode, id }: Hierarchy): string[] => Array.from(leafNode, (node) => id[node]!)

export const ALL_DAYS = { from: PLAN_DAY, until: endOfHorizon(TREES.horizon) }
export const boxOf = (part: Partial<Box>): Box => ({ product: [], location: [], customer: [], ...ALL_DAYS, ...part })

export const quantity = (
  operation: QuantityOperation,
  box: Partial<Box> = {},
  rest: Partial<Pick<QuantityIntent, 'profile' | 'inPacks' | 'layer'>> = {},
): QuantityIntent =>
  ({
    ...operation,
    kind: 'quantity',
    box: boxOf(box),
    layer: 'override',
    profile: 'current',
    inPacks: false,
    ...rest,
  }) as QuantityIntent

export const lock = (box: Partial<Box>, kind: 'lock' | 'unlock' = 'lock'): Intent => ({ kind, box: boxOf(box) })

export const master = (change: Partial<MasterIntent>): MasterIntent => ({
  kind: 'master',
  list: 'prices',
  key: {},
  field: 'amount',
  op: 'set',
  value: 0,
  from: null,
  ...change,
})

export const insert = (list: string, record: RecordFields): RecordIntent => ({
  kind: 'record',
  op: 'insert',
  list,
  record,
})
export const remove = (list: string, key: RecordFields): RecordIntent => ({ kind: 'record', op: 'remove', list, key })

/** Entries of a journal, each with the position after the one before. */
export function entryMaker(): (intents: readonly Intent[], rest?: Partial<Entry>) => Entry {
  let position = 0
  return (intents, rest = {}) => {
    position++
    return {
      key: `key-${position}`,
      actor: 'ana',
      at: '2026-09-25T09:00:00Z',
      reason: { code: 'other', note: '' },
      scenario: MAIN,
      digest: '',
      position,
      intents,
      ...rest,
    }
  }
}

const pathIn = (paths: readonly string[][]): fc.Arbitrary<NodePath> =>
  fc.tuple(fc.nat(paths.length - 1), fc.nat(paths[0]!.length)).map(([leaf, depth]) => paths[leaf]!.slice(0, depth))

const bucketDay = (bucket: number): Day => {
  const { horizon } = TREES
  return bucket < horizon.count ? horizon.firstDay[bucket]! : endOfHorizon(horizon)
}

const randomBox: fc.Arbitrary<Box> = fc
  .record({
    product: pathIn(PRODUCTS),
    location: pathIn(LOCATIONS),
    customer: pathIn(CUSTOMERS),
    first: fc.nat(TREES.horizon.count - 1),
    width: fc.integer({ min: 1, max: TREES.horizon.count }),
  })
  .map(({ first, width, ...scope }) => ({
    ...scope,
    from: bucketDay(first),
    until: bucketDay(Math.min(first + width, TREES.horizon.count)),
  }))

/** Often one of a few boxes, so that people get in each other's way. */
export const anyBox: fc.Arbitrary<Box> = fc.oneof(
  randomBox,
  fc.constantFrom(
    boxOf({ product: ['food', 'bars', 'oat-bar'], from: bucketDay(0), until: bucketDay(3) }),
    boxOf({ product: ['food', 'bars', 'oat-bar'], location: ['CL', 'south'], from: bucketDay(1), until: bucketDay(4) }),
    boxOf({ product: ['food'], location: ['CL'], from: bucketDay(2), until: bucketDay(3) }),
  ),
)

const operation: fc.Arbitrary<QuantityOperation> = fc.oneof(
  fc.record({ op: fc.constant('set' as const), quantity: fc.integer({ min: 0, max: 900_000 }) }),
  fc.record({ op: fc.constant('add' as const), quantity: fc.integer({ min: -400_000, max: 400_000 }) }),
  fc.record({ op: fc.constant('scale' as const), factor: fc.integer({ min: 0, max: 3_000_000 }) }),
  fc.record({ op: fc.constant('fill' as const), quantity: fc.integer({ min: 0, max: 9_000 }) }),
  fc.record(
    {
      op: fc.constant('copy' as const),
      fromDay: fc.integer({ min: PLAN_DAY, max: PLAN_DAY + 60 }),
      product: fc.constantFrom(...PRODUCTS.map((path) => path[2]!)),
      factor: fc.integer({ min: 0, max: 2_000_000 }),
    },
    { requiredKeys: ['op', 'fromDay', 'factor'] },
  ),
  fc.record({ op: fc.constant('shift' as const), days: fc.integer({ min: -20, max: 20 }) }),
)

export const anyQuantity: fc.Arbitrary<QuantityIntent> = fc
  .record({
    operation,
    box: anyBox,
    profile: fc.constantFrom('current' as const, 'baseline' as const, 'equal' as const, 'days' as const),
    inPacks: fc.boolean(),
    layer: fc.constantFrom('sales' as const, 'marketing' as const, 'override' as const),
  })
  .map(({ operation: what, ...rest }) => ({ kind: 'quantity' as const, ...what, ...rest }) as QuantityIntent)

const anyMaster: fc.Arbitrary<MasterIntent> = fc
  .record({
    product: fc.constantFrom('oat-bar', 'nut-bar', 'nobody'),
    op: fc.constantFrom('set' as const, 'add' as const, 'scale' as const),
    value: fc.integer({ min: -1_500_000, max: 2_000_000 }),
    from: fc.option(fc.integer({ min: PLAN_DAY - 10, max: PLAN_DAY + 50 })),
  })
  .map(({ product, ...rest }) => master({ key: { product }, ...rest }))

const MONTH = monthOf(PLAN_DAY)
const oneOf = <Of>(...values: Of[]): fc.Arbitrary<Of> => fc.constantFrom(...values)
const inserted = (list: string, fields: Record<string, fc.Arbitrary<FieldValue>>): fc.Arbitrary<Intent> =>
  fc.record(fields).map((record) => insert(list, record))
const removed = (list: string, fields: Record<string, fc.Arbitrary<FieldValue>>): fc.Arbitrary<Intent> =>
  fc.record(fields).map((key) => remove(list, key))

/** Few names, so that records are there already, name each other, and are taken away under one another. */
export const anyRecord: fc.Arbitrary<Intent> = fc.oneof(
  inserted('prices', {
    product: oneOf('oat-bar', 'nut-bar', 'nobody'),
    validFrom: oneOf(PLAN_DAY - 100, PLAN_DAY, PLAN_DAY + 20),
    amount: oneOf(1_000_000, 2_000_000),
    currency: oneOf('CLP', 'USD'),
  }),
  removed('prices', { product: oneOf('oat-bar', 'nut-bar') }),
  inserted('fx', {
    rateSet: oneOf('PLAN', 'AVG'),
    month: oneOf(MONTH, MONTH + 1),
    from: oneOf('USD'),
    to: oneOf('CLP'),
    rate: oneOf('950.5'),
  }),
  removed('fx', { from: oneOf('USD') }),
  inserted('resources', { id: oneOf('line', 'oven'), location: oneOf('plant'), hoursPerWeek: oneOf(80) }),
  removed('resources', { id: oneOf('line', 'oven') }),
  inserted('routings', { product: oneOf('oat-bar'), resource: oneOf('line', 'oven'), hoursPerUnit: oneOf(20_000) }),
  removed('routings', { product: oneOf('oat-bar') }),
  inserted('lanes', {
    from: oneOf('plant', 'port', 'north', 'mill'),
    to: oneOf('north', 'south', 'plant'),
    product: oneOf<FieldValue>(null, 'oat-bar'),
    leadTimeDays: oneOf(1, 2),
  }),
  removed('lanes', { from: oneOf('plant', 'north', 'mill') }),
)

export const anyIntent: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 7, arbitrary: anyQuantity },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('lock' as const, 'lock' as const, 'unlock' as const), box: anyBox }),
  },
  { weight: 1, arbitrary: anyMaster },
  { weight: 3, arbitrary: anyRecord },
)
