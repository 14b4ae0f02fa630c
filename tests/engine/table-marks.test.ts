import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GuardedPlan } from '../../src/access/guarded-plan.js'
import { type Box, EVERYWHERE, pathOf, type Scope } from '../../src/core/edit/box.js'
import { foldAll } from '../../src/core/edit/fold.js'
import { type Entry, type Intent, MAIN } from '../../src/core/edit/intent.js'
import { scopeCovers, scopesMeet } from '../../src/core/edit/scope-cover.js'
import type { Hierarchy } from '../../src/core/plan/hierarchy.js'
import { editBaseOf } from '../../src/processes/living/living-branch.js'
import type { Query, QueryDimension, Table, TableRow } from '../../src/processes/living/living-plan.js'
import { readTable } from '../../src/processes/living/plan-table.js'
import { ana, firstWeek, input, inWorld, raise } from '../support/engine-world.js'
import { everything, type LivingWorld, scopeOf } from '../support/living-world.js'

const DIMENSIONS: readonly QueryDimension[] = [
  'category',
  'family',
  'item',
  'country',
  'location',
  'channel',
  'customer',
]

const someNode = (tree: Hierarchy): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.nat(tree.id.length - 1).map((node) => pathOf(tree, node)) },
  )
const someScope = (): fc.Arbitrary<Scope> =>
  fc.record({
    product: someNode(input.plan.product),
    location: someNode(input.plan.location),
    customer: someNode(input.plan.customer),
  })
/** Whole buckets of the plan. */
const someBox = (): fc.Arbitrary<Box> => {
  const { firstDay, days, count } = input.plan.horizon
  return fc.tuple(someScope(), fc.nat(count - 1), fc.nat(30)).map(([scope, first, more]) => {
    const last = Math.min(count - 1, first + more)
    return { ...scope, from: firstDay[first]!, until: firstDay[last]! + days[last]! }
  })
}

type Step = {
  readonly kind: 'scale' | 'lock' | 'unlock' | 'say' | 'answer' | 'undo'
  readonly box: Box
  readonly at: number
}
const someStep = (): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.constantFrom('scale', 'scale', 'lock', 'unlock', 'say', 'say', 'answer', 'undo'),
    box: someBox(),
    at: fc.nat(100),
  })

async function take({ engine, draft }: LivingWorld, { kind, box, at }: Step, entries: readonly Entry[]): Promise<void> {
  const intents: Intent[] =
    kind === 'scale'
      ? [{ kind: 'quantity', op: 'scale', factor: 1_100_000, box, layer: 'sales', profile: 'current', inPacks: false }]
      : kind === 'lock' || kind === 'unlock'
        ? [{ kind, box }]
        : []
  const target = entries[at % Math.max(1, entries.length)]
  const said = entries.filter(({ comment }) => comment !== undefined)
  const answered = said[at % Math.max(1, said.length)]
  const rest =
    kind === 'undo' && target !== undefined
      ? { undoes: target.position }
      : kind === 'say'
        ? { comment: { box, text: 'Why?' } }
        : kind === 'answer' && answered !== undefined
          ? { comment: { box, text: '', answers: answered.position, resolves: at % 3 > 0 } }
          : null
  // What cannot be done (taking the same back twice, everything locked) is refused, and nothing has happened.
  if (intents.length > 0 || rest !== null) await engine.commit(MAIN, draft('ana', intents, rest ?? {}), 1e9, ana)
}

const placeOf = (row: number): Scope => {
  const { product, location, customer, rows } = input.plan
  const { demand } = rows
  return {
    product: pathOf(product, product.leafNode[demand.item[row]!]!),
    location: pathOf(location, location.leafNode[demand.location[row]!]!),
    customer: pathOf(customer, customer.leafNode[demand.customer[row]!]!),
  }
}

const nameOf = ({ product, location, customer }: Scope, dimension: QueryDimension): string =>
  ({
    category: product[0]!,
    family: product[1]!,
    item: product[2]!,
    country: customer[0]!,
    location: location[1]!,
    channel: customer[1]!,
    account: customer[2]!,
    customer: customer[3]!,
  })[dimension]

