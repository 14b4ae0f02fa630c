import type { GroupTree } from '../../core/demand/baseline-reconciliation.js'
import type { Company } from '../../core/network/company.js'
import type { Rows } from '../../core/plan/plan.js'

/** Demand rows that share a season and days of the week: the same family in the same country. */
export interface DemandGroups extends GroupTree {
  readonly rowGroup: Int32Array
  /** By group: the code of its country. */
  readonly countryOfGroup: readonly string[]
  readonly rowFamily: Int32Array
  /** The same family at the same location and customer. */
  readonly rowShelf: Int32Array
}

export function groupDemand(company: Company, rows: Rows): DemandGroups {
  const groups = new Map<string, number>()
  const countries = new Map<string, number>()
  const groupCountry: number[] = []
  const countryOfGroup: string[] = []
  const rowGroup = Int32Array.from({ length: rows.count }, (_, row) => {
    const { country } = company.locations[rows.location[row]!]!
    const key = `${country}\n${company.products[rows.item[row]!]!.family}`
    const found = groups.get(key)
    if (found !== undefined) return found
    const countryAt = countries.get(country) ?? countries.size
    countries.set(country, countryAt)
    groupCountry.push(countryAt)
    countryOfGroup.push(country)
    groups.set(key, groups.size)
    return groups.size - 1
  })
  const families = new Map<string, number>()
  const familyOf = Int32Array.from(company.products, ({ family }) => numberOf(families, family))
  const rowFamily = rows.item.map((item) => familyOf[item]!)
  const shelves = new Map<number, number>()
  const { length: locations } = company.locations
  const { length: customers } = company.customers
  const rowShelf = rowFamily.map((family, row) =>
    numberOf(shelves, (family * locations + rows.location[row]!) * customers + rows.customer[row]!),
  )
  return {
    rowGroup,
    countryOfGroup,
    rowFamily,
    rowShelf,
    groupCount: groups.size,
    groupCountry: Int32Array.from(groupCountry),
    countryCount: countries.size,
  }
}

/** Numbers in the order in which keys are met. */
function numberOf<Key>(numbers: Map<Key, number>, key: Key): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}
