/**
 * The rows of a table in their order, without a number in them: which rows of the plan belong to each. It hangs on the
 * rows of the plan, on what is asked and on what the asker sees, so it is worked out once for all pages.
 */

/** Things to be grouped by one name per dimension: `names[code[dimension][thing]]`. */
export interface NamedThings {
  readonly count: number
  readonly dimensions: readonly { readonly names: readonly string[]; readonly code: Int32Array }[]
}

/** Rows of group g: rows[start[g] … start[g + 1]), ascending. */
export interface Members {
  readonly rows: Int32Array
  readonly start: Int32Array
}

export interface RowGroups {
  readonly count: number
  readonly names: (group: number) => string[]
  /** Members of each of the kinds of things, by position among those that were given. */
  readonly members: readonly Members[]
  /** Groups of which a name is ''. */
  readonly nameless: Int32Array
}

/** Groups in the order of their names, dimension by dimension; things of different kinds with the same names are one group. */
export function groupByNames(dimensionCount: number, kinds: readonly NamedThings[]): RowGroups {
  const count = kinds.reduce((sum, kind) => sum + kind.count, 0)
  const ranked = Array.from({ length: dimensionCount }, (_, at) => rankNames(kinds, at, count))
  let order = Int32Array.from({ length: count }, (_, thing) => thing)
  for (let at = ranked.length - 1; at >= 0; at--) order = sortBy(order, ranked[at]!.rank, ranked[at]!.names.length)
  const first = firstOfGroups(order, ranked)
  const names = (group: number): string[] =>
    ranked.map(({ names: texts, rank }) => texts[rank[order[first[group]!]!]!]!)
  const nameless: number[] = []
  const mayBeNameless = ranked.some(({ names: texts }) => texts.includes(''))
  for (let group = 0; mayBeNameless && group < first.length; group++)
    if (names(group).includes('')) nameless.push(group)
  return { count: first.length, names, members: membersOf(order, first, kinds), nameless: Int32Array.from(nameless) }
}

/** The group with these names, or −1. */
export function findGroup({ count, names }: RowGroups, wanted: readonly string[]): number {
  let low = 0
  let high = count - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const order = compareNames(names(middle), wanted)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

function compareNames(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((name, dimension) => name !== b[dimension])
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1
}

/** Order of the names of one dimension, and the rank of each thing's. Names end before what they are the beginning of. */
function rankNames(kinds: readonly NamedThings[], at: number, count: number) {
  const names = [...new Set(kinds.flatMap(({ dimensions }) => dimensions[at]!.names))].sort((a, b) =>
    a < b ? -1 : a > b ? 1 : 0,
  )
  const rankOf = new Map(names.map((name, rank) => [name, rank]))
  const rank = new Int32Array(count)
  let thing = 0
  for (const { dimensions, count: things } of kinds) {
    const { names: own, code } = dimensions[at]!
    const ranks = Int32Array.from(own, (name) => rankOf.get(name)!)
    for (let each = 0; each < things; each++) rank[thing++] = ranks[code[each]!]!
  }
  return { names, rank }
}

/** By counting: what has the same rank stays in its order. */
function sortBy(order: Int32Array, rank: Int32Array, ranks: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(ranks + 1)
  for (const thing of order) next[rank[thing]! + 1]! += 1
  for (let at = 0; at < ranks; at++) next[at + 1]! += next[at]!
  const sorted = new Int32Array(order.length)
  for (const thing of order) sorted[next[rank[thing]!]!++] = thing
  return sorted
}

/** Where in the order each group begins. */
function firstOfGroups(order: Int32Array, ranked: readonly { readonly rank: Int32Array }[]): Int32Array {
  const first = new Int32Array(order.length)
  let count = 0
  for (let at = 0; at < order.length; at++)
    if (at === 0 || ranked.some(({ rank }) => rank[order[at]!] !== rank[order[at - 1]!])) first[count++] = at
  return first.slice(0, count)
}

function membersOf(order: Int32Array, first: Int32Array, kinds: readonly NamedThings[]): Members[] {
  let from = 0
  return kinds.map(({ count }) => {
    const end = from + count
    const rows = new Int32Array(count)
    const start = new Int32Array(first.length + 1)
    let placed = 0
    for (let group = 0; group < first.length; group++) {
      for (let at = first[group]!; at < (first[group + 1] ?? order.length); at++) {
        const thing = order[at]!
        if (thing >= from && thing < end) rows[placed++] = thing - from
      }
      start[group + 1] = placed
    }
    from = end
    return { rows, start }
  })
}