/** Of every cell by itself, from names and days, after a fold from nothing. */
function marksCellByCell(entries: readonly Entry[], query: Query, table: Table, scopes: readonly Scope[]) {
  const { horizon, rows } = input.plan
  const places = Array.from({ length: rows.demand.count }, (_, row) => placeOf(row))
  const inForce = foldAll(editBaseOf(input), entries).log.filter((one) => one.undoers === 0 && one.refused === null)
  const intents = inForce.flatMap(({ entry }) => entry.intents) as Extract<Intent, { box: Box }>[]
  const said = inForce.flatMap(({ entry }) => (entry.comment === undefined ? [] : [{ ...entry, said: entry.comment }]))
  const seen = said.filter(({ said: { box } }) => scopes.some((scope) => scopeCovers(scope, box)))
  const rootOf = (position: number): number => {
    const answers = seen.find((one) => one.position === position)?.said.answers
    return answers === undefined || !seen.some((one) => one.position === answers) ? position : rootOf(answers)
  }
  const isOpen = (root: number): boolean =>
    seen.findLast(({ position, said: { resolves } }) => resolves !== undefined && rootOf(position) === root)?.said
      .resolves !== true
  const threads = seen.filter(({ position }) => rootOf(position) === position && isOpen(position))
  const holds = (box: Box, { row, from, until }: { row: number; from: number; until: number }): boolean =>
    scopeCovers(box, places[row]!) && box.from < until && box.until > from
  return table.rows.map(({ names }) => {
    const own = places.flatMap((place, row) =>
      scopes.some((scope) => scopeCovers(scope, place)) &&
      scopeCovers(query.scope, place) &&
      query.by.every((dimension, at) => nameOf(place, dimension) === names[at])
        ? [row]
        : [],
    )
    const marks = table.periods.map(({ firstDay, days }) => {
      const cells = own.flatMap((row) =>
        // Of a bucket that lies in several periods, the days that lie in this one.
        Array.from(horizon.firstDay, (day, bucket) => ({
          row,
          from: Math.max(day, firstDay),
          until: Math.min(day + horizon.days[bucket]!, firstDay + days),
        })).filter(({ from, until }) => from < until),
      )
      const isLocked = (cell: (typeof cells)[number]): boolean =>
        intents.findLast((one) => one.kind !== 'quantity' && holds(one.box, cell))?.kind === 'lock'
      const locked = cells.filter(isLocked).length
      return {
        locked: locked === 0 ? 0 : locked === cells.length ? 2 : 1,
        edited: cells.some((cell) => intents.some((one) => one.kind === 'quantity' && holds(one.box, cell))) ? 1 : 0,
        comments: threads.filter(({ said: { box } }) => cells.some((cell) => holds(box, cell))).length,
      }
    })
    const kinds = (['locked', 'edited', 'comments'] as const).map(
      (kind) => [kind, marks.map((mark) => mark[kind])] as const,
    )
    return Object.fromEntries(kinds.filter(([, values]) => values.some((value) => value !== 0)))
  })
}

const marksOf = ({ names: _, values: __, ...marks }: TableRow) => marks

