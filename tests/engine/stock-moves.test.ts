//! Row arithmetic of stock: opening + received + other moves − shipped = closing, wherever one looks.
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { FISCAL_CALENDAR_NAMES } from '../../src/core/calendar/fiscal-calendar.js'
import { EVERYWHERE, pathOf, type Scope } from '../../src/core/edit/box.js'
import { type Intent, MAIN } from '../../src/core/edit/intent.js'
import type { Plan } from '../../src/core/plan/plan.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'
import type { Query, QueryDimension, QueryPeriod, Refused, Table } from '../../src/processes/living/living-plan.js'
import { readTable } from '../../src/processes/living/plan-table.js'
import { stockMoves } from '../../src/processes/living/table/stock-moves.js'
import { buildCapitalWorld } from '../support/capital-world.js'
import { everything, openLivingWorld, smallInput } from '../support/living-world.js'
import { releasesOf, sourcesOf, sparse } from '../support/naive/netting.js'

let input: LivingInput
beforeAll(async () => {
  input = await smallInput(7, 40)
}, 120_000)

const ana = everything('ana')
const MOVES = ['opening', 'received', 'otherMoves', 'shipped', 'closing'] as const
type Moves = Table['totals']

const ask = (query: Pick<Query, 'by' | 'period' | 'scope'> & Partial<Query>, access = ana): Table =>
  readTable(input, { scenario: MAIN, measures: MOVES, ...query }, access, { scenario: MAIN, numbers: 0, settled: 0 })

function expectArithmetic({ opening, received, otherMoves, shipped, closing }: Moves): void {
  expect(closing!.length).toBeGreaterThan(0)
  closing!.forEach((there, at) => {
    expect(opening![at]! + received![at]! + otherMoves![at]! - shipped![at]!).toBe(there)
    if (at > 0) expect(opening![at]).toBe(closing![at - 1])
  })
}

/** A node of the products and one of the places, either of them often the root. */
const someScope = (): fc.Arbitrary<Scope> => {
  const { product, location } = input.plan
  const some = ({ id }: typeof product): fc.Arbitrary<number> => fc.oneof(fc.constant(0), fc.nat(id.length - 1))
  return fc.record({ product: some(product), location: some(location) }).map((nodes) => ({
    ...EVERYWHERE,
    product: pathOf(product, nodes.product),
    location: pathOf(location, nodes.location),
  }))
}

test('[LP27] what stock opens with, gets, does else and ships is what it closes with: row, total, whatever the period', () => {
  let cells = 0
  fc.assert(
    fc.property(
      someScope(),
      fc.uniqueArray(fc.constantFrom<QueryDimension>('category', 'family', 'item', 'country', 'location'), {
        maxLength: 3,
      }),
      fc.constantFrom<QueryPeriod>('bucket', 'day', 'week', 'month', 'total'),
      (scope, by, period) => {
        const table = ask({ scope, by, period })
        for (const { values } of [...table.rows, { values: table.totals }]) expectArithmetic(values)
        for (const measure of MOVES)
          table.totals[measure]!.forEach((total, at) => {
            expect(table.rows.reduce((sum, { values }) => sum + values[measure]![at]!, 0)).toBe(total)
          })
        cells += table.rows.length * table.periods.length
      },
    ),
    { seed: 27, numRuns: 120 },
  )
  expect(cells).toBeGreaterThan(10_000)
})

test('[LP27] [AC25] who is told of stock and not of demand has net moves, and is refused what tells demand', () => {
  const access = { ...ana, measures: new Set(['stock'] as const) }
  const net = ['opening', 'received', 'netMoves', 'closing'] as const
  const asked = { scope: EVERYWHERE, by: ['item'], period: 'month' } as const
  const { totals } = ask({ ...asked, measures: net }, access)
  const whole = ask(asked).totals
  totals.netMoves!.forEach((moves, at) => {
    expect(totals.opening![at]! + totals.received![at]! + moves!).toBe(totals.closing![at])
    expect(moves).toBe(whole.otherMoves![at]! - whole.shipped![at]!)
  })
  for (const measure of ['shipped', 'otherMoves'] as const)
    expect(() => ask({ ...asked, measures: [measure] }, access)).toThrow('living.measure_not_seen')
  const volume = { ...ana, measures: new Set(['volume'] as const) }
  for (const measure of ['shipped', 'otherMoves', 'netMoves', 'opening'] as const)
    expect(() => ask({ ...asked, measures: [measure] }, volume)).toThrow('living.measure_not_seen')
})

