import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Access, MEASURE_GROUPS, type MeasureGroup, VERBS } from '../../src/core/edit/access.js'
import { EVERYWHERE, type NodePath, type Scope } from '../../src/core/edit/box.js'
import type { Hierarchy } from '../../src/core/plan/hierarchy.js'
import { readProfitAndLoss } from '../../src/finance/profit-and-loss.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import {
  PLAN_TREES,
  QUERY_DIMENSIONS,
  type Query,
  type QueryMeasure,
  STOCK_MOVES,
  type Table,
} from '../../src/processes/living/living-plan.js'
import { nodesEndingIn } from '../../src/processes/living/node-search.js'
import { readTable } from '../../src/processes/living/plan-table.js'
import { childrenSeen } from '../../src/processes/living/tree-nodes.js'
import { nodesNamedLike } from '../../src/processes/living/tree-search.js'
import { loadGenerated, planned } from '../support/planned-company.js'
import { type PlanQuery, readWholeTable } from '../support/whole-table.js'

let input: LivingInput

beforeAll(async () => {
  input = livingInput(await planned(await loadGenerated({ products: 40, locations: 10, weeks: 30, seed: 3 })))
}, 120_000)

const EPOCH = { scenario: 'main', numbers: 0, settled: 0 }

function viewer(scopes: readonly Scope[], measures: readonly MeasureGroup[] = MEASURE_GROUPS): Access {
  return { actor: 'ana', scopes, measures: new Set(measures), may: new Set(VERBS) }
}

const ask = (of: Partial<Query>, access: Access = viewer([EVERYWHERE])): Table =>
  readTable(
    input,
    { scenario: 'main', measures: ['consensus'], by: [], period: 'total', scope: EVERYWHERE, ...of },
    access,
    EPOCH,
  )

/** Money that belongs to no item, no location and partly to no customer, in some months only. */
function withMoneyOfNobody(): LivingInput {
  const { money } = input
  const fixed = (line: 'fixedFunds' | 'variances', account: number, family: number, month: number) => ({
    line,
    entity: 0,
    country: money.entities[0]!.country,
    ...{ account, family, month, amount: 1_234_567 },
  })
  const some = [fixed('fixedFunds', 0, 0, 1), fixed('fixedFunds', 0, -1, 5), fixed('variances', -1, 1, 2)]
  return { ...input, money: { ...money, fixed: [...money.fixed, ...some] } }
}

/** Money by week, and stock by customer, are nothing that there is. */
const isRefused = ({ measures, by, period }: PlanQuery): boolean =>
  (period !== 'month' && period !== 'total' && measures.some((one) => MONEY.includes(one))) ||
  (by.some((one) => ['channel', 'account', 'customer'].includes(one)) &&
    measures.some((one) => ['closing', 'receipts', ...STOCK_MOVES].includes(one)))

const MONEY: readonly QueryMeasure[] = ['netSales', 'variancesAndWriteOffs', 'grossMargin']

const pathOf = (tree: Hierarchy, node: number): NodePath => {
  const path: string[] = []
  for (let at = node; at > 0; at = tree.parent[at]!) path.unshift(tree.id[at]!)
  return path
}

/** A scope of any node of each tree; the root comes up often. */
const someScope = (): fc.Arbitrary<Scope> => {
  const { product, location, customer } = input.plan
  const some = (tree: Hierarchy): fc.Arbitrary<NodePath> =>
    fc.oneof(
      fc.constant([]),
      fc.nat(tree.id.length - 1).map((node) => pathOf(tree, node)),
    )
  return fc.record({ product: some(product), location: some(location), customer: some(customer) })
}

/** Mostly more than a few rows. */
const someWideScope = (): fc.Arbitrary<Scope> =>
  fc
    .tuple(someScope(), fc.constantFrom('product', 'location', 'customer', 'none', 'none', 'none', 'all'))
    .map(([scope, kept]) =>
      kept === 'all' ? scope : kept === 'none' ? EVERYWHERE : { ...EVERYWHERE, [kept]: scope[kept].slice(0, 2) },
    )

const under = (tree: Hierarchy, leaf: number, path: NodePath): boolean => {
  const whole = pathOf(tree, tree.leafNode[leaf]!)
  return path.every((name, at) => whole[at] === name)
}

const holds = ({ product, location, customer }: Scope, row: number): boolean => {
  const { plan } = input
  const rows = plan.rows.demand
  return (
    under(plan.product, rows.item[row]!, product) &&
    under(plan.location, rows.location[row]!, location) &&
    under(plan.customer, rows.customer[row]!, customer)
  )
}