test('[LP61] [LP62] [LP82] marks are those of each cell looked at by itself, after whatever has been done and said', () =>
  inWorld(async (world) => {
    const plan = new GuardedPlan(world.engine)
    const met = { locked: 0, edited: 0, comments: 0, some: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.array(someStep(), { minLength: 1, maxLength: 4 }),
        fc.array(someScope(), { minLength: 1, maxLength: 2 }),
        fc.record({
          by: fc.uniqueArray(fc.constantFrom(...DIMENSIONS), { maxLength: 2 }),
          scope: fc.oneof(fc.constant(EVERYWHERE), someScope()),
          time: fc.oneof(
            fc.record({ period: fc.constantFrom('bucket', 'week', 'month', 'total') }),
            fc.record({ period: fc.constantFrom('week', 'month'), calendar: fc.constantFrom('nrf', 'walmart') }),
          ),
          measures: fc.constantFrom(['consensus'], ['baseline', 'consensus']),
        }),
        async (steps, scopes, { time, ...rest }) => {
          const asked = { ...rest, ...time }
          for (const step of steps) await take(world, step, await world.engine.entries(MAIN, 0, 1e6))
          const entries = await world.engine.entries(MAIN, 0, 1e6)
          if (!scopes.some((scope) => scopesMeet(scope, asked.scope))) return
          const { planDay } = input.plan.horizon
          const query = { ...asked, scenario: MAIN, from: planDay + 3, marks: true } as Query
          const viewer = everything('ben', scopes)
          const table = (await plan.query(query, viewer)) as Table
          const marks = table.rows.map(marksOf)
          expect(marks).toEqual(marksCellByCell(entries, query, table, scopes))
          for (const kind of ['locked', 'edited', 'comments'] as const)
            met[kind] += marks.filter((each) => each[kind] !== undefined).length
          met.some += marks.filter((each) => each.locked?.includes(1)).length
          // They change nothing of what is told anyway.
          const { marks: _, ...plain } = query
          const bare = (await plan.query(plain, viewer)) as Table
          expect(table.rows.map(({ names, values }) => ({ names, values }))).toEqual(bare.rows)
        },
      ),
      { seed: 61, numRuns: 60 },
    )
    for (const many of Object.values(met)) expect(many).toBeGreaterThan(10)
  }))

test('[LP61] whatever is asked of a row, its marks are those of the demand under it, and none without volume', () =>
  inWorld(async (world) => {
    const plan = new GuardedPlan(world.engine)
    const box = firstWeek()
    await world.engine.commit(MAIN, world.draft('ana', [raise()]), 1e9, ana)
    await world.engine.commit(MAIN, world.draft('ana', [{ kind: 'lock', box }]), 1e9, ana)
    await world.engine.commit(MAIN, world.draft('ana', [], { comment: { box, text: 'Why?' } }), 1e9, ana)
    const item = box.product[2]!
    const ask = async (measure: 'netSales' | 'closing', viewer = ana) => {
      const query: Query = {
        ...{ scenario: MAIN, measures: [measure], by: ['item'], period: 'month', scope: EVERYWHERE, marks: true },
        until: input.plan.horizon.planDay + 7,
      }
      const { rows } = (await plan.query(query, viewer)) as Table
      return marksOf(rows.find(({ names }) => names[0] === item)!)
    }
    expect(await ask('netSales')).toMatchObject({ edited: [1], comments: [1] })
    expect((await ask('netSales')).locked).toHaveLength(1)
    expect(await ask('closing')).toEqual(await ask('netSales'))
    const blind = { ...ana, measures: new Set(['revenue', 'stock'] as const) }
    expect(await ask('netSales', blind)).toEqual({ comments: [1] })
  }))

test('[LP62] words about customers are not about stock, and words about a place are about what lies there', () => {
  const { plan } = input
  const place = pathOf(plan.location, plan.location.leafNode[plan.rows.stock.location[0]!]!)
  const days = { from: plan.horizon.planDay, until: plan.horizon.planDay + 1 }
  const customer = pathOf(plan.customer, plan.customer.leafNode[0]!)
  const edits = foldAll(editBaseOf(input), [])
  const read = (...threads: Box[]) => {
    const query: Query = {
      ...{ scenario: MAIN, measures: ['closing'], by: ['location'], period: 'total', scope: EVERYWHERE, marks: true },
    }
    const table = readTable(input, query, ana, { scenario: MAIN, numbers: 0, settled: 0 }, { edits, threads })
    return table.rows.find(({ names }) => names[0] === place[1])!.comments
  }
  expect(read({ ...scopeOf({ location: place }), ...days })).toEqual([1])
  expect(read({ ...scopeOf({ location: place, product: ['no such category'] }), ...days })).toBeUndefined()
  const places = Array.from({ length: plan.rows.demand.count }, (_, row) => placeOf(row))
  const sells = places.some((one) => one.location[1] === place[1] && one.customer[3] === customer[3])
  expect(read({ ...scopeOf({ location: place, customer }), ...days })).toEqual(sells ? [1] : undefined)
})
