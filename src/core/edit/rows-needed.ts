/** A plan keeps the rows it was made with: a change of lanes, recipes or range that needs others waits for the next plan. */
import { Refusal } from '../base/refusal.js'
import type { Company } from '../network/company.js'
import { walkInCustomerId } from '../network/company-order.js'
import { openSourceBook, positions, type Source, type SourceBook } from '../network/source-book.js'
import { deriveStockRows } from '../network/stock-rows.js'
import type { Rows } from '../plan/plan.js'
import { findStockRow } from '../plan/rows.js'
import type { EditPlan } from './edit-plan.js'
import type { CompanyList, PlanPart } from './editable-lists.js'

/** Lists that say where stock comes from. */
const SOURCING: readonly CompanyList[] = ['lanes', 'recipes', 'routings']

/** Lists that say, with this one, which rows a plan needs. */
export function listsJudgedWith(list: CompanyList): readonly CompanyList[] {
  if (list === 'assortment') return ['products']
  return SOURCING.includes(list) ? [...SOURCING, 'resources'] : []
}

/**
 * Whether the rows of a plan are all that it needs after a change of a list that moves these parts.
 *
 * @throws Refusal `edit.new_row` when it would need another one, `plan.source_loop` when a row would draw on itself
 */
export function assertRowsSuffice(
  plan: Pick<EditPlan, 'rows' | 'stockRows' | 'company'>,
  before: Company,
  after: Company,
  { list, parts }: { readonly list: CompanyList; readonly parts: readonly PlanPart[] },
): void {
  if (list === 'assortment') assertRangeSold(plan.rows, before, after)
  if (!SOURCING.includes(list) || !parts.includes('supply')) return
  const places = [
    ...placesOf(before, changedIn(before, after, list)),
    ...placesOf(after, changedIn(after, before, list)),
  ]
  if (places.length === 0) return
  const stock = plan.stockRows ?? deriveStockRows(plan.company, plan.rows, NOWHERE)
  const walk = new SupplyWalk(after, openSourceBook(after), stock)
  for (let row = 0; row < stock.count; row++) {
    const [item, location] = [stock.item[row]!, stock.location[row]!]
    if (places.some((place) => place.location === location && (place.item ?? item) === item)) walk.from(item, location)
  }
}

const NOWHERE = { count: 0, item: new Int32Array(0), location: new Int32Array(0) }

/** A location, and one product or all. */
interface Place {
  readonly item: number | null
  readonly location: number
}

interface Sourcing {
  readonly use?: string
  readonly to?: string
  readonly location?: string
  readonly resource?: string
  readonly product: string | null
}

/** Records of the first company's list that the second does not have. */
function changedIn(company: Company, other: Company, list: CompanyList): Sourcing[] {
  const others = new Set<unknown>(other[list])
  return (company[list] as unknown as readonly Sourcing[]).filter((record) => !others.has(record))
}

/** Where stock is sourced by these records. */
function placesOf({ products, locations, resources }: Company, records: readonly Sourcing[]): Place[] {
  const [productAt, locationAt] = [positions(products), positions(locations)]
  const resourceAt = new Map(resources.map(({ id, location }) => [id, location]))
  return records.flatMap(({ use, to, location, resource, product }): Place[] => {
    if (use === 'customer' || use === 'return') return []
    const at = locationAt.get(to ?? location ?? resourceAt.get(resource ?? '') ?? '')
    return at === undefined ? [] : [{ item: product === null ? null : (productAt.get(product) ?? -1), location: at }]
  })
}

/** Follows rows to what they draw on, each once. */
class SupplyWalk {
  private readonly done = new Set<number>()
  private readonly path: number[] = []

  constructor(
    private readonly company: Company,
    private readonly book: SourceBook,
    private readonly stock: Rows,
  ) {}

  from(item: number, location: number): void {
    const place = item * this.company.locations.length + location
    if (this.done.has(place)) return
    if (this.path.includes(place)) throw new Refusal('plan.source_loop', { path: this.loopAt(place) })
    // Stock that belongs to somebody else is bought, not planned.
    if (this.company.locations[location]!.entity === null) return
    if (findStockRow(this.stock, item, location) < 0) throw new Refusal('edit.new_row', { row: this.nameOf(place) })
    this.path.push(place)
    for (const source of this.book.sourcesOf(item, location)) this.follow(source, item, location)
    this.path.pop()
    this.done.add(place)
  }

  private follow(source: Source, item: number, location: number): void {
    if (source.location >= 0) this.from(item, source.location)
    for (const { product } of source.components) this.from(product, location)
  }

  private nameOf(place: number): string {
    const { products, locations } = this.company
    return `${products[Math.floor(place / locations.length)]!.id} @ ${locations[place % locations.length]!.id}`
  }

  private loopAt(place: number): string {
    return [...this.path.slice(this.path.indexOf(place)), place].map((at) => this.nameOf(at)).join(' → ')
  }
}

/** What a shop of ours ranges is planned there, for whoever comes in. */
function assertRangeSold(rows: Rows, before: Company, after: Company): void {
  const { planDay } = after.settings
  const known = new Set<unknown>(before.assortment)
  const added = after.assortment.filter((ranged) => !known.has(ranged) && (ranged.validTo ?? planDay) >= planDay)
  if (added.length === 0) return
  const [productAt, locationAt, customerAt] = [after.products, after.locations, after.customers].map(positions)
  for (const { product, location } of added) {
    const item = productAt!.get(product) ?? -1
    const store = after.locations[locationAt!.get(location) ?? -1]
    if (item < 0 || store?.kind !== 'store' || store.entity === null) continue
    if ((after.products[item]!.endDay ?? planDay) < planDay) continue
    const customer = customerAt!.get(walkInCustomerId(store.country)) ?? -1
    if (customer >= 0 && !hasRow(rows, item, locationAt!.get(location)!, customer))
      throw new Refusal('edit.new_row', { row: `${product} @ ${location}` })
  }
}

function hasRow({ count, item, location, customer }: Rows, product: number, place: number, buyer: number): boolean {
  for (let row = 0; row < count; row++)
    if (item[row] === product && location[row] === place && customer[row] === buyer) return true
  return false
}
