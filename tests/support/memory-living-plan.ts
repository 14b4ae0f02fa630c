/**
 * A plan small enough to be read: rows with names, one number a month, changed by what is in its entries. It stands in
 * for the engine where a test is about who may ask what, and adds everything up anew each time.
 */
import { createHash } from 'node:crypto'
import { dayOf } from '../../src/core/base/day.js'
import type { Access } from '../../src/core/edit/access.js'
import type { Box, NodePath, Scope } from '../../src/core/edit/box.js'
import { type Draft, type Entry, type Intent, MAIN, type ScenarioId } from '../../src/core/edit/intent.js'
import type { Scenario } from '../../src/core/edit/journal.js'
import type { Problem } from '../../src/core/why/problem.js'
import type { Changed } from '../../src/processes/living/change-kinds.js'
import type { Epoch } from '../../src/processes/living/epoch.js'
import {
  type Effect,
  type FoundNode,
  type LivingPlan,
  PLAN_TREES,
  type Query,
  type QueryDimension,
  type Refused,
  type Table,
  type TableMeasure,
} from '../../src/processes/living/living-plan.js'

export interface MemoryRow extends Scope {
  /** Consensus of each month, whole thousandths. */
  readonly months: readonly number[]
  /** Minor units of money for a unit. */
  readonly price: number
}

export const MEMORY_MONTHS = [dayOf(2027, 1, 1), dayOf(2027, 2, 1), dayOf(2027, 3, 1)]
const END = dayOf(2027, 4, 1)
const AT: Record<QueryDimension, (row: MemoryRow) => string> = {
  category: ({ product }) => product[0]!,
  family: ({ product }) => product[1]!,
  item: ({ product }) => product[2]!,
  country: ({ location }) => location[0]!,
  location: ({ location }) => location[1]!,
  channel: ({ customer }) => customer[1]!,
  account: ({ customer }) => customer[2]!,
  customer: ({ customer }) => customer[3]!,
}

const row = (product: string, location: string, customer: string, price: number, ...months: number[]): MemoryRow => ({
  product: product.split('/'),
  location: location.split('/'),
  customer: customer.split('/'),
  price,
  months: months.map((units) => units * 1000),
})

export const MEMORY_ROWS: readonly MemoryRow[] = [
  row('snacks/bars/oat-bar', 'CL/santiago', 'CL/retail/mega/mega-1', 300, 100, 110, 120),
  row('snacks/bars/oat-bar', 'CL/santiago', 'CL/retail/sur/sur-1', 310, 40, 41, 42),
  row('snacks/bars/oat-bar', 'PE/lima', 'PE/retail/inka/inka-1', 290, 70, 75, 80),
  row('snacks/nuts/almonds', 'CL/santiago', 'CL/retail/mega/mega-1', 900, 10, 12, 14),
  row('drinks/water/still', 'PE/lima', 'PE/retail/inka/inka-1', 90, 500, 510, 520),
  row('drinks/water/still', 'CL/santiago', 'CL/retail/mega/mega-2', 95, 600, 610, 620),
]

const onTheWay = (outer: NodePath, inner: NodePath): boolean => outer.every((name, at) => inner[at] === name)
const inScope = (scope: Scope, place: Scope): boolean =>
  onTheWay(scope.product, place.product) &&
  onTheWay(scope.location, place.location) &&
  onTheWay(scope.customer, place.customer)
const inMonth = (box: Box, month: number): boolean =>
  box.from <= MEMORY_MONTHS[month]! && box.until >= (MEMORY_MONTHS[month + 1] ?? END)

