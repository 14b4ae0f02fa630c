import type { KnownSales } from '../core/demand/sensing/completeness.js'
import { STILL_KNOWN } from '../core/demand/sensing/completeness.js'
import type { Company } from '../core/network/company.js'
import { readColumns, readRows } from './duckdb/columns.js'
import type { Database } from './duckdb/database.js'

/** Plans are made in the morning: what is known by ten counts (DOMAIN §4.2). */
export const MORNING_HOUR = 10

/** ISO moment of the morning of a day. */
export const morningOf = (day: number): string => new Date(day * 86_400_000 + MORNING_HOUR * 3_600_000).toISOString()

/**
 * Units of sold days by the mornings on which they were in force. Days of which nobody says when they were told, because the
 * first load brought them all at once, say nothing of lateness and are left out.
 */
export async function readKnownSales(
  { connection }: Database,
  { locations }: Pick<Company, 'locations'>,
): Promise<KnownSales> {
  const [found] = await readRows(
    connection,
    `SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'sales' AND table_catalog = current_database()`,
  )
  if (Number(found!.n) === 0) return emptySales()
  const morning = (moment: string): string =>
    `CAST(CAST(${moment} + INTERVAL ${24 - MORNING_HOUR} HOUR - INTERVAL 1 MICROSECOND AS DATE) - DATE '1970-01-01' AS INTEGER)`
  const columns = await readColumns(
    connection,
    `SELECT coalesce(location_id, '') AS place, CAST(date - DATE '1970-01-01' AS INTEGER) AS day, ${morning('known_from')} AS known,
       coalesce(${morning('known_to')}, ${STILL_KNOWN}) AS gone, CAST(sum(round(units * 1000)) AS DOUBLE) AS units
     FROM sales
     WHERE period = 'D' AND kind = 'sale' AND units > 0 AND (recorded_at IS NOT NULL OR load > (SELECT min(load) FROM sales))
     GROUP BY ALL ORDER BY ALL`,
  )
  const placeOf = new Map(locations.map(({ id }, at) => [id, at]))
  return {
    place: Int32Array.from(columns.place as readonly string[], (id) => placeOf.get(id) ?? -1),
    day: columns.day as Int32Array,
    from: columns.known as Int32Array,
    until: columns.gone as Int32Array,
    units: columns.units as Float64Array,
  }
}

const emptySales = (): KnownSales => ({
  place: new Int32Array(),
  day: new Int32Array(),
  from: new Int32Array(),
  until: new Int32Array(),
  units: new Float64Array(),
})
