/** How far from its plan a cell may be and still count as on it: rule AD6. */
import { QUANTITY_PER_UNIT, type Share } from '../../../core/base/quantity.js'
import { DEMAND_CLASSES, type ForecastNotes } from '../../../core/demand/forecast-note.js'
import type { AdherenceTolerances, Company } from '../../../core/network/company.js'

/** DOMAIN §1.3. */
export const USUAL_TOLERANCES: AdherenceTolerances = { a: 50_000, b: 100_000, c: 200_000 }

const UNSTEADY = new Set(['intermittent', 'lumpy'])

export function openTolerances(
  company: Company,
  notes: Pick<ForecastNotes, 'class'> | null,
): (demandRow: number, item: string) => { toleranceShare: Share; toleranceLeast: number } {
  const shares = { ...USUAL_TOLERANCES, ...company.settings.adherenceTolerances }
  const classOf = new Map(company.products.map(({ id, abc }) => [id, abc?.trim().toUpperCase() ?? '']))
  const caseOf = new Map<string, number>()
  for (const { product, level, units } of company.packs) if (level === 'case' && units > 0) caseOf.set(product, units)
  return (demandRow, item) => {
    const demandClass = notes === null || demandRow < 0 ? '' : (DEMAND_CLASSES[notes.class[demandRow]!] ?? '')
    const abc = UNSTEADY.has(demandClass) ? 'C' : (classOf.get(item) ?? '')
    return {
      toleranceShare: abc === 'A' ? shares.a : abc === 'C' ? shares.c : shares.b,
      toleranceLeast: caseOf.get(item) ?? QUANTITY_PER_UNIT,
    }
  }
}
