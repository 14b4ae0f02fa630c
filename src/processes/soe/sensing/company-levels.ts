/** The hierarchy that sensing draws strength from: the family in a country, the item in a country, the row. */
import type { Company } from '../../../core/network/company.js'
import type { Rows } from '../../../core/plan/plan.js'
import { groupDemand } from '../../planning/demand-groups.js'
import type { SensingLevel } from './sensing-backtest.js'

/** Positions of the levels. */
export const [FAMILY_LEVEL, ITEM_LEVEL] = [0, 1] as const

export function companyLevels(company: Company, rows: Rows): SensingLevel[] {
  const { rowGroup } = groupDemand(company, rows)
  const items = new Map<string, number>()
  const itemOf = Int32Array.from({ length: rows.count }, (_, row) => {
    const key = `${rows.item[row]!} ${company.locations[rows.location[row]!]!.country}`
    const known = items.get(key) ?? items.size
    items.set(key, known)
    return known
  })
  return [
    { name: 'family', nodeOf: rowGroup },
    { name: 'item', nodeOf: itemOf },
    { name: 'row', nodeOf: Int32Array.from({ length: rows.count }, (_, row) => row) },
  ]
}