describe('what a viewer sees of a plan', () => {
  test('[LP5] totals are those of the rows inside the scopes, and of no other', () => {
    fc.assert(
      fc.property(fc.array(someScope(), { maxLength: 3 }), someScope(), (scopes, scope) => {
        const { plan } = input
        const { count } = plan.horizon
        let total = 0
        for (let row = 0; row < plan.rows.demand.count; row++) {
          if (!holds(scope, row) || !scopes.some((one) => holds(one, row))) continue
          for (let bucket = 0; bucket < count; bucket++) total += plan.columns.consensus[row * count + bucket]!
        }
        expect(ask({ scope }, viewer(scopes)).totals.consensus).toEqual([total])
      }),
      { seed: 5, numRuns: 60 },
    )
  })

  test('[LP5][LP8] what is seen does not depend on what else there is: each row is the same for whoever sees it', () => {
    const by = ['item', 'location', 'customer'] as const
    const query = { measures: ['consensus', 'netSales', 'grossMargin'] as const, by, period: 'month' as const }
    const everything = new Map(ask(query).rows.map((row) => [row.names.join('|'), row.values]))
    fc.assert(
      fc.property(fc.array(someScope(), { minLength: 1, maxLength: 2 }), (scopes) => {
        for (const { names, values } of ask(query, viewer(scopes)).rows)
          expect(values).toEqual(everything.get(names.join('|')))
      }),
      { seed: 8, numRuns: 25 },
    )
  })

  test('[LP8] the whole is the P&L, and two halves of the customers make it up but for what is nobody’s', () => {
    const money = { measures: ['standardCost'] as const, period: 'month' as const }
    const currency = input.company.settings.baseCurrency
    const [whole] = readProfitAndLoss(input, { by: [], reading: { kind: 'plan', currency } }).rows
    expect(ask(money).totals.standardCost).toEqual([...whole!.lines.standardCost])
    const countries = [...new Set(input.company.customers.map(({ country }) => country))]
    const halves = countries.map((country) => viewer([{ ...EVERYWHERE, customer: [country] }]))
    const sums = halves.map((half) => ask(money, half).totals.standardCost!)
    expect(sums.length).toBeGreaterThan(0)
    const added = whole!.lines.standardCost.map((_, month) => sums.reduce((sum, half) => sum + half[month]!, 0))
    expect([...added]).toEqual([...whole!.lines.standardCost])
  })

  test('[LP29] net sales less standard cost, variances and write-offs are the gross margin, whatever is looked at', () => {
    const measures = ['netSales', 'standardCost', 'variancesAndWriteOffs', 'grossMargin'] as const
    const asking = withMoneyOfNobody()
    let rest = 0
    fc.assert(
      fc.property(
        fc.array(someWideScope(), { minLength: 1, maxLength: 2 }),
        someWideScope(),
        fc.uniqueArray(fc.constantFrom(...QUERY_DIMENSIONS), { maxLength: 3 }),
        fc.constantFrom('month', 'total'),
        (scopes, scope, by, period) => {
          const table = readTable(asking, { scenario: 'main', measures, by, period, scope }, viewer(scopes), EPOCH)
          for (const { values } of [...table.rows, { values: table.totals }])
            values.grossMargin!.forEach((margin, at) => {
              rest += Math.abs(values.variancesAndWriteOffs![at]!)
              const cost = values.standardCost![at]! + values.variancesAndWriteOffs![at]!
              expect(values.netSales![at]! - cost).toBe(margin)
            })
        },
      ),
      { seed: 29, numRuns: 80 },
    )
    expect(rest).toBeGreaterThan(0)
  })

  test('[LP58] a node is found by the end of the way to it, where the viewer sees something under it', () => {
    const { plan } = input
    const { demand } = plan.rows
    const leaves = { product: demand.item, location: demand.location, customer: demand.customer }
    let found = 0
    fc.assert(
      fc.property(
        fc.array(someScope(), { minLength: 1, maxLength: 2 }),
        fc.constantFrom('product', 'location', 'customer'),
        fc.nat(),
        fc.integer({ min: 1, max: 2 }),
        (scopes, tree, some, depth) => {
          const end = pathOf(plan[tree], 1 + (some % (plan[tree].id.length - 1))).slice(-depth)
          const expected = new Map<string, NodePath>()
          for (let row = 0; row < demand.count; row++) {
            if (!scopes.some((one) => holds(one, row))) continue
            const leaf = leaves[tree][row]!
            const whole = pathOf(plan[tree], plan[tree].leafNode[leaf]!)
            for (let length = end.length; length <= whole.length; length++) {
              const way = whole.slice(0, length)
              if (end.every((name, at) => way[length - end.length + at] === name)) expected.set(way.join('/'), way)
            }
          }
          const ways = nodesEndingIn(plan, input.company, { tree, end }, viewer(scopes, ['volume']))
          found += ways.length
          for (const way of ways) expect(expected.delete(way.join('/'))).toBe(true)
          // What is left has the leaves of one that was found, nearer the root.
          for (const way of expected.values())
            expect(ways.some((other) => other.every((name, at) => way[at] === name))).toBe(true)
        },
      ),
      { seed: 52, numRuns: 150 },
    )
    expect(found).toBeGreaterThan(40)
  })

  test('[LP68] a node is found by words of its name or label, as far as the viewer sees something under it', () => {
    const { plan, company } = input
    const all = viewer([EVERYWHERE], ['volume', 'stock'])
    const find = (text: string, access = all) => nodesNamedLike(plan, company, { text, limit: 1000 }, access)
    let met = 0
    for (const tree of PLAN_TREES)
      plan[tree].id.forEach((name, node) => {
        if (node === 0 || name === '') return
        const way = pathOf(plan[tree], node)
        const shouted = find(name.toUpperCase())
        const own = shouted.findIndex((found) => found.tree === tree && found.way.join('/') === way.join('/'))
        const isSeen = childrenSeen(plan, company, { tree, at: way.slice(0, -1), scope: EVERYWHERE }, all).some(
          (child) => child.name === name,
        )
        expect(own >= 0).toBe(isSeen)
        if (own >= 0) met++
        // Whole names stand before those that only contain it.
        const whole = shouted.map(({ way: other, label }) => other.at(-1) === name || label === name)
        expect(whole.lastIndexOf(true)).toBeLessThan(whole.includes(false) ? whole.indexOf(false) : whole.length)
      })
    expect(met).toBeGreaterThan(20)
    expect([find('   '), find('nothing like it at all')]).toEqual([[], []])
    expect(find('e').length).toBeGreaterThan(find('e').filter(({ label }) => label.startsWith('e')).length)
    const place = company.locations[0]!
    const only = viewer([{ ...EVERYWHERE, location: [place.country, place.id] }], ['stock'])
    for (const { tree, way } of find('a', only))
      if (tree === 'location') expect([place.country, place.id]).toEqual(expect.arrayContaining([...way]))
  })

  test('[LP63] a tree is opened node by node, as far as there are rows that the viewer sees', () => {
    const { plan, company } = input
    const { demand, stock } = plan.rows
    const leavesOf = { product: 'item', location: 'location', customer: 'customer' } as const
    let found = 0
    fc.assert(
      fc.property(
        fc.array(someWideScope(), { minLength: 1, maxLength: 2 }),
        someWideScope(),
        fc.constantFrom(...PLAN_TREES),
        fc.nat(),
        fc.boolean(),
        (scopes, scope, tree, some, seesStock) => {
          const hierarchy = plan[tree]
          const at = pathOf(hierarchy, some % hierarchy.id.length)
          const access = viewer(scopes, seesStock ? ['volume', 'stock'] : ['volume'])
          const seen = new Map<string, Set<number>>()
          const add = (leaf: number): void => {
            const way = pathOf(hierarchy, hierarchy.leafNode[leaf]!)
            if (way.length <= at.length || !at.every((name, depth) => way[depth] === name)) return
            const name = way[at.length]!
            seen.set(name, (seen.get(name) ?? new Set()).add(leaf))
          }
          for (let row = 0; row < demand.count; row++)
            if (holds(scope, row) && scopes.some((one) => holds(one, row))) add(demand[leavesOf[tree]][row]!)
          // The places of this company are its own: of whoever's scope names customers, no stock is seen.
          const stockScopes = scopes.filter(({ customer }) => customer.length === 0)
          for (let row = 0; seesStock && tree !== 'customer' && row < stock.count; row++) {
            const inside = (one: Scope): boolean =>
              under(plan.product, stock.item[row]!, one.product) &&
              under(plan.location, stock.location[row]!, one.location)
            if (scope.customer.length === 0 && inside(scope) && stockScopes.some(inside))
              add(stock[leavesOf[tree]][row]!)
          }
          const nodes = childrenSeen(plan, company, { tree, at, scope }, access)
          found += nodes.length
          expect(nodes.map(({ name, leaves }) => [name, leaves])).toEqual(
            [...seen.entries()].map(([name, { size }]) => [name, size]).sort(([a], [b]) => (a! < b! ? -1 : 1)),
          )
        },
      ),
      { seed: 63, numRuns: 200 },
    )
    expect(found).toBeGreaterThan(100)
    const { category, family, id } = company.products[0]!
    const name = 'Oat bar 12 × 30 g'
    const named = { ...company, products: company.products.map((one) => (one.id === id ? { ...one, name } : one)) }
    const items = { tree: 'product', at: [category, family], scope: EVERYWHERE } as const
    expect(childrenSeen(plan, named, items, viewer([EVERYWHERE]))[0]).toEqual({
      ...{ name: id, label: name, level: 'item', leaves: 1, isLeaf: true },
    })
    const none = { tree: 'product', at: ['no such category'], scope: EVERYWHERE } as const
    expect(childrenSeen(plan, company, none, viewer([EVERYWHERE]))).toEqual([])
  })

  test('[LP5] no scope, and a scope that names nothing there is, see nothing', () => {
    const nothing: Scope = { ...EVERYWHERE, product: ['no such category'] }
    for (const access of [viewer([]), viewer([nothing])]) {
      const table = ask({ measures: ['consensus', 'netSales'], by: ['family'], period: 'month' }, access)
      expect(table.rows).toEqual([])
      expect(new Set(table.totals.netSales)).toEqual(new Set([0]))
    }
  })

  test('[LP6] a kind of number that is not the viewer’s is refused', () => {
    expect(() => ask({ measures: ['grossMargin'], period: 'month' }, viewer([EVERYWHERE], ['volume']))).toThrow(
      'living.measure_not_seen',
    )
  })

  test('[LP7] whoever sees some customers only sees none of our stock', () => {
    const { customers, locations } = input.company
    expect(locations.every(({ customer }) => customer === null)).toBe(true)
    const access = viewer([{ ...EVERYWHERE, customer: [customers[0]!.country] }])
    expect(ask({ measures: ['closing'] }, access).rowCount).toBe(0)
    expect(ask({ measures: ['closing'] }).totals.closing![0]).not.toBe(0)
  })

  test('[LP9] demand adds up over a week, stock is what its last day closes with', () => {
    const days = ask({ measures: ['consensus', 'closing'], period: 'bucket' })
    const weeks = ask({ measures: ['consensus', 'closing'], period: 'week' })
    const whole = weeks.periods.findIndex(({ days }) => days === 7)
    const first = days.periods.findIndex(({ firstDay }) => firstDay === weeks.periods[whole]!.firstDay)
    const demand = days.totals.consensus!.slice(first, first + 7).reduce((sum, day) => sum! + day!, 0)
    expect(weeks.totals.consensus![whole]).toBe(demand)
    expect(weeks.totals.closing![whole]).toBe(days.totals.closing![first + 6])
    expect(() => ask({ measures: ['netSales'], period: 'week' })).toThrow('living.money_by_month')
  })

  test('[LP60] a page is the part of the whole table that it is, to the byte, whoever asks and however often', () => {
    const measures: readonly QueryMeasure[] = ['baseline', 'consensus', 'constrained', ...MONEY]
    const stock: readonly QueryMeasure[] = ['closing', 'receipts', ...STOCK_MOVES]
    const dimensions = fc.uniqueArray(fc.constantFrom(...QUERY_DIMENSIONS), { maxLength: 4 })
    const asking = withMoneyOfNobody()
    let found = 0
    let nameless = 0
    fc.assert(
      fc.property(
        fc.array(someWideScope(), { minLength: 1, maxLength: 3 }),
        fc.record({
          by: dimensions,
          scope: someWideScope(),
          measures: fc.uniqueArray(fc.constantFrom(...measures, ...stock), { minLength: 1, maxLength: 4 }),
          period: fc.constantFrom('month', 'total', 'week', 'bucket'),
          offset: fc.oneof(fc.constant(0), fc.nat(12)),
          limit: fc.integer({ min: 1, max: 40 }),
          totals: fc.boolean(),
        }),
        fc.nat(60),
        (scopes, asked, days) => {
          const { planDay } = input.plan.horizon
          const query = { ...asked, scenario: 'main', from: planDay + days, until: planDay + days + 200 } as PlanQuery
          const access = viewer(scopes)
          if (isRefused(query)) return
          const whole = readWholeTable(asking, query, access, EPOCH)
          found += whole.rows.length
          nameless += whole.rows.filter(({ names }) => names.includes('')).length
          for (const revision of [undefined, 1, 1]) {
            const table = readTable({ ...asking, ...(revision && { revision }) }, query, access, EPOCH)
            expect(table).toEqual(whole)
          }
        },
      ),
      { seed: 60, numRuns: 800 },
    )
    expect(found).toBeGreaterThan(500)
    expect(nameless).toBeGreaterThan(20)
  })

  test('[LP69] questions about one table have its rows: put together they are the table', () => {
    const volume: QueryMeasure[] = ['baseline', 'consensus', 'constrained']
    const stock: QueryMeasure[] = ['receipts', 'closing']
    let found = 0
    fc.assert(
      fc.property(
        fc.array(someWideScope(), { minLength: 1, maxLength: 2 }),
        fc.uniqueArray(fc.constantFrom('category', 'family', 'item', 'country', 'location'), { maxLength: 3 }),
        fc.constantFrom('month', 'total', 'week'),
        fc.nat(10),
        (scopes, by, period, offset) => {
          const query = { scenario: 'main', scope: EVERYWHERE, by, period, offset, limit: 20 } as Omit<
            Query,
            'measures'
          >
          const access = viewer(scopes)
          const read = (measures: QueryMeasure[], rowsOf?: QueryMeasure[]) =>
            readTable(input, { ...query, measures, ...(rowsOf && { rowsOf }) }, access, EPOCH)
          const whole = read([...volume, ...stock])
          const [some, others] = [read(volume, [...volume, ...stock]), read(stock, [...volume, ...stock])]
          found += whole.rows.length
          expect(some.rowCount).toBe(whole.rowCount)
          const together = some.rows.map(({ names, values }, at) => ({
            names,
            values: { ...values, ...others.rows[at]!.values },
          }))
          expect(together).toEqual(whole.rows)
          expect({ ...some.totals, ...others.totals }).toEqual(whole.totals)
        },
      ),
      { seed: 69, numRuns: 150 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test('[LP60][LP69] what is kept of one table is not told of another that has more rows', () => {
    const asking = { ...withMoneyOfNobody(), revision: 1 }
    const query = { scenario: 'main', by: ['account'], period: 'month', scope: EVERYWHERE, limit: 2 } as const
    const access = viewer([EVERYWHERE])
    const read = (of: Partial<Query>): Table =>
      readTable(asking, { ...query, measures: ['netSales'], ...of }, access, EPOCH)
    // Variances are nobody's: they have a row where the margin is asked for, and none where it is not.
    const alone = read({})
    const beside = read({ rowsOf: ['netSales', 'grossMargin'] })
    const namesOf = ({ rows }: Table) => rows.map(({ names }) => names[0]!)
    expect(namesOf(alone)).not.toContain('')
    expect(namesOf(beside)).toEqual(namesOf(read({ measures: ['netSales', 'grossMargin'] })))
    expect(namesOf(beside)).toEqual(['', namesOf(alone)[0]!])
    expect(beside.rowCount).toBe(alone.rowCount + 1)
  })

  test('[LP60] numbers that have moved are added up again', () => {
    const plan = { ...input.plan, columns: { ...input.plan.columns, consensus: input.plan.columns.consensus.slice() } }
    const query: PlanQuery = {
      scenario: 'main',
      measures: ['consensus'],
      by: ['item'],
      period: 'total',
      scope: EVERYWHERE,
    }
    const read = (revision: number): Table =>
      readTable({ ...input, plan, revision }, query, viewer([EVERYWHERE]), EPOCH)
    const before = read(1)
    plan.columns.consensus[0]! += 7000
    const after = read(2)
    expect(after.totals.consensus![0]! - before.totals.consensus![0]!).toBe(7000)
    expect(after).toEqual(readWholeTable({ ...input, plan }, query, viewer([EVERYWHERE]), EPOCH))
  })

  test('pages are parts of the same rows, and the total is of all of them', () => {
    const all = ask({ by: ['item'] })
    const page = ask({ by: ['item'], offset: 5, limit: 7 })
    expect(page.rows).toEqual(all.rows.slice(5, 12))
    expect(page.totals).toEqual(all.totals)
    expect(page.rowCount).toBe(all.rowCount)
  })
})
