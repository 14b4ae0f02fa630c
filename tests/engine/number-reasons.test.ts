import { beforeAll, expect, test } from 'vitest'
import { EVERYWHERE, pathOf, type Scope } from '../../src/core/edit/box.js'
import { type Intent, MAIN } from '../../src/core/edit/intent.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'
import type { CellRef, QueryMeasure, Why } from '../../src/processes/living/living-plan.js'
import { everything, type LivingWorld, openLivingWorld, smallInput } from '../support/living-world.js'

let input: LivingInput
beforeAll(async () => {
  input = await smallInput(7, 12)
}, 120_000)

const ana = everything('ana')

/** The row that ships most: something of everything hangs on it. */
const busiest = (): { scope: Scope; row: number } => {
  const { rows, columns, horizon, product, location, customer } = input.plan
  const sums = Array.from({ length: rows.demand.count }, (_, row) =>
    columns.constrained.subarray(row * horizon.count, (row + 1) * horizon.count).reduce((a, b) => a + b, 0),
  )
  const row = sums.indexOf(Math.max(...sums))
  const scope = {
    product: pathOf(product, product.leafNode[rows.demand.item[row]!]!),
    location: pathOf(location, location.leafNode[rows.demand.location[row]!]!),
    customer: pathOf(customer, customer.leafNode[rows.demand.customer[row]!]!),
  }
  return { scope, row }
}

/** The second month of the horizon: whole in every plan. */
const month = (): { from: number; until: number } => {
  const { horizon } = input.plan
  const first = horizon.month.indexOf(1)
  const end = horizon.month.indexOf(2)
  return { from: horizon.firstDay[first]!, until: horizon.firstDay[end]! }
}

const more = (factor: number): Intent => ({
  kind: 'quantity',
  op: 'scale',
  factor,
  box: { ...EVERYWHERE, ...month() },
  layer: 'marketing',
  profile: 'current',
  inPacks: false,
})

async function edited(work: (world: LivingWorld) => Promise<void>): Promise<void> {
  const world: LivingWorld = await openLivingWorld(input, {
    sources: async (kind, part) => [
      { table: kind, file: 'sales.csv', row: 12, date: '2026-11-20', quantity: part.products.length },
    ],
    forecastNote: async (version, row) => ({
      class: 'smooth',
      reason: 'combination',
      weights: [
        { method: 'theta', weight: version === world.engine.base.version ? 0.6 : 0 },
        { method: 'seasonalNaive', weight: row === busiest().row ? 0.4 : 0 },
      ],
      origins: 4,
      gain: 0.125,
      analogues: 0,
      weeklyErrorSd: 1_000,
    }),
  })
  try {
    const reason = { code: 'promotion', note: 'two for one' }
    await world.engine.commit(MAIN, world.draft('ana', [more(1_300_000)], { reason }), 0, ana)
    await world.engine.commit(MAIN, world.draft('luis', [more(900_000)]), 1, everything('luis'))
    await work(world)
  } finally {
    await world.close()
  }
}

async function numberAndParts(world: LivingWorld, cell: CellRef): Promise<{ value: number; parts: readonly Why[] }> {
  const { measure, scope, from, until } = cell
  // Whatever the reasons speak of is settled by then; so is the table.
  const parts = await world.engine.why(cell, ana)
  const asked = { scenario: MAIN, measures: [measure], by: [], period: 'total', scope, from, until } as const
  const table = await world.engine.query(asked, ana)
  if ('refused' in parts || 'refused' in table) throw new Error('refused')
  return { value: table.totals[measure]![0]!, parts }
}

const sum = (parts: readonly Why[], unit: Why['unit']): number =>
  parts.filter((part) => part.unit === unit && part.kind !== 'source').reduce((all, { value }) => all + value, 0)

const STOCK = ['receipts', 'requirement', 'closing', 'asIs', 'opening', 'received', 'shipped', 'otherMoves'] as const
const VOLUMES = ['baseline', 'consensus', 'constrained', ...STOCK] as const
const MONEY = ['netSales', 'standardCost', 'grossMargin'] as const

