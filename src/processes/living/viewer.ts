import type { Access, MeasureGroup } from '../../core/edit/access.js'
import { type NodePath, nodeAt, type Scope } from '../../core/edit/box.js'
import type { Company } from '../../core/network/company.js'
import type { Hierarchy } from '../../core/plan/hierarchy.js'
import type { Plan } from '../../core/plan/plan.js'
import type { Values } from '../../finance/profit-nodes.js'
import type { TableMeasure } from './living-plan.js'
import { isMove } from './table/table-measures.js'

/** A scope on one plan: ranges of leaves, ends not included. */
interface Part {
  readonly product: readonly [number, number]
  readonly location: readonly [number, number]
  readonly customer: readonly [number, number]
  readonly everyCustomer: boolean
}

/** What of a plan somebody sees: the union of their scopes, cut to what they ask about. */
export interface Viewer {
  readonly sees: {
    demand(row: number): boolean
    /** A place by leaves, whether or not anything is planned there. */
    place(item: number, location: number, customer: number): boolean
    stock(row: number): boolean
    /** Money at a place of the P&L; `depth` says how far down the places must be told apart. */
    money(values: Values): boolean
  }
  readonly everything: boolean
  /** Deepest level of the P&L's fixed order (account, family, location, row) that the scopes speak of: 0 to 3. */
  readonly depth: number
}

type Seen = Pick<Plan, 'product' | 'location' | 'customer' | 'rows'>

/**
 * Stock is nobody's customer's: with a scope that names customers somebody sees the stock of those customers' own places
 * only. A scope that names nothing the plan knows sees nothing.
 */
export function viewerOf(plan: Seen, company: Pick<Company, 'locations'>, access: Access, asked: Scope): Viewer {
  const parts = access.scopes.flatMap((scope) => partOf(plan, scope))
  const within = partOf(plan, asked)
  const { demand, stock } = plan.rows
  const owner = ownersOf(plan, company)
  const seen = (test: (part: Part) => boolean): boolean => within.some(test) && parts.some(test)
  const place = (item: number, location: number, customer: number): boolean =>
    seen((part) => inside(part.product, item) && inside(part.location, location) && inside(part.customer, customer))
  const sees = {
    place,
    demand: (row: number): boolean => place(demand.item[row]!, demand.location[row]!, demand.customer[row]!),
    stock: (row: number): boolean =>
      seen(
        (part) =>
          inside(part.product, stock.item[row]!) &&
          inside(part.location, stock.location[row]!) &&
          (part.everyCustomer || inside(part.customer, owner[stock.location[row]!]!)),
      ),
    money: moneySeen(plan, company, [asked], access.scopes),
  }
  const everything = isRoot(asked) && access.scopes.some(isRoot)
  return { sees, everything, depth: Math.max(depthOf(asked), ...access.scopes.map(depthOf)) }
}

/** What a measure belongs to, for those who may not see every kind of number. */
export const GROUP_OF: Readonly<Record<TableMeasure, MeasureGroup>> = {
  baseline: 'volume',
  consensus: 'volume',
  constrained: 'volume',
  requirement: 'stock',
  receipts: 'stock',
  closing: 'stock',
  asIs: 'stock',
  opening: 'stock',
  received: 'stock',
  // Of stock, and with what is asked for.
  otherMoves: 'volume',
  shipped: 'volume',
  netMoves: 'stock',
  netSales: 'revenue',
  standardCost: 'margin',
  variancesAndWriteOffs: 'margin',
  grossMargin: 'margin',
  actual: 'volume',
  lastYear: 'volume',
  actualNetSales: 'revenue',
}

const inside = ([first, end]: readonly [number, number], leaf: number): boolean => leaf >= first && leaf < end

export const isRoot = ({ product, location, customer }: Scope): boolean =>
  product.length + location.length + customer.length === 0

function partOf(plan: Seen, { product, location, customer }: Scope): Part[] {
  const ranges = [
    rangeOf(plan.product, product),
    rangeOf(plan.location, location),
    rangeOf(plan.customer, customer),
  ] as const
  const [products, locations, customers] = ranges
  if (products === null || locations === null || customers === null) return []
  return [{ product: products, location: locations, customer: customers, everyCustomer: customer.length === 0 }]
}

function rangeOf(tree: Hierarchy, path: NodePath): [number, number] | null {
  const node = nodeAt(tree, path)
  return node < 0 ? null : [tree.firstLeaf[node]!, tree.endLeaf[node]!]
}

/** Customer leaf that owns the stock at each location, −1 where it is ours. */
function ownersOf(plan: Seen, company: Pick<Company, 'locations'>): Int32Array {
  const leafOf = new Map(Array.from(plan.customer.leafNode, (node, leaf) => [plan.customer.id[node]!, leaf]))
  return Int32Array.from(company.locations, ({ customer }) => (customer === null ? -1 : (leafOf.get(customer) ?? -1)))
}

/** Account 0, family 1, location 2, row 3: `finance/profit-nodes.ts`. */
function depthOf({ product, location, customer }: Scope): number {
  if (product.length === 3 || customer.length === 4) return 3
  if (location.length > 0) return 2
  return product.length > 0 ? 1 : 0
}

function moneySeen(
  { product, location }: Seen,
  { locations }: Pick<Company, 'locations'>,
  ...unions: readonly (readonly Scope[])[]
): (values: Values) => boolean {
  const countryOf = new Map(locations.map(({ id, country }) => [id, country]))
  const rootOfProduct = product.id[0]
  const rootOfLocation = location.id[0]
  const covers = (path: NodePath, names: readonly (string | undefined)[]): boolean =>
    path.every((name, at) => names[at] === name)
  return (values) => {
    const shop = values.account === '' && values.channel === ''
    const account = shop ? `consumers-${values.country}` : values.account
    const customerPath = [values.country, shop ? 'own-stores' : values.channel, account, values.customer ?? account]
    const locationPath = [countryOf.get(values.location ?? '') ?? rootOfLocation, values.location]
    const productPath = [values.category ?? rootOfProduct, values.family, values.item]
    return unions.every((scopes) =>
      scopes.some(
        (scope) =>
          covers(scope.customer, customerPath) &&
          covers(scope.location, locationPath) &&
          covers(scope.product, productPath),
      ),
    )
  }
}

/** What stock did is of those who see stock, whatever else it tells. */
export const seesMeasure = (measure: TableMeasure, { measures }: Pick<Access, 'measures'>): boolean =>
  measures.has(GROUP_OF[measure]) && (!isMove(measure) || measures.has('stock'))
