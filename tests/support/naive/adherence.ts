/** The second road to adherence: SQL over the files of a frozen week and the facts, in whole numbers. */
import path from 'node:path'
import { type Day, formatDay } from '../../../src/core/base/day.js'
import { readRows } from '../../../src/store/duckdb/columns.js'
import { factsPath, openDatabase } from '../../../src/store/duckdb/database.js'

export interface FlowWeek {
  readonly flow: string
  readonly week: string
  readonly planned: bigint
  readonly kept: bigint
  readonly under: bigint
  readonly over: bigint
  readonly unplanned: bigint
  readonly negative: bigint
}

const DAY = (day: Day): string => `DATE '${formatDay(day)}'`

/** What was last said of each supply order that was received. */
const RECEIVED = `(SELECT * FROM supply_orders WHERE received_date IS NOT NULL AND received_units > 0
  QUALIFY row_number() OVER (PARTITION BY order_id, product_id, "to" ORDER BY known_from DESC, load DESC) = 1)`

/**
 * A company that ships from places of its own to named customers, sells by the day, makes and receives by supply orders,
 * and has no successors. Plan and execution by flow, place and day, in thousandths.
 */
function dailySql(folder: string, version: string): string {
  const inside = path.join(folder, '.rumbo', 'versions', version)
  const file = (name: string): string => `read_parquet('${path.join(inside, `${name}.parquet`)}')`
  const made = `kind = 'production'`
  return `
    own AS (SELECT location_id FROM ${file('locations')} WHERE company_id <> ''),
    plan AS (
      SELECT 'SHIP' AS flow, product_id, location_id, customer_id, first_day AS day, quantity FROM ${file('shipments')}
      UNION ALL SELECT 'PRODUCE', product_id, location_id, '', first_day, quantity FROM ${file('production')}
      UNION ALL SELECT 'RECEIVE', product_id, location_id, '', first_day, quantity FROM ${file('inbound')}),
    done AS (
      SELECT 'SHIP' AS flow, product_id, location_id, customer_id, date AS day, CAST(round(units * 1000) AS BIGINT) AS quantity
      FROM sales WHERE known_to IS NULL AND kind = 'sale' AND flow = 'SELL_IN'
      UNION ALL SELECT CASE WHEN ${made} THEN 'PRODUCE' ELSE 'RECEIVE' END, product_id, "to", '', received_date,
        CAST(round(received_units * 1000) AS BIGINT) FROM ${RECEIVED}),
    daily AS (
      SELECT flow, product_id, location_id, customer_id, day, sum(planned) AS planned, sum(done) AS done FROM (
        SELECT flow, product_id, location_id, customer_id, day, CAST(quantity AS HUGEINT) AS planned, 0 AS done FROM plan
        UNION ALL SELECT flow, product_id, location_id, customer_id, day, 0, CAST(quantity AS HUGEINT) FROM done)
      WHERE location_id IN (FROM own) GROUP BY ALL),
    rows AS (
      SELECT w.flow, r.product_id, r.location_id, r.customer_id, w.first_day, w.weight, w.margin
      FROM ${file('adherence_weights')} w JOIN ${file('demand_rows')} r ON r.row = w.row WHERE w.flow IN ('SHIP', 'SALES_OUT')
      UNION ALL SELECT w.flow, r.product_id, r.location_id, '', w.first_day, w.weight, w.margin
      FROM ${file('adherence_weights')} w JOIN ${file('stock_rows')} r ON r.row = w.row WHERE w.flow IN ('PRODUCE', 'RECEIVE'))`
}

const CELLS = `
    cells AS (
      SELECT flow, product_id, location_id, customer_id, date_trunc('week', day) AS week, sum(planned) AS p, sum(done) AS a
      FROM daily GROUP BY ALL HAVING sum(planned) <> 0 OR sum(done) <> 0),
    weighed AS (
      SELECT c.*, r.weight AS v, r.margin AS m FROM cells c ASOF LEFT JOIN rows r ON
        r.flow = c.flow AND r.product_id = c.product_id AND r.location_id = c.location_id
        AND r.customer_id = c.customer_id AND r.first_day <= c.week)`

async function ask<Row>(folder: string, sql: string): Promise<Row[]> {
  const database = await openDatabase(factsPath(folder), 'read')
  try {
    return (await readRows(database.connection, sql)) as Row[]
  } finally {
    database.close()
  }
}

