/** The second road to the accuracy of a weekly cycle: SQL over the files of the version and the facts, by lag. */
import path from 'node:path'
import type { Day } from '../../../src/core/base/day.js'
import { readRows } from '../../../src/store/duckdb/columns.js'
import { factsPath, openDatabase } from '../../../src/store/duckdb/database.js'

export interface LagFigures {
  readonly lag: number
  readonly actual: number
  readonly statistical: number
  readonly consensus: number
  readonly errorNaive: number
  readonly errorStatistical: number
  readonly errorEvents: number
  readonly errorConsensus: number
  readonly mase: number
}

const DAY = (day: Day): string => `DATE '1970-01-01' + ${day}`

/**
 * For a plan made on a Monday whose weeks up to `until` are over, in a company that sells by the day, ships from named
 * places, and has no successors.
 */
export async function accuracyBySql(
  folder: string,
  version: string,
  planDay: Day,
  until: Day,
): Promise<readonly LagFigures[]> {
  const database = await openDatabase(factsPath(folder), 'read')
  const inside = path.join(folder, '.rumbo', 'versions', version)
  const file = (name: string): string => `read_parquet('${path.join(inside, `${name}.parquet`)}')`
  const week = (date: string): string => `CAST(floor((${date} - (${DAY(planDay)})) / 7) AS INTEGER)`
  const weeks = (until - planDay) / 7
  const sql = `
    WITH sold AS (
      SELECT r.row, ${week('s.date')} AS week, CAST(round(sum(s.units) * 1000) AS BIGINT) AS units
      FROM sales s JOIN ${file('demand_rows')} r
        ON (r.product_id, r.location_id, r.customer_id) = (s.product_id, s.location_id, s.customer_id)
      WHERE s.known_to IS NULL GROUP BY ALL),
    first_week AS (
      SELECT CAST(ceil((min(date) - (${DAY(planDay)})) / 7) AS INTEGER) AS week FROM sales WHERE known_to IS NULL),
    past AS (SELECT CAST(unnest(generate_series(week, -1)) AS INTEGER) AS week FROM first_week),
    every AS (SELECT r.row, past.week FROM ${file('demand_rows')} r CROSS JOIN past),
    history AS (
      SELECT every.row, every.week, coalesce(sold.units, 0) AS units
      FROM every LEFT JOIN sold ON sold.row = every.row AND sold.week = every.week),
    scale AS (
      SELECT a.row, round(avg(abs(a.units - b.units))) AS scale
      FROM history a JOIN history b ON b.row = a.row AND b.week = a.week - 52 GROUP BY ALL),
    empty AS (
      SELECT product_id, location_id, week, count(*) AS days FROM (
        SELECT product_id, location_id, date, ${week('date')} AS week FROM stock WHERE known_to IS NULL
        GROUP BY ALL HAVING coalesce(sum(on_hand_units) FILTER (WHERE coalesce(status, 'free') = 'free'), 0) <= 0)
      GROUP BY ALL),
    events AS (
      SELECT c.row, c.bucket, sum(c.quantity) AS quantity FROM ${file('layer_cells')} c JOIN ${file('layers')} l
        ON l.layer = c.layer WHERE l.kind IN ('statistical', 'event', 'sensing') GROUP BY ALL),
    planned AS (
      SELECT r.row, b.week_index AS week, sum(coalesce(f.quantity, 0)) AS statistical,
        sum(greatest(0, coalesce(f.quantity, 0) + coalesce(e.quantity, 0))) AS events, sum(coalesce(c.quantity, 0)) AS consensus
      FROM ${file('demand_rows')} r CROSS JOIN ${file('buckets')} b
        LEFT JOIN ${file('baseline')} f ON f.row = r.row AND f.bucket = b.bucket
        LEFT JOIN ${file('consensus_demand')} c ON c.row = r.row AND c.bucket = b.bucket
        LEFT JOIN events e ON e.row = r.row AND e.bucket = b.bucket
      WHERE b.week_index BETWEEN 0 AND ${weeks - 1} GROUP BY ALL),
    cells AS (
      SELECT p.*, scale.scale, coalesce(ago.units, 0) AS naive,
        CASE WHEN r.backorder = 1 THEN 7 ELSE 7 - coalesce(empty.days, 0) END AS open, coalesce(now.units, 0) AS units
      FROM planned p JOIN ${file('demand_rows')} r ON r.row = p.row
        LEFT JOIN sold now ON now.row = p.row AND now.week = p.week
        LEFT JOIN sold ago ON ago.row = p.row AND ago.week = p.week - 52
        LEFT JOIN scale ON scale.row = p.row
        LEFT JOIN empty ON empty.product_id = r.product_id AND empty.location_id = r.location_id AND empty.week = p.week),
    asked AS (SELECT *, round(units * 7 / open) AS actual FROM cells WHERE open >= 0.35 * 7)
    SELECT week AS lag, sum(actual) AS actual, sum(statistical) AS statistical, sum(consensus) AS consensus,
      sum(abs(actual - naive)) AS "errorNaive", sum(abs(actual - statistical)) AS "errorStatistical",
      sum(abs(actual - events)) AS "errorEvents", sum(abs(actual - consensus)) AS "errorConsensus",
      sum(abs(actual - consensus)) FILTER (WHERE scale > 0) / sum(scale) FILTER (WHERE scale > 0) AS mase
    FROM asked GROUP BY week ORDER BY week`
  try {
    const rows = await readRows(database.connection, sql)
    return rows.map(
      (row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])) as unknown as LagFigures,
    )
  } finally {
    database.close()
  }
}
