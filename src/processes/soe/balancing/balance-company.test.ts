import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balanced, type Given, inputOf, ports, TORN, transfer } from '../../../../tests/support/torn-world.js'
import { buildTroubleWorld } from '../../../../tests/support/trouble-world.js'
import { formatDay } from '../../../core/base/day.js'
import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../../../core/base/quantity.js'
import { MEASURED_WEEKS } from '../../../core/demand/forecast-note.js'
import type { Company, Lane } from '../../../core/network/company.js'
import { balanceCompany } from './balance-company.js'
import { type BalancingInput, UNLIMITED } from './balancing-input.js'
import { balancingReport } from './balancing-report.js'
import { windowOf } from './row-outlook.js'

const changed = (more: (company: Company) => Partial<Company>): Given => ({ ...TORN, company: more })

describe('what is proposed', () => {
  test('[BA2] [BA13] what lacks from the truck’s arrival to own supply, for its margin less its freight', async () => {
    const { moves, ...report } = await balanced(TORN)
    expect(moves).toHaveLength(1)
    expect(moves[0]).toMatchObject({
      status: 'proposed',
      product: 'bar',
      from: 'NORTH',
      to: 'SOUTH',
      units: '180',
      shipDate: '2026-09-21',
      arrivalDate: '2026-09-23',
      relief: '7200',
      sacrifice: '0',
      freight: '180',
      benefit: '7020',
      doNothing: { loss: '7200', chance: 1, runsOut: '2026-09-21' },
      expedite: null,
      best: 'transfer',
    })
    expect(report).toMatchObject({ lossOfNothing: '7200', lossAfter: '0', benefit: '7020', freight: '180' })
  })

  test('[BA2] the window ends when own supply can help, later when its source is behind, and after eight weeks', () => {
    const steps = (given: Given, place: string): number => {
      const world = buildTroubleWorld(given)
      return windowOf(world.plan, world.row(place))
    }
    expect(steps(TORN, 'bar@SOUTH')).toBe(21)
    expect(steps({ ...TORN, policies: { 'bar@SOUTH': { reviewDays: 5 } } }, 'bar@SOUTH')).toBe(25)
    // 28 days and four weeks, of which one is cut at a month border.
    const never = changed(({ lanes }) => ({ lanes }))
    const slow = TORN.lanes!.map((lane) =>
      lane.to === 'SOUTH' && lane.from === 'mill' ? { ...lane, leadTimeDays: 90 } : lane,
    )
    expect(steps({ ...never, lanes: slow }, 'bar@SOUTH')).toBe(33)
  })

  test('[BA2] what is ordered already comes in, and what others have ordered goes out', async () => {
    const units = async (more: Partial<Given>) => (await balanced({ ...TORN, ...more })).moves[0]!.units
    // A hundred on the fourth day serve the ten days from then on.
    expect(await units({ firmReceipts: { 'bar@SOUTH': [0, 0, 0, 100] } })).toBe('80')
    expect(await units({ firmIssues: { 'bar@SOUTH': [0, 0, 0, 50] } })).toBe('230')
  })

  test('[BA13] a move worth less than trouble has to be gets no line, and is counted', async () => {
    const { moves, small, benefit } = await balanced({
      ...TORN,
      products: ['bar', 'nut'],
      stock: { ...TORN.stock, 'nut@NORTH': 1000, 'nut@SOUTH': 0 },
      demand: [...TORN.demand, { at: 'nut@NORTH', units: 0.001 }, { at: 'nut@SOUTH', units: [0, 0, 0, 1] }],
      prices: { bar: 100, nut: 100 },
      costs: { bar: 60, nut: 97 },
    })
    expect(moves.map(({ product }) => product)).toEqual(['bar'])
    expect({ small, benefit }).toEqual({ small: { moves: 1, benefit: '2' }, benefit: '7020' })
  })

  test('[BA6] the wider the error, the more is sent; a place that feeds others is worth what they lose', async () => {
    const wide = new Float64Array(2 * MEASURED_WEEKS).fill(50 * QUANTITY_PER_UNIT)
    const { moves } = await balanced({ ...TORN, errors: wide })
    expect(Number(moves[0]!.units)).toBeGreaterThan(200)
    const fed: Given = {
      ...TORN,
      locations: { NORTH: 'dc', SOUTH: 'dc', SHOP: 'store' },
      lanes: [...TORN.lanes!, { from: 'SOUTH', to: 'SHOP', leadTimeDays: 0 }],
      demand: [
        { at: 'bar@NORTH', units: 10 },
        { at: 'bar@SHOP', units: 10 },
      ],
    }
    expect((await balanced(fed)).moves[0]).toMatchObject({ to: 'SOUTH', units: '180', relief: '7200' })
  })

  test('[BA11] a lane’s packs and smallest transfer are kept', async () => {
    const lanes = (more: Partial<Lane>) => [...TORN.lanes!.slice(0, 2), transfer('NORTH', 'SOUTH', more)]
    const packs = await balanced({ ...TORN, lanes: lanes({ multiple: 50 }) })
    expect(packs.moves[0]).toMatchObject({ units: '200', relief: '7200', freight: '200' })
    const least = await balanced({ ...TORN, lanes: lanes({ minimum: 790 }) })
    expect(least.moves[0]).toMatchObject({ units: '790', benefit: '6410' })
    expect((await balanced({ ...TORN, lanes: lanes({ minimum: 791 }) })).moves).toEqual([])
  })

  test('[BA12] within a budget, which is never passed', async () => {
    const { moves, budget, freight } = await balanced(TORN, 100)
    expect(moves[0]).toMatchObject({ units: '100', relief: '4000', benefit: '3900' })
    expect({ budget, freight }).toEqual({ budget: '100', freight: '100' })
    expect((await balanced(TORN, 0)).moves).toEqual([])
  })

  test('[BA12] within the trucks of a lane that says what one carries', async () => {
    const two: Given = {
      ...TORN,
      products: ['bar', 'jam'],
      lanes: TORN.lanes!.map((lane) =>
        lane.use === 'transfer' ? { ...lane, truckUnits: 60 * QUANTITY_PER_UNIT } : lane,
      ),
      stock: { ...TORN.stock, 'jam@NORTH': 1000, 'jam@SOUTH': 0 },
      demand: [...TORN.demand, { at: 'jam@NORTH', units: 10 }, { at: 'jam@SOUTH', units: 10 }],
      prices: { bar: 100, jam: 90 },
      costs: { bar: 60, jam: 60 },
    }
    const sent = async (trucks: number | null) =>
      (await balanced(two, null, trucks)).moves.map(({ product, units }) => [product, units])
    expect(await sent(null)).toEqual([
      ['bar', '180'],
      ['jam', '180'],
    ])
    expect(await sent(4)).toEqual([
      ['bar', '180'],
      ['jam', '60'],
    ])
    expect(await sent(1)).toEqual([['bar', '60']])
    expect(await sent(0)).toEqual([])
  })

  test('[BA17] ids last as long as product, places and day; amounts of a line add up', async () => {
    const one = (await balanced(TORN)).moves[0]!
    const other = (await balanced(TORN, 100)).moves[0]!
    expect(other.id).toBe(one.id)
    expect(one.id).toMatch(/^BA-[0-9A-F]{12}$/)
    expect(Number(one.relief) - Number(one.sacrifice) - Number(one.freight)).toBe(Number(one.benefit))
  })
})