/** By flow, for one week of the commitments of a version. */
export function adherenceBySql(folder: string, version: string, week: Day): Promise<FlowWeek[]> {
  const part = (value: string): string => `CAST(sum(CAST(v AS HUGEINT) * ${value}) AS VARCHAR)`
  const sql = `WITH ${dailySql(folder, version)}, ${CELLS}
    SELECT flow, CAST(CAST(week AS DATE) AS VARCHAR) AS week, ${part('p')} AS planned, ${part('least(p, greatest(a, 0))')} AS kept,
      ${part('greatest(p - greatest(a, 0), 0)')} AS under,
      ${part('CASE WHEN p > 0 THEN greatest(a - p, 0) ELSE 0 END')} AS over,
      ${part('CASE WHEN p = 0 THEN greatest(a, 0) ELSE 0 END')} AS unplanned, ${part('greatest(-a, 0)')} AS negative
    FROM weighed WHERE week = ${DAY(week)} GROUP BY ALL
    ORDER BY strpos('SALES_OUT SHIP PRODUCE RECEIVE', any_value(flow))`
  return ask<Record<string, string>>(folder, sql).then((rows) =>
    rows.map((row) => {
      const whole = (name: string): bigint => BigInt(row[name]!)
      return {
        flow: row.flow!,
        week: row.week!,
        planned: whole('planned'),
        kept: whole('kept'),
        under: whole('under'),
        over: whole('over'),
        unplanned: whole('unplanned'),
        negative: whole('negative'),
      }
    }),
  )
}

/** Billionths of the base currency that deviation added to the margin of each month, in one week of the commitments. */
export async function marginBySql(folder: string, version: string, week: Day): Promise<ReadonlyMap<string, bigint>> {
  const sql = `WITH ${dailySql(folder, version)}, ${CELLS}
    SELECT strftime(d.day, '%Y-%m') AS month, CAST(sum(CAST(w.m AS HUGEINT) * (d.done - d.planned)) AS VARCHAR) AS margin
    FROM daily d JOIN weighed w ON (w.flow, w.product_id, w.location_id, w.customer_id, w.week)
      = (d.flow, d.product_id, d.location_id, d.customer_id, date_trunc('week', d.day))
    WHERE d.flow = 'SHIP' AND w.week = ${DAY(week)} GROUP BY ALL`
  const rows = await ask<{ month: string; margin: string }>(folder, sql)
  return new Map(rows.map(({ month, margin }) => [month, BigInt(margin)]))
}

/**
 * Billionths of the base currency × days that shipments beside the plan held in stock over [planDay, until), each day
 * standing to the end from when it is the customer's; `cycle` is the version whose weeks were frozen.
 */
export async function stockMoneyDaysBySql(
  folder: string,
  { version, cycle }: { version: string; cycle: string },
  { planDay, until }: { planDay: Day; until: Day },
): Promise<bigint> {
  const file = (name: string): string =>
    `read_parquet('${path.join(folder, '.rumbo', 'versions', cycle, `${name}.parquet`)}')`
  const sql = `WITH ${dailySql(folder, version)},
    costs AS (SELECT DISTINCT product_id, location_id, weight AS cost FROM rows WHERE flow IN ('PRODUCE', 'RECEIVE')),
    under_way AS (SELECT r.product_id, r.location_id, r.customer_id, coalesce(min(s.target), 0) AS days
      FROM ${file('demand_rows')} r JOIN ${file('demand_pricing')} p USING (row)
      LEFT JOIN ${file('delivery_shifts')} s ON s.shift = p.shift AND s.bucket = 0 GROUP BY ALL)
    SELECT CAST(sum(CAST(c.cost AS HUGEINT) * (d.planned - d.done)
      * greatest(0, date_diff('day', d.day, ${DAY(until)}) - u.days)) AS VARCHAR) AS shipped
    FROM daily d JOIN costs c USING (product_id, location_id) JOIN under_way u USING (product_id, location_id, customer_id)
    WHERE d.flow = 'SHIP' AND d.day >= ${DAY(planDay)} AND d.day < ${DAY(until)}`
  const [row] = await ask<{ shipped: string }>(folder, sql)
  return BigInt(row!.shipped)
}

/** Billionths of the base currency above the planned closing, place by place, on the last day before `until`. */
export async function trappedBySql(folder: string, version: string, until: Day): Promise<bigint> {
  const inside = path.join(folder, '.rumbo', 'versions', version)
  const file = (name: string): string => `read_parquet('${path.join(inside, `${name}.parquet`)}')`
  const sql = `WITH ${dailySql(folder, version)},
    told AS (SELECT product_id, location_id, CAST(round(sum(on_hand_units) * 1000) AS HUGEINT) AS quantity FROM stock
      WHERE known_to IS NULL AND date = ${DAY(until - 1)} GROUP BY ALL),
    costs AS (SELECT DISTINCT product_id, location_id, weight AS cost FROM rows WHERE flow IN ('PRODUCE', 'RECEIVE')),
    wanted AS (SELECT product_id, location_id, quantity FROM ${file('closing_stock')} WHERE first_day = ${DAY(until - 1)})
    SELECT CAST(sum(CAST(cost AS HUGEINT) * greatest(told.quantity - greatest(coalesce(wanted.quantity, 0), 0), 0)) AS VARCHAR) AS trapped
    FROM told JOIN costs USING (product_id, location_id) LEFT JOIN wanted USING (product_id, location_id)`
  const [row] = await ask<{ trapped: string }>(folder, sql)
  return BigInt(row!.trapped)
}