export function memoryLivingPlan(rows: readonly MemoryRow[] = MEMORY_ROWS): LivingPlan {
  const entries: Entry[] = []
  const branches: Scenario[] = []
  const listeners = new Set<(changed: Changed) => void>()
  const cancelled = new Set<string>()
  const branch = (id: ScenarioId): Scenario | undefined => branches.find((scenario) => scenario.id === id)

  const entriesOf = (scenario: ScenarioId): Entry[] => {
    const parent = branch(scenario)
    const before = parent === undefined ? [] : entriesOf(parent.parent!).filter((e) => e.position <= parent.position)
    return [...before, ...entries.filter((entry) => entry.scenario === scenario)]
  }
  const standing = (all: readonly Entry[]): Entry[] => {
    const undone = new Set<number>()
    for (const entry of [...all].reverse())
      if (entry.undoes !== undefined && !undone.has(entry.position)) undone.add(entry.undoes)
    return all.filter((entry) => !undone.has(entry.position) && entry.undoes === undefined)
  }
  const valuesOf = (scenario: ScenarioId, intents: readonly Intent[] = []): number[][] => {
    const values = rows.map(({ months }) => [...months])
    const all = [...standing(entriesOf(scenario)).flatMap((entry) => entry.intents), ...intents]
    for (const intent of all) if (intent.kind === 'quantity') apply(rows, values, intent)
    return values
  }
  const epoch = (scenario: ScenarioId): Epoch => {
    const last = entriesOf(scenario).at(-1)?.position ?? 0
    return { scenario, numbers: last, settled: last }
  }
  const seenBy = (viewer: Access, place: Scope): boolean => viewer.scopes.some((scope) => inScope(scope, place))
  const total = (values: number[][], viewer: Access): number =>
    rows.reduce((sum, place, at) => sum + (seenBy(viewer, place) ? values[at]!.reduce((a, b) => a + b, 0) : 0), 0)
  const effect = (scenario: ScenarioId, before: number[][], after: number[][], viewer: Access): Effect => ({
    epoch: epoch(scenario),
    cells: after.flatMap((months, at) => months.filter((value, month) => value !== before[at]![month])).length,
    moved: [
      { measure: 'consensus', before: total(before, viewer), after: total(after, viewer), currency: '' },
      { measure: 'grossMargin', before: 0, after: 0, currency: 'USD' },
    ],
  })
  const tell = (changed: Changed): void => {
    for (const listener of listeners) listener(changed)
  }
  const shut = (own: Scenario, kind: 'dropped' | 'merged' | 'promoted', { actor }: Access): void => {
    const closed = { as: kind === 'dropped' ? kind : 'merged', position: entries.length } as const
    branches[branches.indexOf(own)] = { ...own, closed }
    tell({ kind, scenario: { ...own, closed }, by: actor })
  }

  const commit: LivingPlan['commit'] = async (scenario, draft, seen, viewer) => {
    const known = entries.find(({ key }) => key === draft.key)
    const before = valuesOf(scenario)
    if (known !== undefined) return { entry: known, numbers: effect(scenario, before, before, viewer) }
    const conflict = conflicting(entriesOf(scenario), draft, seen)
    if (conflict !== undefined) return refused('edit.conflict', { position: conflict.position })
    const entry = write(entries, scenario, draft)
    tell({ kind: 'numbers', epoch: epoch(scenario), entry })
    queueMicrotask(() => tell({ kind: 'settled', epoch: epoch(scenario), entry: null }))
    return { entry, numbers: effect(scenario, before, valuesOf(scenario), viewer) }
  }
  /** Entries after one that meet it. */
  const later = (scenario: ScenarioId, position: number): Entry[] => {
    const all = entriesOf(scenario)
    const target = all.find((entry) => entry.position === position)
    return all.filter((entry) => entry.position > position && target !== undefined && entriesMeet(entry, target))
  }

  return {
    commit: async (scenario, draft, ...rest) => {
      const again = draft.undoes === undefined ? 0 : later(scenario, draft.undoes).length
      if (again > 50) return refused('edit.undo_is_long', { position: draft.undoes!, again })
      return commit(scenario, draft, ...rest)
    },
    previewUndo: async (scenario, position) => {
      const again = later(scenario, position)
      return { epoch: epoch(scenario), again, impossible: again.slice(0, 1), cells: 12, long: again.length > 50 }
    },
    async undoBeside(scenario, draft, ...rest) {
      for (const applied of [0, 1, 2]) {
        if (cancelled.delete(draft.key)) return refused('job.cancelled', { job: 'undo', step: 'fold again' })
        tell({ kind: 'undoing', key: draft.key, applied, count: 2 })
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      return commit(scenario, draft, ...rest)
    },
    async cancelUndo(key) {
      cancelled.add(key)
    },
    epoch: async (scenario) => epoch(scenario),
    settled: async (scenario) => epoch(scenario),
    nextSteps: async (scenario, { actor }) => ({
      undo: standing(entriesOf(scenario)).findLast((entry) => entry.actor === actor)?.position ?? null,
      redo: null,
    }),
    staleProposals: async () => [],
    positionAt: async () => entries.length,
    freeze: async () => refused('plan.no_plan', {}),
    async followLive() {
      tell({ kind: 'numbers', epoch: epoch(MAIN), entry: null })
      return []
    },
    outline: async () => ({
      name: 'Memory',
      baseCurrency: 'USD',
      currencies: [{ code: 'USD', decimals: 2 }],
      countries: ['CL', 'PE'],
      planDay: MEMORY_MONTHS[0]!,
      horizon: { firstDay: MEMORY_MONTHS[0]!, lastDay: END - 1 },
      calendar: { weekStart: 1, fiscal: 'calendar', fiscalYear: 2027, fiscalYearStart: MEMORY_MONTHS[0]! },
      levels: {
        product: ['category', 'family', 'item'],
        location: ['country', 'location'],
        customer: ['country', 'channel', 'account', 'customer'],
      },
    }),
    suppliedParts: async () => ({}),
    preview: async (scenario, intents, viewer) =>
      effect(scenario, valuesOf(scenario), valuesOf(scenario, intents), viewer),
    scenarios: async () => branches.filter(({ closed }) => closed === null),
    async open(from, name, viewer) {
      const id = `scenario-${branches.length + 1}`
      const position = entries.length
      const openedAt = '2026-12-01T08:00:00.000Z'
      const scenario = { id, name, owner: viewer.actor, parent: from, position, openedAt, closed: null }
      branches.push(scenario)
      tell({ kind: 'opened', scenario, by: viewer.actor })
      return scenario
    },
    async merge(from, _choices, viewer) {
      const own = branch(from)!
      const before = valuesOf(own.parent!)
      for (const entry of entries.filter(({ scenario }) => scenario === from))
        write(entries, own.parent!, { ...entry, key: `${entry.key}-merged` })
      shut(own, own.parent === MAIN ? 'promoted' : 'merged', viewer)
      return effect(own.parent!, before, valuesOf(own.parent!), viewer)
    },
    async drop(scenario, viewer) {
      shut(branch(scenario)!, 'dropped', viewer)
      return null
    },
    query: async (query, viewer) => tableOf(rows, valuesOf(query.scenario), query, viewer, epoch(query.scenario)),
    nodes: async (_, tree, end, viewer) => {
      const ways = new Map<string, NodePath>()
      for (const place of rows.filter((one) => seenBy(viewer, one)))
        place[tree].forEach((_, depth) => {
          const way = place[tree].slice(0, depth + 1)
          if (end.every((name, at) => way.at(at - end.length) === name)) ways.set(way.join('/'), way)
        })
      return [...ways.values()]
    },
    search: async (_, text, limit, viewer) => {
      const found = new Map<string, FoundNode>()
      for (const place of rows.filter((one) => seenBy(viewer, one)))
        for (const tree of PLAN_TREES)
          place[tree].forEach((name, depth) => {
            const way = place[tree].slice(0, depth + 1)
            const node = { tree, way, label: name.toUpperCase(), level: String(depth + 1) }
            if (name.includes(text)) found.set(`${tree} ${way.join('/')}`, node)
          })
      return [...found.values()].slice(0, limit)
    },
    children: async (_, tree, at, scope, viewer) => {
      const leaves = new Map<string, Set<string>>()
      for (const place of rows)
        if (
          seenBy(viewer, place) &&
          inScope(scope, place) &&
          onTheWay(at, place[tree]) &&
          at.length < place[tree].length
        )
          leaves.set(
            place[tree][at.length]!,
            (leaves.get(place[tree][at.length]!) ?? new Set()).add(place[tree].join('/')),
          )
      return [...leaves].map(([name, { size }]) => ({
        ...{ name, label: name.toUpperCase(), level: String(at.length + 1), leaves: size },
        isLeaf: at.length === rows[0]![tree].length - 1,
      }))
    },
    range: async (_, scope) => ({
      rows: rows.filter((place) => inScope(scope, place)).length,
      measuredDays: 91,
      points: [
        {
          until: MEMORY_MONTHS[1]!,
          days: 31,
          baseline: 10_000,
          consensus: 11_000,
          apart: { low: 8_000, high: 12_000 },
          together: { low: 6_000, high: 14_000 },
        },
      ],
    }),
    records: async (_, { list, key }) => ({
      records: [{ ...key, list, validFrom: dayOf(2027, 1, 4) }],
      count: 1,
      choices: { product: ['oat-bar'] },
    }),
    why: async ({ scenario, scope }) => [
      {
        kind: 'baseline',
        name: 'baseline',
        value: rows.reduce((sum, place, at) => sum + (inScope(scope, place) ? valuesOf(scenario)[at]![0]! : 0), 0),
        unit: 'quantity',
      },
    ],
    history: async ({ scenario }) =>
      entriesOf(scenario).map(({ position, actor, at, reason }) => ({
        entry: { position, actor, at, reason },
        before: 0,
        after: 0,
      })),
    entries: async (scenario, after, limit) =>
      entriesOf(scenario)
        .filter(({ position }) => position > after)
        .slice(0, limit),
    commentEntries: async (scenario) => entriesOf(scenario),
    problems: async () => [shortage],
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {},
  }
}

function apply(rows: readonly MemoryRow[], values: number[][], intent: Extract<Intent, { kind: 'quantity' }>): void {
  const cells = rows.flatMap((place, at) =>
    inScope(intent.box, place)
      ? place.months.flatMap((_, month) => (inMonth(intent.box, month) ? [[at, month]] : []))
      : [],
  ) as [number, number][]
  cells.forEach(([at, month], index) => {
    if (intent.op === 'set') values[at]![month] = index === 0 ? intent.quantity : 0
    if (intent.op === 'add' && index === 0) values[at]![month]! += intent.quantity
    if (intent.op === 'scale') values[at]![month] = Math.round((values[at]![month]! * intent.factor) / 1e6)
    if (intent.op === 'fill') values[at]![month] = intent.quantity
  })
}

const boxesOf = (of: Draft): Box[] => of.intents.flatMap((intent) => (intent.kind === 'quantity' ? [intent.box] : []))

const boxesMeet = (a: Box, b: Box): boolean => (inScope(a, b) || inScope(b, a)) && a.from < b.until && b.from < a.until

const entriesMeet = (a: Draft, b: Draft): boolean =>
  boxesOf(a).some((theirs) => boxesOf(b).some((own) => boxesMeet(theirs, own)))

const conflicting = (entries: readonly Entry[], draft: Draft, seen: number): Entry | undefined =>
  entries.find((entry) => entry.position > seen && entry.actor !== draft.actor && entriesMeet(entry, draft))

function write(entries: Entry[], scenario: ScenarioId, draft: Draft): Entry {
  const position = entries.length + 1
  const digest = createHash('sha256').update(`${position}${draft.key}`).digest('hex')
  const entry = { ...draft, scenario, position, digest }
  entries.push(entry)
  return entry
}

function tableOf(
  rows: readonly MemoryRow[],
  values: number[][],
  { measures, by, scope, offset = 0, limit = 1000 }: Query,
  viewer: Access,
  epoch: Epoch,
): Table {
  const groups = new Map<string, { names: string[]; values: Partial<Record<TableMeasure, number[]>> }>()
  const totals: Partial<Record<TableMeasure, number[]>> = {}
  for (const measure of measures) totals[measure] = MEMORY_MONTHS.map(() => 0)
  rows.forEach((place, at) => {
    if (!viewer.scopes.some((own) => inScope(own, place)) || !inScope(scope, place)) return
    const names = by.map((dimension) => AT[dimension](place))
    const group = groups.get(names.join('/')) ?? { names, values: {} }
    groups.set(names.join('/'), group)
    for (const measure of measures)
      MEMORY_MONTHS.forEach((_, month) => {
        const value = measure === 'netSales' ? (values[at]![month]! / 1000) * place.price : values[at]![month]!
        group.values[measure] ??= MEMORY_MONTHS.map(() => 0)
        group.values[measure]![month]! += value
        totals[measure]![month]! += value
      })
  })
  const all = [...groups.values()]
  return {
    epoch,
    currency: 'USD',
    periods: MEMORY_MONTHS.map((firstDay, at) => ({ firstDay, days: (MEMORY_MONTHS[at + 1] ?? END) - firstDay })),
    rows: all.slice(offset, offset + limit),
    rowCount: all.length,
    totals,
  }
}

const refused = (code: string, values: Record<string, string | number>): Refused => ({ refused: { code, values } })

const shortage: Problem = {
  id: 'shortage/oat-bar/lima',
  kind: 'shortage',
  place: { product: 'oat-bar', location: 'lima', customer: '', reference: '' },
  firstDay: dayOf(2027, 1, 8),
  durationDays: 5,
  size: 12_000,
  value: 61_000,
  currency: 'USD',
  why: { code: 'problem.shortage', values: {} },
  rootCause: 'shortage/oat-bar/lima',
  evidence: [],
}