describe('[BA18] places of a customer', () => {
  /** Both stores of a chain sell ten a day; one has a hundred days of it, the other nothing. */
  const CHAIN: Given = {
    ...TORN,
    locations: { DC: 'dc', RICH: 'store', POOR: 'store' },
    owners: { RICH: 'anyone', POOR: 'anyone' },
    lanes: [
      { from: 'mill', to: 'DC', leadTimeDays: 5 },
      transfer('RICH', 'POOR'),
      { from: 'DC', to: 'anyone', use: 'customer', leadTimeDays: 3 },
    ],
    stock: { 'bar@DC': 500 },
    demand: [{ at: 'bar@DC', units: 20 }],
    sold: ['RICH', 'POOR'].flatMap((store) =>
      Array.from({ length: 56 }, (_, at) => ({ at: `bar@${store}`, ago: at + 1, units: 10 })),
    ),
  }
  const seen = (units: Readonly<Record<string, number>>, given: Given = CHAIN): BalancingInput => {
    const input = inputOf(given)
    const places = Object.keys(units)
    const at = (id: string): number => input.company.locations.findIndex((location) => location.id === id)
    return {
      ...input,
      sales: { ...input.sales!, flow: new Uint8Array(input.sales!.count).fill(1) },
      stock: {
        ...input.stock,
        count: places.length,
        product: new Int32Array(places.length),
        location: Int32Array.from(places, at),
        onHandUnits: Float64Array.from(places, (place) => units[place]! * QUANTITY_PER_UNIT),
        status: new Uint8Array(places.length),
        expiryDay: new Int32Array(places.length).fill(-1),
      },
    }
  }

  test('what lies and sells there is recommended to be moved, never proposed, and has no expedite', async () => {
    const input = seen({ RICH: 1000, POOR: 0 })
    const { moves } = balancingReport(input, await balanceCompany(input, ports), UNLIMITED)
    // Three days for a delivery and seven to review: ten days, of which the first two are lost.
    expect(moves).toHaveLength(1)
    expect(moves[0]).toMatchObject({ status: 'recommended', from: 'RICH', to: 'POOR', units: '80', expedite: null })
    expect(moves[0]).toMatchObject({ relief: '3200', freight: '80', benefit: '3120' })
  })

  test('only what is free there, and what was sold out there, not what the customer bought', async () => {
    const input = seen({ RICH: 1000, POOR: 0 })
    const blocked = { ...input.stock, status: Uint8Array.of(1, 0) }
    expect((await balanceCompany({ ...input, stock: blocked }, ports)).moves).toEqual([])
    const bought = { ...input.sales!, flow: new Uint8Array(input.sales!.count) }
    expect((await balanceCompany({ ...input, sales: bought }, ports)).moves).toEqual([])
  })

  test('a delivery takes as long as the quickest lane to the customer, or else to its parent', async () => {
    const lanes = CHAIN.lanes!.map((lane) => (lane.use === 'customer' ? { ...lane, to: 'chain' } : lane))
    const child: Given = { ...CHAIN, customers: { anyone: { parent: 'chain' }, chain: {} }, lanes }
    const units = async (given: Given) =>
      (await balanceCompany(seen({ RICH: 1000, POOR: 0 }, given), ports)).moves[0]!.units / QUANTITY_PER_UNIT
    expect(await units(child)).toBe(80)
    // Where no lane says it, a week.
    expect(await units({ ...child, lanes: lanes.filter(({ use }) => use !== 'customer') })).toBe(120)
  })

  test('what has expired there helps nobody', async () => {
    const input = seen({ RICH: 1000, POOR: 100 })
    const { planDay } = input.plan.horizon
    const stock = (expiresIn: number) => ({ ...input.stock, expiryDay: Int32Array.of(-1, planDay + expiresIn) })
    expect((await balanceCompany({ ...input, stock: stock(-1) }, ports)).moves).toMatchObject([{ units: 80_000 }])
    expect((await balanceCompany({ ...input, stock: stock(60) }, ports)).moves).toEqual([])
  })

  test('a place of which nothing is known is left alone', async () => {
    const input = seen({ RICH: 1000 })
    expect((await balanceCompany(input, ports)).moves).toEqual([])
    expect((await balanceCompany({ ...seen({ RICH: 1000, POOR: 0 }), sales: null }, ports)).moves).toEqual([])
  })
})

