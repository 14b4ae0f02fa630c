import type { GroupTree } from '../../core/demand/baseline-reconciliation.js'
import type { Company } from '../../core/network/company.js'
import type { Rows } from '../../core/plan/plan.js'

/** Demand rows that share a season and days of the week: the same family in the same country. */
export interface DemandGroups extends GroupTree {
  readonly rowGroup: Int32Array
  /** By group: the code of its country. */
  readonly countryOfGroup: readonly string[]
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
  return {
    rowGroup,
    countryOfGroup,
    groupCount: groups.size,
    groupCountry: Int32Array.from(groupCountry),
    countryCount: countries.size,
  }
}
