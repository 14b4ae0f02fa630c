/** The rows of a table on one plan for one viewer, worked out once for as long as the plan has these rows. */

import type { RowKeys } from '../../../core/demand/row-index.js'
import type { SoldHistory } from '../../../core/demand/sold-history.js'
import type { Access } from '../../../core/edit/access.js'
import type { SalesFacts } from '../../../core/network/facts.js'
import type { Hierarchy } from '../../../core/plan/hierarchy.js'
import type { SupplyPlan } from '../../../core/supply/supply-state.js'
import { DEPTH_OF, type ProfitSource, type Values } from '../../../finance/profit-nodes.js'
import { cubePlaces, fixedPlaces } from '../../../finance/profit-places.js'
import type { PlanSnapshot } from '../../versions/plan-snapshot.js'
import type { Query, QueryDimension } from '../living-plan.js'
import type { Viewer } from '../viewer.js'
import { Recent } from './recent.js'
import { groupByNames, type Members, type NamedThings, type RowGroups } from './row-groups.js'
import { GROUNDS, type Ground, groundOf, isMoney } from './table-measures.js'

export type Asked = Pick<PlanSnapshot, 'company' | 'plan' | 'money'> &
  Pick<ProfitSource, 'tree'> & {
    readonly facts: { readonly sales: SalesFacts }
    /** Says that the numbers of the same plan are others; without it nothing of them is kept. */
    readonly revision?: number
  }

export interface TableRows {
  readonly key: string
  readonly groups: RowGroups
  /** Rows of the plan, or of what was sold, in each group; null where no measure of the ground is asked for. */
  readonly members: Readonly<Record<Ground, Members | null>>
}

/** Positions that are kept for each plan's rows. */
const KEPT_MOST = 16_000_000
const SIZE_LEAST = 1000
/** Columns as long as all the members, beside one for each dimension. */
const COLUMNS_BESIDE = 4

interface Kept {
  readonly rows: TableRows
  /** What else it was made from. */
  readonly from: readonly unknown[]
}

// By the rows of a plan, which its scenarios have in common: they stay, whatever people do to the numbers.
const memories = new WeakMap<SupplyPlan['rows'], Recent<Kept>>()

export function rowsOfTable(
  asked: Asked,
  query: Query,
  access: Access,
  viewer: Viewer,
  sold: SoldHistory | null,
): TableRows {
  const { plan, company, money } = asked
  const ofMoney = query.measures.some(isMoney)
  const fixed = ofMoney ? fixedNames(asked, query, viewer) : []
  const grounds = groundsOf(query)
  const key = JSON.stringify([query.by, query.scope, access.scopes, grounds, ofMoney, fixed])
  const from = [plan.product, plan.location, plan.customer, company.locations, ofMoney ? money.cube : null, sold]
  let memory = memories.get(plan.rows)
  if (memory === undefined) {
    memory = new Recent(KEPT_MOST)
    memories.set(plan.rows, memory)
  }
  const found = memory.get(key)
  if (found?.from.every((each, at) => each === from[at])) return found.rows
  const rows = groupRows(asked, query, viewer, sold, key, fixed)
  const positions = rows.groups.members.reduce((sum, members) => sum + members.rows.length, SIZE_LEAST)
  memory.keep(key, { rows, from }, positions * (query.by.length + COLUMNS_BESIDE))
  return rows
}

const groundsOf = ({ measures }: Query): Ground[] => {
  const grounds = measures.flatMap((measure) => (isMoney(measure) ? [] : [groundOf(measure)]))
  return GROUNDS.filter((ground) => grounds.includes(ground))
}