describe('what is not', () => {
  test('[BA8] nothing crosses a border without a delivery term; with one it does', async () => {
    const abroad = ({ locations }: Company): Company['locations'] =>
      locations.map((location) => (location.id === 'SOUTH' ? { ...location, country: 'PE' } : location))
    const without = await balanced(changed((company) => ({ locations: abroad(company) })))
    expect(without.moves).toEqual([])
    expect(without.barred.customs).toBe(2)
    const cleared = changed((company) => ({
      locations: abroad(company),
      lanes: company.lanes.map((lane) => (lane.use === 'transfer' ? { ...lane, incoterm: 'DAP' } : lane)),
    }))
    expect((await balanced(cleared)).moves).toHaveLength(1)
  })

  test('[BA8] between two companies of ours it is recommended, not proposed', async () => {
    const two = changed(({ locations, entities }) => ({
      entities: [...entities, { ...entities[0]!, id: 'SUR' }],
      locations: locations.map((location) => (location.id === 'SOUTH' ? { ...location, entity: 'SUR' } : location)),
    }))
    expect((await balanced(two)).moves[0]).toMatchObject({ status: 'recommended', units: '180' })
  })

  test('[BA9] nothing goes back the way it came within four weeks, nor against what is planned', async () => {
    const input = inputOf(TORN)
    const at = (id: string): number => input.company.locations.findIndex((location) => location.id === id)
    const back = [{ product: 0, from: at('SOUTH'), to: at('NORTH') }]
    const report = await balanced({ ...TORN, transfers: back })
    expect(report.moves).toEqual([])
    expect(report.barred.back).toBe(1)
    const forth = [{ product: 0, from: at('NORTH'), to: at('SOUTH') }]
    expect((await balanced({ ...TORN, transfers: forth })).moves).toHaveLength(1)
    // North is planned to be fed from the south: what it has is not sent there.
    const fed: Given = {
      ...TORN,
      lanes: [
        { from: 'mill', to: 'SOUTH', leadTimeDays: 20 },
        { from: 'SOUTH', to: 'NORTH', leadTimeDays: 1 },
        transfer('NORTH', 'SOUTH'),
      ],
      stock: { 'bar@NORTH': 200, 'bar@SOUTH': 10 },
      safety: { 'bar@NORTH': 195 },
    }
    const planned = await balanced(fed)
    expect(planned.moves).toEqual([])
    expect(planned.barred.back).toBe(1)
  })

  test('[BA9] what another source is planned to bring bars nothing', async () => {
    // North shares its supply between the mill, from tomorrow on, and the south, from the 35th day on.
    const shared: Given = {
      ...TORN,
      lanes: [
        { from: 'mill', to: 'SOUTH', leadTimeDays: 20 },
        { from: 'mill', to: 'NORTH', leadTimeDays: 1, share: 500_000 },
        { from: 'SOUTH', to: 'NORTH', leadTimeDays: 35, share: 500_000 },
        transfer('NORTH', 'SOUTH'),
      ],
      stock: { 'bar@NORTH': 200, 'bar@SOUTH': 0 },
      safety: { 'bar@NORTH': 195 },
    }
    const report = await balanced(shared)
    expect(report.barred.back).toBe(0)
    expect(report.moves).toMatchObject([{ from: 'NORTH', to: 'SOUTH' }])
  })

  test('[BA7] lots travel only where they live long enough, and what ages is kept', async () => {
    // South looks after itself to the 20th day and its customer asks for ten days more.
    const lots = (expiresIn: number): Given => ({
      ...TORN,
      lots: [{ at: 'bar@NORTH', units: 1000, expiresIn }],
      terms: [{ customer: 'anyone', minRemainingLifeDays: 10 }],
    })
    const fresh = await balanced(lots(60))
    expect(fresh.moves[0]!.lots).toEqual([{ expiry: formatDay(inputOf(TORN).plan.horizon.planDay + 60), units: '180' }])
    expect((await balanced(lots(30))).moves).toHaveLength(1)
    expect((await balanced(lots(29))).moves).toEqual([])
  })

  test('[BA7] what has expired already helps nobody: where only that lies, everything lacks', async () => {
    const over = (expiresIn: number, more: Given = TORN): Given => ({
      ...more,
      stock: { ...TORN.stock, 'bar@SOUTH': 180 },
      lots: [{ at: 'bar@SOUTH', units: 180, expiresIn }],
    })
    expect((await balanced(over(-1))).moves[0]).toMatchObject({ units: '180', relief: '7200' })
    expect((await balanced(over(60))).moves[0]!.units).toBe('20')
    // Nobody takes what lives for less than ten days more.
    const picky = { ...TORN, terms: [{ customer: 'anyone', minRemainingLifeDays: 10 }] }
    expect((await balanced(over(9, picky))).moves[0]).toMatchObject({ units: '180', relief: '7200' })
  })

  test('[BA5] a giver keeps what it needs until its own supply', async () => {
    expect((await balanced({ ...TORN, stock: { 'bar@NORTH': 210 } })).moves).toEqual([])
    expect((await balanced({ ...TORN, stock: { 'bar@NORTH': 215 } })).moves[0]).toMatchObject({ units: '5' })
  })

  test('[BA6] nothing moves where freight is dearer than the margin', async () => {
    const lanes = [...TORN.lanes!.slice(0, 2), transfer('NORTH', 'SOUTH', { costPerUnit: 41 * UNIT_PRICE_PER_MAJOR })]
    expect((await balanced({ ...TORN, lanes })).moves).toEqual([])
  })
})

test('[BA16] the order of the lanes of a company does not matter', async () => {
  const usual = await balanced(TORN)
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(TORN.lanes!.slice(), { minLength: TORN.lanes!.length }), async (lanes) => {
      expect(await balanced({ ...TORN, lanes })).toEqual(usual)
    }),
    { numRuns: 10 },
  )
})
