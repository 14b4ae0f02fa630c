/**
 * Edits of a living plan, and everything that follows from them: `node dist/bench/living-benchmark.js <size> <workers>`
 * prints one line of JSON. Every edit is settled before the next one, and a company's P&L by month is read in between.
 */
import { MEASURE_GROUPS, VERBS } from '../core/edit/access.js'
import { type Box, EVERYWHERE, type Scope } from '../core/edit/box.js'
import { type Entry, MAIN } from '../core/edit/intent.js'
import { allocateShared } from '../core/plan/plan.js'
import { openCrew } from '../engine/crew.js'
import { LivingBranch } from '../processes/living/living-branch.js'
import type { Query } from '../processes/living/living-plan.js'
import { readTable } from '../processes/living/plan-table.js'
import { measure } from './measurement.js'
import { syntheticInput } from './synthetic-input.js'
import { type SizeName, SYNTHETIC_SIZES } from './synthetic-plan.js'

/** Seconds of one kind of edit; `numbers` includes reading the P&L. */
export interface EditTimes {
  readonly kind: string
  readonly rows: number
  readonly edits: number
  readonly apply: Spread
  readonly read: Spread
  readonly numbers: Spread
  readonly settled: Spread
  readonly undo: Spread
  /** CPU time of all threads: on a busy machine it says more than the clock. */
  readonly numbersCpu: Spread
  readonly settledCpu: Spread
}

export interface Spread {
  readonly best: number
  readonly p50: number
  readonly p95: number
}

export interface LivingBenchmark {
  readonly size: string
  readonly demandRows: number
  readonly stockRows: number
  readonly buckets: number
  readonly openSeconds: number
  readonly kinds: readonly EditTimes[]
  readonly peakGigabytes: number
  /** A second plan in arrays of its own, on the same threads. */
  readonly cloneSeconds: number
  readonly clonePeakGigabytes: number
}

/** An edit is done so many times, unless the kind has taken longer than this already. */
const EDITS = { leaf: 40, 'family-month': 40, 'country-month': 40, 'country-28-days': 20 }
type Kind = keyof typeof EDITS
const KIND_SECONDS = 90
const EDITS_LEAST = 3

const VIEWER = { actor: 'bench', scopes: [EVERYWHERE], measures: new Set(MEASURE_GROUPS), may: new Set(VERBS) }
const COMPANY_BY_MONTH: Query = {
  scenario: MAIN,
  measures: ['netSales', 'standardCost', 'grossMargin'],
  by: [],
  period: 'month',
  scope: EVERYWHERE,
}

export async function benchmarkLiving(
  name: SizeName,
  workers: number,
  kinds: readonly Kind[],
): Promise<LivingBenchmark> {
  const crew = openCrew(workers)
  const runner = crew.runner()
  try {
    const input = await syntheticInput(SYNTHETIC_SIZES[name], runner)
    const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
    let branch: LivingBranch | undefined
    const open = await measure('open', async () => {
      branch = await LivingBranch.open(input, { runner, allocate: allocateShared, pause })
    })
    const taken: EditTimes[] = []
    for (const kind of kinds) taken.push(await timesOf(branch!, kind))
    const alone = await measure('alone', () => undefined)
    const clone = await measure('clone', () =>
      branch!.state.clone({ runner: crew.runner(), allocate: allocateShared, pause }),
    )
    const { rows, horizon } = input.plan
    return {
      size: name,
      demandRows: rows.demand.count,
      stockRows: rows.stock.count,
      buckets: horizon.count,
      openSeconds: open.seconds,
      kinds: taken,
      peakGigabytes: alone.peakGigabytes,
      cloneSeconds: clone.seconds,
      clonePeakGigabytes: clone.peakGigabytes,
    }
  } finally {
    await crew.close()
  }
}

