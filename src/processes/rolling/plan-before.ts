import type { Company, HistoryOverride } from '../../core/network/company.js'
import type { Plan, Rows } from '../../core/plan/plan.js'
import { findStockRow } from '../../core/plan/rows.js'

/** The plan that is rolled forward, with the company it was made for. */
export interface PlanBefore {
  readonly company: Company
  readonly plan: Plan
  /** What its forecast knew of the history beside sales. */
  readonly overrides?: readonly HistoryOverride[]
}

/** For each leaf of now, which one it was before, by id; −1 where it is new. */
function leavesBefore(now: readonly { id: string }[], before: readonly { id: string }[]): Int32Array {
  const at = new Map(before.map(({ id }, leaf) => [id, leaf]))
  return Int32Array.from(now, ({ id }) => at.get(id) ?? -1)
}

/** Whose demand rows they were, as far as names go. */
export interface RowsBefore {
  readonly company: Pick<Company, 'products' | 'locations' | 'customers'>
  readonly plan: { readonly rows: Pick<Plan['rows'], 'demand'> }
}

/** For each demand row of now, which one it was before; −1 where it is new. */
export function demandRowsBefore(company: RowsBefore['company'], rows: Rows, before: RowsBefore): Int32Array {
  const product = leavesBefore(company.products, before.company.products)
  const location = leavesBefore(company.locations, before.company.locations)
  const customer = leavesBefore(company.customers, before.company.customers)
  const earlier = before.plan.rows.demand
  const [locations, customers] = [before.company.locations.length, before.company.customers.length]
  const key = (item: number, place: number, buyer: number): number => (item * locations + place) * customers + buyer
  const rowOf = new Map<number, number>()
  for (let row = 0; row < earlier.count; row++)
    rowOf.set(key(earlier.item[row]!, earlier.location[row]!, earlier.customer[row]!), row)
  return Int32Array.from({ length: rows.count }, (_, row) => {
    const item = product[rows.item[row]!]!
    const place = location[rows.location[row]!]!
    const buyer = customer[rows.customer[row]!]!
    return item < 0 || place < 0 || buyer < 0 ? -1 : (rowOf.get(key(item, place, buyer)) ?? -1)
  })
}

/** The same for stock rows. */
export function stockRowsBefore(company: Company, rows: Rows, before: PlanBefore): Int32Array {
  const product = leavesBefore(company.products, before.company.products)
  const location = leavesBefore(company.locations, before.company.locations)
  return Int32Array.from({ length: rows.count }, (_, row) =>
    findStockRow(before.plan.rows.stock, product[rows.item[row]!]!, location[rows.location[row]!]!),
  )
}