function groupRows(
  asked: Asked,
  query: Query,
  viewer: Viewer,
  sold: SoldHistory | null,
  key: string,
  fixed: readonly (readonly string[])[],
): TableRows {
  const { plan } = asked
  const { by } = query
  const grounds = groundsOf(query)
  const rowsOf = (ground: Ground): RowKeys => (ground === 'sold' ? sold!.rows : plan.rows[ground])
  const seen = grounds.map((ground) => rowsSeen(rowsOf(ground), ground, viewer))
  const kinds = grounds.map((ground, at) => namedRows(plan, by, ground, rowsOf(ground), seen[at]!))
  if (query.measures.some(isMoney)) kinds.push(namedPlaces([...cubeNames(asked, by, viewer), ...fixed], by.length))
  const groups = groupByNames(by.length, kinds)
  const membersOf = (ground: Ground): Members | null => {
    const at = grounds.indexOf(ground)
    if (at < 0) return null
    const { rows, start } = groups.members[at]!
    return { rows: rows.map((position) => seen[at]![position]!), start }
  }
  return { key, groups, members: { demand: membersOf('demand'), stock: membersOf('stock'), sold: membersOf('sold') } }
}

function rowsSeen({ count, item, location, customer }: RowKeys, ground: Ground, viewer: Viewer): Int32Array {
  const { everything, sees } = viewer
  const isSeen =
    ground === 'stock' ? sees.stock : (row: number) => sees.place(item[row]!, location[row]!, customer[row]!)
  const rows = new Int32Array(count)
  let found = 0
  for (let row = 0; row < count; row++) if (everything || isSeen(row)) rows[found++] = row
  return rows.slice(0, found)
}

function namedRows(
  plan: SupplyPlan,
  by: readonly QueryDimension[],
  ground: Ground,
  rows: RowKeys,
  seen: Int32Array,
): NamedThings {
  const dimensions = by.map((dimension) => {
    const [tree, leaves] = columnOf(plan, dimension, ground, rows)
    const { names, code } = namesOfLeaves(tree, dimension)
    return { names, code: seen.map((row) => code[leaves[row]!]!) }
  })
  return { count: seen.length, dimensions }
}

function columnOf(
  plan: SupplyPlan,
  dimension: QueryDimension,
  ground: Ground,
  rows: RowKeys,
): readonly [Hierarchy, Int32Array] {
  if (dimension === 'category' || dimension === 'family' || dimension === 'item') return [plan.product, rows.item]
  if (dimension === 'location' || (dimension === 'country' && ground === 'stock')) return [plan.location, rows.location]
  return [plan.customer, rows.customer]
}

/** Names on one level of a tree, and which of them each leaf has. */
function namesOfLeaves(tree: Hierarchy, level: string) {
  const depth = tree.levels.indexOf(level)
  const codes = new Map<string, number>()
  const code = tree.leafNode.map((leaf) => {
    let node = leaf
    while (tree.level[node]! > depth) node = tree.parent[node]!
    return codeOf(codes, tree.id[node]!)
  })
  return { names: [...codes.keys()], code }
}

function codeOf(codes: Map<string, number>, name: string): number {
  let code = codes.get(name)
  if (code === undefined) {
    code = codes.size
    codes.set(name, code)
  }
  return code
}

function namedPlaces(places: readonly (readonly string[])[], dimensionCount: number): NamedThings {
  const dimensions = Array.from({ length: dimensionCount }, (_, at) => {
    const codes = new Map<string, number>()
    const code = Int32Array.from(places, (names) => codeOf(codes, names[at]!))
    return { names: [...codes.keys()], code }
  })
  return { count: places.length, dimensions }
}

const cubeNames = (asked: Asked, by: readonly QueryDimension[], viewer: Viewer): string[][] =>
  namesSeen(cubePlaces(asked, depthOf(by, viewer)), by, viewer)

/** Few, and others after every settling: their names alone say whether the table has other rows now. */
function fixedNames(asked: Asked, { by }: Query, viewer: Viewer): string[][] {
  const names = namesSeen(fixedPlaces(asked, depthOf(by, viewer)), by, viewer)
  return [...new Map(names.map((each) => [each.join('\u0001'), each])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => each)
}

const depthOf = (by: readonly QueryDimension[], { everything, depth }: Viewer): number =>
  Math.max(everything ? 0 : depth, ...by.map((dimension) => DEPTH_OF[dimension]))

const namesSeen = (places: readonly Values[], by: readonly QueryDimension[], viewer: Viewer): string[][] =>
  places
    .filter((values) => viewer.everything || viewer.sees.money(values))
    .map((values) => by.map((dimension) => values[dimension] ?? ''))
