/**
 * The list of problems of a synthetic plan from nothing, and followed through edits:
 * `node dist/bench/problems-benchmark.js <size>` prints one line of JSON. The supply steps run between edits and are not
 * counted: what is measured is the reading of the list after them.
 */
import { ALL_BUCKETS, type Dirty, type StepName } from '../core/plan/step.js'
import { inlineRunner } from '../engine/inline-runner.js'
import type { ExceptionInput } from '../processes/exceptions/exception-input.js'
import { openProblemBook, type ProblemBook } from '../processes/exceptions/problem-book.js'
import { measure } from './measurement.js'
import type { SizeName } from './synthetic-plan.js'
import { planTroubled } from './troubled-plan.js'

/** Edits of one kind: demand rows touched, stock rows that moved, and seconds to read the list again. */
export interface FollowedEdits {
  readonly kind: string
  readonly demandRows: number
  readonly stockRows: number
  readonly edits: number
  readonly best: number
  readonly p50: number
  readonly p95: number
}

export interface ProblemsBenchmark {
  readonly size: string
  readonly demandRows: number
  readonly stockRows: number
  readonly problems: Readonly<Record<string, number>>
  /** From nothing, at first and once the code is warm. */
  readonly openSeconds: readonly number[]
  readonly follow: readonly FollowedEdits[]
  /** What the book keeps beside the plan, and the process's high-water marks before and after the first opening. */
  readonly keptGigabytes: number
  readonly peakGigabytes: readonly number[]
}

const EDITS = { leaf: 40, 'family-month': 40, 'country-month': 10 } as const
type Kind = keyof typeof EDITS
const OPENINGS = 3
const STEPS: readonly StepName[] = ['net', 'capacity', 'constrain', 'value', 'roll up']
const FAMILY_ITEMS = 7
/** Of the places, as one country of five. */
const COUNTRY_SHARE = 5
/** A month beyond the days. */
const BUCKETS = { from: 29, until: 34 }

export async function benchmarkProblems(name: SizeName): Promise<ProblemsBenchmark> {
  const runner = inlineRunner()
  const input = await planTroubled(name, runner)
  const before = await measure('plan', () => undefined)
  const kept = memoryInUse()
  let book: ProblemBook | undefined
  const openings: number[] = []
  for (let opening = 0; opening < OPENINGS; opening++)
    openings.push((await measure('open', () => (book = openProblemBook(input)))).seconds)
  const keptGigabytes = memoryInUse() - kept
  const after = await measure('open', () => undefined)
  const problems: Record<string, number> = {}
  for (const { kind } of book!.problems) problems[kind] = (problems[kind] ?? 0) + 1
  const follow: FollowedEdits[] = []
  for (const kind of Object.keys(EDITS) as Kind[]) follow.push(await followEdits(book!, input, runner, kind))
  return {
    size: name,
    demandRows: input.plan.rows.demand.count,
    stockRows: input.plan.rows.stock.count,
    problems,
    openSeconds: openings,
    follow,
    keptGigabytes,
    peakGigabytes: [before.peakGigabytes, after.peakGigabytes],
  }
}

/** Heap and buffers, after a collection where the process allows to ask for one. */
function memoryInUse(): number {
  ;(globalThis as { gc?: () => void }).gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e9
}

async function followEdits(
  book: ProblemBook,
  input: ExceptionInput,
  runner: ReturnType<typeof inlineRunner>,
  kind: Kind,
): Promise<FollowedEdits> {
  const seconds: number[] = []
  let rows: Int32Array = new Int32Array(0)
  let stockRows = 0
  for (let edit = 0; edit < EDITS[kind]; edit++) {
    rows = rowsOf(input, kind, edit)
    let dirty: Dirty = { demand: rows, stock: new Int32Array(0), ...ALL_BUCKETS }
    scale(input, rows, edit % 2 === 0 ? 1.06 : 0.95)
    for (const step of STEPS) dirty = { ...dirty, ...(await runner.run(step, dirty)) }
    const { stock } = dirty
    stockRows = stock === 'all' ? input.plan.rows.stock.count : stock.length
    // Other money objects each time, as a settling gives.
    const settled = { ...input, money: { ...input.money } }
    seconds.push((await measure(kind, () => book.update(settled, dirty))).seconds)
  }
  seconds.sort((a, b) => a - b)
  const at = (share: number): number => seconds[Math.min(seconds.length - 1, Math.floor(seconds.length * share))]!
  return { kind, demandRows: rows.length, stockRows, edits: seconds.length, best: at(0), p50: at(0.5), p95: at(0.95) }
}

/** A row, a family at two thirds of its places, or every item at a fifth of all places. */
function rowsOf({ plan }: ExceptionInput, kind: Kind, edit: number): Int32Array {
  const { item, location, count } = plan.rows.demand
  const last = item[count - 1]! + 1
  if (kind === 'leaf') return Int32Array.of(Math.floor((edit * 7919 * count) / 104_729) % count)
  if (kind === 'country-month')
    return Int32Array.from(item.keys()).filter((row) => location[row]! % COUNTRY_SHARE === edit % COUNTRY_SHARE)
  const first = (edit * 997 * FAMILY_ITEMS) % last
  return Int32Array.from(item.keys()).filter(
    (row) => item[row]! >= first && item[row]! < first + FAMILY_ITEMS && location[row]! % 3 > 0,
  )
}

function scale({ plan }: ExceptionInput, rows: Int32Array, factor: number): void {
  const { consensus } = plan.columns
  for (const row of rows)
    for (let bucket = BUCKETS.from; bucket < BUCKETS.until; bucket++) {
      const cell = row * plan.horizon.count + bucket
      consensus[cell] = Math.round(consensus[cell]! * factor)
    }
}

if (process.argv[1]?.endsWith('problems-benchmark.js')) {
  const [size = 'tenThousand'] = process.argv.slice(2)
  console.log(JSON.stringify(await benchmarkProblems(size as SizeName)))
}
