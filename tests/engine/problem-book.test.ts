import { beforeAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/base/random.js'
import type { BudgetLine, Company } from '../../src/core/network/company.js'
import { allocatePlain } from '../../src/core/plan/plan.js'
import { ALL_BUCKETS, type Dirty, EVERYTHING } from '../../src/core/plan/step.js'
import type { Problem } from '../../src/core/why/problem.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { detectExceptions } from '../../src/processes/exceptions/detect-exceptions.js'
import { contextOf, type ExceptionInput } from '../../src/processes/exceptions/exception-input.js'
import { openProblemBook } from '../../src/processes/exceptions/problem-book.js'
import { openShortages } from '../../src/processes/exceptions/shortage.js'
import { openDecisions } from '../../src/processes/exceptions/slipping-decision.js'
import { deriveUnitValues } from '../../src/processes/exceptions/unit-values.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import { LivingState } from '../../src/processes/living/living-state.js'
import { loadGenerated, planned } from '../support/planned-company.js'

let input: LivingInput

beforeAll(async () => {
  const { company, facts } = await loadGenerated({ products: 40, locations: 8, weeks: 30, seed: 4, troublesPerKind: 3 })
  input = livingInput(await planned({ company: withGaps(company), facts }), [
    { table: 'sales', files: 1, rows: 50, badRows: 1, badValueShare: 0.02, repeatedRows: 0 },
  ])
}, 120_000)

/** A budget nobody reaches, for a country and for families in it; one item without a price and two without a cost. */
function withGaps(company: Company): Company {
  const { products, settings, costs, prices } = company
  const country = company.customers[0]!.country
  const target = (month: number, family: string | null): BudgetLine => ({
    ...{ month, country, family, product: null, customer: null, channel: null, margin: null, units: null },
    netSales: 2e12 / (family === null ? 1 : 20),
    currency: settings.baseCurrency,
  })
  const months = [1, 2, 3].map((later) => Math.floor(settings.planDay / 30.4375) + 1970 * 12 + later)
  const families = [null, ...new Set(products.map(({ family }) => family))].slice(0, 6)
  const [bare, ...cheap] = products.map(({ id }) => id)
  return {
    ...company,
    budget: months.flatMap((month) => families.map((family) => target(month, family))),
    prices: prices.filter(({ product }) => product !== bare),
    costs: costs.filter(({ product }) => !cheap.slice(0, 2).includes(product)),
  }
}

const DEMAND_MEASURES = ['consensus', 'constrained'] as const
const STOCK_MEASURES = ['requirement', 'receipts', 'closing', 'asIs'] as const

/** A plan whose columns may be changed in place, priced as the planning run does. */
async function openStage(unpriced: boolean) {
  const { company, facts, coverage, plan: frozen, money: priced } = input
  const copied = (of: Readonly<Record<string, Float64Array | null>>) =>
    Object.fromEntries(Object.entries(of).map(([name, values]) => [name, values && values.slice()])) as never
  const plan = {
    ...frozen,
    columns: copied(frozen.columns),
    // What is changed by hand below was constrained by nobody: no row is known to be served.
    supply: {
      ...frozen.supply,
      writtenOff: frozen.supply.writtenOff.slice(),
      served: new Uint8Array(frozen.supply.served.length),
    },
  } as LivingInput['plan']
  const rates = unpriced ? { ...priced.rates, grossSales: null } : priced.rates
  const money = { ...priced, rates, cubeMoney: copied(priced.cubeMoney), cubeUnits: priced.cubeUnits.slice() }
  const runner = inlineRunner()
  await runner.give({ plan, money })
  const revalue = async (dirty: Dirty): Promise<void> => {
    await runner.run('value', dirty)
    await runner.run('roll up', dirty)
  }
  return { input: { company, facts, coverage, plan, money } satisfies ExceptionInput, revalue }
}

/** Changes what some rows plan, as no planning run would; gives exactly the rows that were changed. */
function upset({ plan }: ExceptionInput, dice: (end: number) => number): Dirty {
  const { columns, rows, horizon, network, supply } = plan
  const one = 1 + dice(rows.stock.count - 1)
  const [share, factor] = [
    [one, 0],
    [1, 6],
    [40, 12],
    [one, 0],
    [1, 0],
    [7, 4],
  ][dice(6)]! as [number, number]
  const some = (count: number): Int32Array =>
    Int32Array.from({ length: count }, (_, row) => row).filter((row) => row === one || dice(share) === 0)
  const scale = (values: Float64Array, row: number): void => {
    const times = factor === 0 ? 1 + dice(3) / 4 : dice(factor) / 3
    for (let bucket = dice(20); bucket < horizon.count; bucket++)
      values[row * horizon.count + bucket] = Math.round(values[row * horizon.count + bucket]! * times)
  }
  const demand = some(rows.demand.count)
  const stock = some(rows.stock.count)
  const asked = DEMAND_MEASURES.filter(() => dice(3) > 0)
  const planned = STOCK_MEASURES.filter(() => dice(3) > 0)
  for (const row of demand) for (const measure of asked) scale(columns[measure], row)
  for (const row of stock) {
    for (const measure of planned) scale(columns[measure], row)
    for (let lot = network.lotStart[row]!; lot < network.lotStart[row + 1]!; lot++)
      supply.writtenOff[lot] = dice(network.lotQuantity[lot]!)
  }
  return { demand, stock, ...ALL_BUCKETS }
}

/** As if nothing were left of anything in three days unless it is ordered now. */
function orderNothing({ plan: { columns, horizon, rows } }: ExceptionInput): Dirty {
  for (let cell = 0; cell < columns.asIs.length; cell++) if (cell % horizon.count > 2) columns.asIs[cell] = 0
  return {
    demand: new Int32Array(0),
    stock: Int32Array.from({ length: rows.stock.count }, (_, row) => row),
    ...ALL_BUCKETS,
  }
}

function diceOf(seed: number): (end: number) => number {
  const random = seededRandom(seed)
  let draws = 0
  return (end) => Math.floor(random.at(1, draws++, 0) * end)
}

const UNPRICED = ['shortage', 'late_supply', 'overload', 'excess', 'obsolete', 'expiry', 'demand_deviation', 'data']
const EVERY_KIND = [
  ...[...UNPRICED, 'plan_gap', 'late_order', 'problem.data_no_price', 'problem.data_no_cost'],
  ...['undecided', 'late_supply', 'capacity', 'source', 'lead_time'].map((cause) => `problem.shortage_${cause}`),
]

describe('a list of problems that follows the plan', () => {
  test.each([
    { seed: 1, rounds: 25, unpriced: false },
    { seed: 3, rounds: 6, unpriced: true },
  ])(
    '[EX27] whatever moved in whichever order, it is the list that is found from nothing: $seed',
    async ({ seed, rounds, unpriced }) => {
      const stage = await openStage(unpriced)
      const book = openProblemBook(stage.input)
      const dice = diceOf(seed)
      const seen = new Set<string>()
      let kept = 0
      for (let round = 0; round < rounds; round++) {
        const before = new Set<Problem>(book.problems)
        const dirty = round === 0 ? orderNothing(stage.input) : upset(stage.input, dice)
        await stage.revalue(dirty)
        const found = book.update({ ...stage.input, money: { ...stage.input.money } }, dirty)
        expect(found, `round ${round}`).toEqual(detectExceptions(stage.input))
        for (const { kind, why } of found) seen.add(kind).add(why.code)
        kept += found.filter((problem) => before.has(problem)).length
      }
      expect((unpriced ? UNPRICED : EVERY_KIND).filter((kind) => !seen.has(kind))).toEqual([])
      expect(kept).toBeGreaterThan(unpriced ? -1 : 200)
    },
  )

  test('[EX27] a book that is told exactly which rows an edit moved has the list of the settled plan', async () => {
    const ports = { runner: inlineRunner(), allocate: allocatePlain, pause: async () => {} }
    const state = await LivingState.copy(input, ports)
    const facts = { facts: input.facts, coverage: input.coverage }
    const now = (): ExceptionInput => ({ ...state.snapshot(), ...facts })
    const book = openProblemBook(now())
    const dice = diceOf(9)
    const { count } = state.plan.horizon
    for (let edit = 0; edit < 3; edit++) {
      const before = Object.entries(state.plan.columns).map(([name, values]) => [name, values.slice()] as const)
      const item = dice(state.plan.product.id.length)
      const rows = Int32Array.from(state.plan.rows.demand.item.keys()).filter(
        (row) => state.plan.rows.demand.item[row] === item || dice(60) === 0,
      )
      for (const row of rows)
        for (let bucket = dice(count); bucket < count; bucket++)
          state.consensus[row * count + bucket] = Math.round(state.consensus[row * count + bucket]! * (dice(30) / 10))
      await state.showNumbers(rows)
      await state.settle()
      const differing = (isDemand: boolean): Int32Array => {
        const found = new Set<number>()
        for (const [name, values] of before)
          if ((name === 'consensus' || name === 'constrained') === isDemand)
            for (const [cell, value] of values.entries())
              if (state.plan.columns[name as 'consensus'][cell] !== value) found.add(Math.floor(cell / count))
        return Int32Array.from(found).sort()
      }
      const found = book.update(now(), { demand: differing(true), stock: differing(false), ...ALL_BUCKETS })
      expect(found).toEqual(detectExceptions(now()))
      expect(state.problems).toEqual(found)
    }
  })

  test('[EX6] [EX10] a row that is passed over unseen has no trouble that is worth the least', async () => {
    const { input: stage } = await openStage(false)
    orderNothing(stage)
    const { served } = input.plan.supply
    const knowing = { ...stage, plan: { ...stage.plan, supply: { ...stage.plan.supply, served } } }
    const values = deriveUnitValues(stage)
    const unbounded = { ...values, quarterVolume: values.quarterVolume.map(() => Number.POSITIVE_INFINITY) }
    const all = stage.plan.rows.stock.count
    const found = { shortage: 0, decision: 0 }
    for (const least of [0, values.floor / 4, values.floor, values.floor * 20]) {
      const [quick, slow] = [contextOf(knowing, values), contextOf(stage, unbounded)]
      const [shortage, shortageSeen] = [openShortages(quick), openShortages(slow)]
      const [decision, decisionSeen] = [openDecisions(quick), openDecisions(slow)]
      for (let row = 0; row < all; row++) {
        const [short, slips] = [shortageSeen(row, least), decisionSeen(row, least)]
        expect(shortage(row, least)).toEqual(short)
        expect(decision(row, least)).toEqual(slips)
        found.shortage += short === null ? 0 : 1
        found.decision += slips === null ? 0 : 1
      }
    }
    expect(found.shortage).toBeGreaterThan(10)
    expect(found.decision).toBeGreaterThan(10)
    expect(served.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(all / 4)
  })

  test('[EX27] other prices, another company or other facts are everything anew', async () => {
    const { input: first } = await openStage(false)
    const book = openProblemBook(first)
    const { company } = first
    const poorer = { ...first, company: { ...company, costs: company.costs.slice(0, 3) } }
    const nothing: Dirty = { demand: new Int32Array(0), stock: new Int32Array(0), ...ALL_BUCKETS }
    expect(book.update(poorer, nothing)).toEqual(detectExceptions(poorer))
    const calm = { ...first, facts: { ...first.facts, supplyOrders: [] } }
    expect(book.update(calm, nothing)).toEqual(detectExceptions(calm))
    expect(book.update(calm, nothing)).not.toEqual(detectExceptions(first))
    expect(book.update(first, EVERYTHING)).toEqual(detectExceptions(first))
  })
})