test('[LP27] [LP81] by any calendar they add up wherever a period is of whole buckets, and are unknown elsewhere', () => {
  let whole = 0
  fc.assert(
    fc.property(
      someScope(),
      fc.constantFrom(...FISCAL_CALENDAR_NAMES),
      fc.constantFrom<QueryPeriod>('week', 'month'),
      (scope, calendar, period) => {
        const table = ask({ scope, by: ['family'], period, calendar })
        for (const { values } of [...table.rows, { values: table.totals }])
          table.periods.forEach(({ cut }, at) => {
            const [opening, received, otherMoves, shipped, closing] = MOVES.map((move) => values[move]![at]!)
            if (cut === undefined) {
              expect(opening! + received! + otherMoves! - shipped!).toBe(closing)
              whole++
            } else expect([opening, received, otherMoves, shipped]).toEqual([null, null, null, null])
          })
      },
    ),
    { seed: 81, numRuns: 40 },
  )
  expect(whole).toBeGreaterThan(1000)
})

test('[LP27] the plan opens with the stock of the plan day, and a table that begins later with what there is by then', () => {
  const { network } = input.plan
  const whole = ask({ scope: EVERYWHERE, by: [], period: 'bucket' })
  expect(whole.totals.opening![0]).toBe(network.openingStock.reduce((sum, units) => sum + units, 0))
  const later = ask({ scope: EVERYWHERE, by: [], period: 'month', from: whole.periods[9]!.firstDay })
  expect(later.totals.opening![0]).toBe(whole.totals.closing![8])
  expectArithmetic(later.totals)
})

test('[LP27] other moves are what was sent on, drawn, written off and kept owing, reckoned apart from what sources give', () => {
  const { plan } = input
  const told = { transfers: 0, draws: 0, expired: 0, rows: 0 }
  for (let row = 0; row < plan.rows.stock.count; row++) {
    // Of what left late only the arrival is kept: when it left nobody can say from outside.
    if (plan.supply.short[row] === 1) continue
    const sent = sentOn(plan, row)
    const drawn = drawnFrom(plan, row)
    const expired = expiredIn(plan, row)
    const placed = sparse(plan, plan.firmIssues, row).map((units, at) => units + sparse(plan, plan.firmNeeds, row)[at]!)
    const owed = newlyOwed(plan, row)
    const moves = stockMoves(plan, Int32Array.of(row)).otherMoves
    expect(Array.from(moves, (units) => units + 0)).toEqual(
      sent.map((units, at) => 0 - units - drawn[at]! - expired[at]! - placed[at]! - owed[at]!),
    )
    told.rows++
    for (const [name, units] of [
      ['transfers', sent],
      ['draws', drawn],
      ['expired', expired],
    ] as const)
      if (units.some((each) => each > 0)) told[name]++
  }
  expect(told.rows).toBeGreaterThan(300)
  expect(told.transfers).toBeGreaterThan(50)
  expect([told.draws, told.expired].every((rows) => rows > 0)).toBe(true)
})

/** Receipts of the rows that draw on this one, taken back by the lead time. */
function* takenBack(plan: Plan & LivingInput['plan'], row: number): Generator<{ source: number; units: number[] }> {
  const { network, columns, supply, horizon } = plan
  const { count } = horizon
  for (let consumer = 0; consumer < plan.rows.stock.count; consumer++)
    for (const source of sourcesOf(plan, consumer)) {
      const components = network.componentRow.subarray(
        network.componentStart[source]!,
        network.componentStart[source + 1]!,
      )
      if (network.sourceRow[source] !== row && !components.includes(row)) continue
      const slot = supply.splitSlot[source]!
      const [cells, at] = slot < 0 ? [columns.receipts, consumer] : [supply.split, slot]
      yield { source, units: releasesOf(plan, source, [...cells.subarray(at * count, (at + 1) * count)]) }
    }
}

function sentOn(plan: LivingInput['plan'], row: number): number[] {
  const sent = new Array<number>(plan.horizon.count).fill(0)
  for (const { source, units } of takenBack(plan, row))
    if (plan.network.sourceRow[source] === row) units.forEach((each, at) => (sent[at]! += each))
  return sent
}

/** By recipe, rounded once at the total. */
function drawnFrom(plan: LivingInput['plan'], row: number): number[] {
  const { componentStart, componentRow, componentPer } = plan.network
  const millionths = new Array<bigint>(plan.horizon.count).fill(0n)
  for (const { source, units } of takenBack(plan, row))
    for (let at = componentStart[source]!; at < componentStart[source + 1]!; at++)
      if (componentRow[at] === row)
        units.forEach((each, bucket) => (millionths[bucket]! += BigInt(each) * BigInt(componentPer[at]!)))
  return millionths.map((units) => Number((units + 500_000n) / 1_000_000n))
}