test.each([...VOLUMES, ...MONEY])('[LP23] the parts of %s add up to it', (measure: QueryMeasure) =>
  edited(async (world) => {
    await world.engine.settled(MAIN)
    for (const scope of [EVERYWHERE, { ...EVERYWHERE, product: busiest().scope.product }]) {
      const { value, parts } = await numberAndParts(world, { scenario: MAIN, measure, scope, ...month() })
      const unit = (MONEY as readonly string[]).includes(measure) ? 'money' : 'quantity'
      expect(sum(parts, unit)).toBe(value)
      expect(value).not.toBe(0)
      if (measure === 'consensus')
        expect(parts.filter(({ kind }) => kind === 'entry')).toMatchObject([
          { actor: 'ana', reason: 'two for one', position: 1 },
          { actor: 'luis', position: 2 },
        ])
    }
  }),
)

test('[LP24] of an entry that reaches beyond them somebody learns only what it did in their part', () =>
  edited(async (world) => {
    const { scope } = busiest()
    const part = everything('part', [scope])
    const cell: CellRef = { scenario: MAIN, measure: 'consensus', scope, ...month() }
    const parts = await world.engine.why(cell, part)
    if ('refused' in parts) throw new Error('refused')
    const entries = parts.filter(({ kind }) => kind === 'entry')
    expect(entries).toHaveLength(2)
    expect(JSON.stringify(entries)).not.toMatch(/ana|luis|two for one/)
    expect(await world.engine.history(cell, part)).toEqual([])
    expect(await world.engine.history(cell, ana)).toMatchObject([
      { entry: { actor: 'ana', position: 1 } },
      { entry: { actor: 'luis', position: 2 } },
    ])
  }))

test('[LP25] [LP26] a single row says its quantity, its rates, who changed a price, and the files behind it', () =>
  edited(async (world) => {
    const { scope } = busiest()
    const product = scope.product.at(-1)!
    const dearer: Intent = {
      kind: 'master',
      list: 'prices',
      key: { product },
      field: 'amount',
      op: 'scale',
      value: 1_050_000,
      from: null,
    }
    await world.engine.commit(MAIN, world.draft('eva', [dearer]), 2, everything('eva'))
    const parts = await world.engine.why({ scenario: MAIN, measure: 'netSales', scope, ...month() }, ana)
    if ('refused' in parts) throw new Error('refused')
    expect(parts.find(({ kind }) => kind === 'quantity')!.value).toBeGreaterThan(0)
    const price = parts.find(({ kind, name }) => kind === 'rate' && name === 'grossSales')!
    expect(price.value).toBeGreaterThan(0)
    // A rate is agreed in the currency of the company that sells, whatever the table is read in.
    expect(price.currency).toMatch(/^[A-Z]{3}$/)
    expect(parts.find(({ kind }) => kind === 'entry')).toMatchObject({ actor: 'eva', name: 'prices.amount scale' })
    expect(parts.at(-1)).toMatchObject({ kind: 'source', name: 'sales · sales.csv · 12', at: '2026-11-20' })
  }))

test('[LP59] a single row of demand says who forecast it, how loud, and whether that was better than last year', () =>
  edited(async (world) => {
    const { scope } = busiest()
    const cell: CellRef = { scenario: MAIN, measure: 'baseline', scope, ...month() }
    const parts = await world.engine.why(cell, ana)
    if ('refused' in parts) throw new Error('refused')
    const said = { kind: 'method', unit: 'share', reason: 'combination', origins: 4, gain: 125_000 }
    expect(parts.filter(({ kind }) => kind === 'method')).toEqual([
      { ...said, name: 'theta', value: 600_000 },
      { ...said, name: 'seasonalNaive', value: 400_000 },
    ])
    const all = await world.engine.why({ ...cell, scope: EVERYWHERE }, ana)
    if ('refused' in all) throw new Error('refused')
    expect(all.some(({ kind }) => kind === 'method')).toBe(false)
  }))

test('only consensus has a history of its own', () =>
  edited(async (world) => {
    const cell: CellRef = { scenario: MAIN, measure: 'closing', scope: EVERYWHERE, ...month() }
    expect(await world.engine.history(cell, ana)).toMatchObject({ refused: { code: 'living.history_of_consensus' } })
  }))
