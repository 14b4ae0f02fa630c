/**
 * What is sold where so much is expected, in whole units. Items that sell 0, 1, 2 a period have no errors of one shape: the
 * distribution of what was sold is read off the rehearsal itself, where the forecast was about as large and the series
 * about as restless for its size (nearest neighbours, Stone 1977; by class, as in Mondrian conformal prediction, Vovk et
 * al. 2005). No law is assumed: no Poisson, no negative binomial.
 */

/** What was expected of a period, or of the first periods together, and what was sold. */
export interface CountCell {
  /** Steps ahead, from 0; of a sum the last one. */
  readonly step: number
  readonly mean: number
  /** Restlessness of the series for its size, as known at the origin (`restlessFor`). */
  readonly restless: number
  readonly sold: number
}

/** What was sold, by node of the forecast and class of restlessness, at [node * CLASSES + class]. */
export interface CountTable {
  /** Restlessness in the middle of the class. */
  readonly restless: Float64Array
  /** By level; rounded only where they are read. */
  readonly quantiles: readonly Float64Array[]
}

/** By third of the horizon. Data only. */
export type CountTables = readonly CountTable[]

/** Beyond it a unit is less than a thousandth, and nothing is gained by counting. */
export const COUNT_MEAN_MAX = 1000
/** Fewer cells say nothing about a distribution. */
const CELLS_MIN = 500
const NEAREST_PER_CLASS = 300
export const CLASSES = 5
const GROUPS = 3
/** Nodes lie at means of RATIO^n − 1. */
const RATIO = 1.5

const sizeOf = (mean: number): number => Math.max(0, mean) + 1
const positionOf = (mean: number): number => Math.log(sizeOf(mean)) / Math.log(RATIO)
/** As far as all steps together may reach. */
const nodesFor = (horizon: number): number => 2 + Math.floor(positionOf(COUNT_MEAN_MAX * horizon))
const groupOf = (step: number, horizon: number): number => Math.floor((step * Math.min(GROUPS, horizon)) / horizon)

/** Mean step against the forecast of one period, a unit more of each. */
export const restlessFor = (meanStep: number, periodMean: number): number => (meanStep + 1) / sizeOf(periodMean)

/** Of cells in order (`byMean`). Null where too few say anything of the first steps; later ones that are not known take what is known before. */
export function fitCountTables(
  ordered: readonly CountCell[],
  horizon: number,
  levels: readonly number[],
  cellsMin = CELLS_MIN,
): CountTables | null {
  const tables: CountTable[] = []
  for (let group = 0; group < Math.min(GROUPS, horizon); group++) {
    const own = ordered.filter(({ step }) => groupOf(step, horizon) === group)
    const known = own.length >= cellsMin ? tableOf(own, nodesFor(horizon), levels) : tables.at(-1)
    if (known === undefined) return null
    tables.push(known)
  }
  return tables
}

export const byMean = (a: CountCell, b: CountCell): number => a.mean - b.mean

function tableOf(ordered: readonly CountCell[], nodes: number, levels: readonly number[]): CountTable {
  const table = {
    restless: new Float64Array(nodes * CLASSES),
    quantiles: levels.map(() => new Float64Array(nodes * CLASSES)),
  }
  const positions = ordered.map(({ mean }) => positionOf(mean))
  const width = Math.min(NEAREST_PER_CLASS * CLASSES, ordered.length)
  let first = 0
  let near: CountCell[] = []
  for (let node = 0; node < nodes; node++) {
    const before = first
    while (first + width < ordered.length && node - positions[first]! > positions[first + width]! - node) first += 1
    if (node === 0 || first > before)
      near = withEquals(ordered, first, first + width, ({ mean }) => mean).sort((a, b) => a.restless - b.restless)
    for (let at = 0; at < CLASSES; at++) {
      const [from, end] = [at, at + 1].map((edge) => Math.floor((edge * near.length) / CLASSES)) as [number, number]
      fillClass(
        table,
        node * CLASSES + at,
        withEquals(near, from, end, ({ restless }) => restless),
        levels,
      )
    }
  }
  return table
}

/** Those from `from` to `end` in order, and all that equal the outermost: which of equals come first says nothing. */
function withEquals(
  ordered: readonly CountCell[],
  from: number,
  end: number,
  keyOf: (cell: CountCell) => number,
): CountCell[] {
  let [first, last] = [from, end - 1]
  while (first > 0 && keyOf(ordered[first - 1]!) === keyOf(ordered[from]!)) first -= 1
  while (last < ordered.length - 1 && keyOf(ordered[last + 1]!) === keyOf(ordered[end - 1]!)) last += 1
  return ordered.slice(first, last + 1)
}

function fillClass(
  { restless, quantiles }: CountTable,
  at: number,
  alike: readonly CountCell[],
  levels: readonly number[],
): void {
  restless[at] = alike[alike.length >> 1]!.restless
  const size = RATIO ** Math.floor(at / CLASSES)
  const ascending = Float64Array.from(alike, ({ mean, sold }) => (sold * size) / sizeOf(mean)).sort()
  levels.forEach((level, of) => {
    // Where more is expected not less is sold.
    const before = quantiles[of]![at - CLASSES] ?? 0
    quantiles[of]![at] = Math.max(before, quantileOf(ascending, level))
  })
}

/** The least that so large a share of draws like these does not pass: the ⌈(n + 1) · level⌉-th smallest. */
function quantileOf(ascending: Float64Array, level: number): number {
  return ascending[Math.min(ascending.length, Math.ceil((ascending.length + 1) * level)) - 1]!
}

/**
 * Writes whole counts by level into `out[level][step]`, where `mean` is the forecast of a step or of the sum of the steps up
 * to it.
 */
export function writeCountQuantiles(
  tables: CountTables,
  horizon: number,
  { step, mean, restless }: Omit<CountCell, 'sold'>,
  out: readonly Float64Array[],
): void {
  const { restless: classes, quantiles } = tables[groupOf(step, horizon)]!
  const last = nodesFor(horizon) - 1
  const position = Math.min(last, positionOf(mean))
  const node = Math.min(last - 1, Math.floor(position))
  const lower = placeIn(classes, node, restless)
  const upper = placeIn(classes, node + 1, restless)
  for (let level = 0; level < out.length; level++) {
    const below = between(quantiles[level]!, lower)
    const above = between(quantiles[level]!, upper)
    out[level]![step] = Math.round(below + (position - node) * (above - below))
  }
}

/** Where a restlessness lies among the classes of a node: how far it is from `Math.floor` of it to the next. */
function placeIn(restless: Float64Array, node: number, own: number): number {
  const first = node * CLASSES
  const last = first + CLASSES - 1
  let to = first
  while (to < last && restless[to]! < own) to += 1
  if (to === first || restless[to]! <= own) return to
  return to - (restless[to]! - own) / (restless[to]! - restless[to - 1]!)
}

function between(values: Float64Array, place: number): number {
  const from = Math.floor(place)
  return from === place ? values[from]! : values[from]! + (place - from) * (values[from + 1]! - values[from]!)
}