function expiredIn({ network, supply, horizon }: LivingInput['plan'], row: number): number[] {
  const expired = new Array<number>(horizon.count).fill(0)
  for (let lot = network.lotStart[row]!; lot < network.lotStart[row + 1]!; lot++)
    expired[network.lotBucket[lot]!]! += supply.writtenOff[lot]!
  return expired
}

/** What customers who wait asked for and were not shipped; below zero where they got what they had waited for. */
function newlyOwed(plan: LivingInput['plan'], row: number): number[] {
  const { horizon, network, columns, rows, openingBacklog } = plan
  const owed = new Array<number>(horizon.count).fill(0)
  rows.demand.stockRow.forEach((served, demand) => {
    if (served !== row || network.backorder[demand] === 0) return
    sparse(plan, plan.orderAdjustments, demand).forEach((adjustment, bucket) => {
      const cell = demand * horizon.count + bucket
      const asked = Math.max(0, columns.consensus[cell]! + adjustment) + (bucket === 0 ? openingBacklog[demand]! : 0)
      owed[bucket]! += asked - columns.constrained[cell]!
    })
  })
  return owed
}

test('[LP27] by hand: a plant that sends, makes and throws away, and a customer who waits', () => {
  const { plan, row } = buildCapitalWorld({
    planDay: '2026-09-21',
    products: ['bar', 'oats', 'water'],
    locations: { plant: 'plant', shop: 'store' },
    suppliers: ['mill'],
    lanes: [
      { from: 'mill', to: 'plant', product: 'oats', leadTimeDays: 20 },
      { from: 'mill', to: 'shop', product: 'water', leadTimeDays: 20 },
      { from: 'plant', to: 'shop', product: 'oats', leadTimeDays: 0 },
    ],
    recipes: [{ at: 'bar@plant', component: 'oats', per: 1 }],
    stock: { 'oats@plant': 100, 'water@shop': 4 },
    lots: [{ at: 'oats@plant', units: 60, expiresIn: 1 }],
    firmNeeds: { 'oats@plant': [0, 8] },
    demand: [
      { at: 'bar@plant', units: [0, 3, 3] },
      { at: 'oats@shop', units: [5, 5, 5] },
      { at: 'water@shop', units: [6, 0, 1] },
    ],
  })
  const units = (name: string) =>
    Object.fromEntries(
      Object.entries(stockMoves(plan, Int32Array.of(row(name)))).map(([move, cells]) => [
        move,
        Array.from(cells.slice(0, 3), (each) => each / 1000),
      ]),
    )
  // Two, then three bottles are owed.
  expect(units('water@shop')).toEqual({
    opening: [4, -2, -2],
    received: [0, 0, 0],
    otherMoves: [-2, 0, -1],
    shipped: [4, 0, 0],
    netMoves: [-6, 0, -1],
  })
  // Five a day to the shop; the second day 8 that were placed, 3 for bars and 39 of the old lot; the third day 3 again.
  expect(units('oats@plant')).toEqual({
    opening: [100, 95, 40],
    received: [0, 0, 0],
    otherMoves: [-5, -55, -8],
    shipped: [0, 0, 0],
    netMoves: [-5, -55, -8],
  })
  expect(units('oats@shop')).toMatchObject({ received: [5, 5, 5], otherMoves: [0, 0, 0], shipped: [5, 5, 5] })
})

test('[LP28] the moves are told of one settling: whoever asks right behind a change waits for it', async () => {
  const world = await openLivingWorld(input)
  try {
    const told = (table: Table | Refused): Table => {
      if ('refused' in table) throw new Error(table.refused.code)
      return table
    }
    const query = { scenario: MAIN, measures: MOVES, by: [], period: 'month', scope: EVERYWHERE } as const
    const before = told(await world.engine.query(query, ana))
    const { planDay, firstDay } = input.plan.horizon
    const more: Intent = {
      kind: 'quantity',
      op: 'scale',
      factor: 1_500_000,
      box: { ...EVERYWHERE, from: planDay, until: firstDay.at(-1)! },
      layer: 'marketing',
      profile: 'current',
      inPacks: false,
    }
    const done = world.engine.commit(MAIN, world.draft('ana', [more]), 0, ana)
    const [, after] = await Promise.all([done, world.engine.query(query, ana)])
    const { epoch, totals } = told(after)
    expect(epoch).toMatchObject({ numbers: 1, settled: 1 })
    expectArithmetic(totals)
    expect(totals.shipped).not.toEqual(before.totals.shipped)
    await world.engine.settled(MAIN)
    expect(told(await world.engine.query(query, ana)).totals).toEqual(totals)
  } finally {
    await world.close()
  }
})