async function timesOf(branch: LivingBranch, kind: Kind): Promise<EditTimes> {
  const apply: number[] = []
  const read: number[] = []
  const settled: number[] = []
  const undo: number[] = []
  const numbersCpu: number[] = []
  const settledCpu: number[] = []
  const start = performance.now()
  let rows = 0
  for (let edit = 0; edit <= EDITS[kind]; edit++) {
    if (edit > EDITS_LEAST && performance.now() - start > KIND_SECONDS * 1000) break
    const box = boxOf(branch, kind, edit)
    const one = await timesOfEntry(branch, { intents: [scaled(box, edit)] })
    const back = await timesOfEntry(branch, { intents: [], undoes: branch.numbers })
    // The first of a kind warms caches and code.
    if (edit === 0) continue
    rows = one.rows
    apply.push(one.apply)
    read.push(one.read)
    settled.push(one.settled)
    undo.push(back.apply)
    numbersCpu.push(one.numbersCpu)
    settledCpu.push(one.settledCpu)
  }
  const numbers = apply.map((seconds, at) => seconds + read[at]!)
  return {
    kind,
    rows,
    edits: apply.length,
    apply: spreadOf(apply),
    read: spreadOf(read),
    numbers: spreadOf(numbers),
    settled: spreadOf(settled),
    undo: spreadOf(undo),
    numbersCpu: spreadOf(numbersCpu),
    settledCpu: spreadOf(settledCpu),
  }
}

async function timesOfEntry(branch: LivingBranch, of: Pick<Entry, 'intents' | 'undoes'>) {
  const entry: Entry = {
    key: String(branch.numbers + 1),
    actor: 'bench',
    at: '2026-09-21T06:00:00Z',
    reason: { code: 'bench', note: '' },
    scenario: MAIN,
    position: branch.numbers + 1,
    digest: '',
    ...of,
  }
  let rows = 0
  const start = cpuSeconds()
  const apply = await measure('apply', async () => {
    rows = (await branch.apply(entry)).rows.length
  })
  const read = await measure('read', () =>
    readTable(branch.state.snapshot(), COMPANY_BY_MONTH, VIEWER, { scenario: MAIN, numbers: 0, settled: 0 }),
  )
  const numbersCpu = cpuSeconds() - start
  const settled = await measure('settle', () => branch.settle())
  const settledCpu = cpuSeconds() - start
  const seconds = { apply: apply.seconds, read: read.seconds, settled: apply.seconds + settled.seconds }
  return { rows, ...seconds, numbersCpu, settledCpu }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const scaled = (box: Box, edit: number) =>
  ({
    kind: 'quantity',
    op: 'scale',
    factor: edit % 2 === 0 ? 1_060_000 : 950_000,
    box,
    layer: 'sales',
    profile: 'current',
    inPacks: false,
  }) as const

/** Another place for every edit: a leaf, a family, a country. */
function boxOf({ state }: LivingBranch, kind: Kind, edit: number): Box {
  const { horizon } = state.plan
  const { products, locations, customers, settings } = state.company
  const country: Scope = { ...EVERYWHERE, location: [settings.countries[edit % settings.countries.length]!] }
  const days = { from: horizon.planDay, until: horizon.planDay + 28 }
  if (kind === 'country-28-days') return { ...country, ...days }
  if (kind === 'country-month') return { ...country, ...monthOf(horizon, 2 + (edit % 12)) }
  const product = products[(edit * 977) % products.length]!
  if (kind === 'family-month')
    return { ...EVERYWHERE, product: [product.category, product.family], ...monthOf(horizon, edit % 16) }
  const row = (edit * 7919) % state.plan.rows.demand.count
  const { item, location, customer } = state.plan.rows.demand
  const { id, category, family } = products[item[row]!]!
  const place = locations[location[row]!]!
  const buyer = customers[customer[row]!]!
  const account = customers.find((one) => one.id === buyer.parent) ?? buyer
  return {
    product: [category, family, id],
    location: [place.country, place.id],
    customer: [account.country, account.channel ?? '', account.id, buyer.id],
    ...monthOf(horizon, edit % 16),
  }
}

/** The days of a month of the horizon, counted from its first. */
function monthOf({ month, firstDay, days }: LivingBranch['state']['plan']['horizon'], at: number) {
  const first = month.indexOf(at)
  const last = month.lastIndexOf(at)
  return { from: firstDay[first]!, until: firstDay[last]! + days[last]! }
}

function spreadOf(seconds: readonly number[]): Spread {
  const sorted = Float64Array.from(seconds).sort()
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
  return { best: sorted[0]!, p50: at(0.5), p95: at(0.95) }
}

if (process.argv[1]?.endsWith('living-benchmark.js')) {
  const [size = 'tenThousand', workers = '2', ...kinds] = process.argv.slice(2)
  const all = Object.keys(EDITS) as Kind[]
  const wanted = kinds.length === 0 ? all : all.filter((kind) => kinds.includes(kind))
  console.log(JSON.stringify(await benchmarkLiving(size as SizeName, Number(workers), wanted)))
}
