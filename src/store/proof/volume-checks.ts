import type { IdentityCheck } from './identity-check.js'

/** Consensus is the baseline plus every layer, never below zero. */
const consensus: IdentityCheck = {
  name: 'consensus = baseline + layers',
  keys: ['product_id', 'location_id', 'customer_id', 'first_day'],
  expected: `SELECT r.product_id, r.location_id, r.customer_id, b.first_day, greatest(0, sum(x.quantity)::HUGEINT) AS v
    FROM (SELECT row, bucket, quantity FROM baseline UNION ALL SELECT row, bucket, quantity FROM layer_cells) x
    JOIN demand_rows r ON r.row = x.row JOIN buckets b ON b.bucket = x.bucket GROUP BY ALL`,
  actual: 'SELECT product_id, location_id, customer_id, first_day, quantity::HUGEINT AS v FROM consensus_demand',
}

/** What each demand row asks for, bucket by bucket, backlog first; beside it what it is sent. */
const ASKED = `
  asked AS (
    SELECT row, bucket, greatest(0, sum(quantity))::HUGEINT AS quantity FROM (
      SELECT row, bucket, quantity FROM consensus_demand UNION ALL SELECT row, bucket, quantity FROM order_adjustments)
    GROUP BY ALL
    UNION ALL SELECT row, 0, opening_backlog FROM demand_rows WHERE opening_backlog <> 0),
  moves AS (
    SELECT row, bucket, quantity AS asked, 0::HUGEINT AS sent FROM asked
    UNION ALL SELECT row, bucket, 0, quantity FROM shipments)`

/** On every bucket of a stock row, what came in, what left and what waiting customers are owed, as running totals. */
const RUNNING = `
  WITH ${ASKED},
  flows AS (
    SELECT row, bucket, quantity::HUGEINT AS quantity FROM receipts
    UNION ALL SELECT row, bucket, quantity FROM firm_receipts
    UNION ALL SELECT row, bucket, -quantity FROM issues
    UNION ALL SELECT row, bucket, -quantity FROM write_offs
    UNION ALL SELECT d.stock_row, s.bucket, -s.quantity FROM shipments s JOIN demand_rows d ON d.row = s.row
    UNION ALL SELECT d.stock_row, m.bucket, m.sent - m.asked FROM moves m JOIN demand_rows d ON d.row = m.row WHERE d.backorder = 1),
  cells AS (
    SELECT r.row, b.bucket, coalesce(sum(f.quantity), 0) AS quantity
    FROM stock_rows r CROSS JOIN buckets b LEFT JOIN flows f ON f.row = r.row AND f.bucket = b.bucket GROUP BY ALL)
  SELECT c.row, c.bucket, r.opening_quantity + sum(c.quantity) OVER (PARTITION BY c.row ORDER BY c.bucket) AS closing
  FROM cells c JOIN stock_rows r ON r.row = c.row`

/** Opening + receipts − issues − write-offs − what waiting customers are owed = closing. */
const stockBalance: IdentityCheck = {
  name: 'opening + receipts − issues − write-offs = closing',
  keys: ['product_id', 'location_id', 'first_day'],
  expected: `SELECT r.product_id, r.location_id, b.first_day, x.closing::HUGEINT AS v
    FROM (${RUNNING}) x JOIN stock_rows r ON r.row = x.row JOIN buckets b ON b.bucket = x.bucket`,
  actual: 'SELECT product_id, location_id, first_day, quantity::HUGEINT AS v FROM closing_stock',
}

/**
 * What is written off is what is left of the lots that are over when everything that left took the first expired first,
 * evenly over the days of its bucket. Where nothing is left at the end of a bucket it may have left earlier than evenly,
 * so that less is written off.
 */
const writtenOff: IdentityCheck = {
  name: 'first expired, first out: the rest is written off',
  keys: ['product_id', 'location_id', 'first_day'],
  expected: `WITH lot_rows AS (SELECT DISTINCT row FROM lots),
    leaving AS (
      SELECT row, bucket, sum(quantity)::HUGEINT AS quantity FROM (
        SELECT row, bucket, quantity FROM issues UNION ALL SELECT d.stock_row, s.bucket, s.quantity FROM shipments s JOIN demand_rows d ON d.row = s.row)
      SEMI JOIN lot_rows USING (row) GROUP BY ALL),
    gone AS (
      SELECT row, b.bucket, coalesce(l.quantity, 0) AS leaving, coalesce(w.quantity, 0) AS written_off,
        coalesce(sum(coalesce(l.quantity, 0) + coalesce(w.quantity, 0)) OVER earlier, 0) AS before
      FROM lot_rows CROSS JOIN (SELECT bucket FROM buckets) b
      LEFT JOIN leaving l USING (row, bucket) LEFT JOIN write_offs w USING (row, bucket)
      WINDOW earlier AS (PARTITION BY row ORDER BY b.bucket ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
    held AS (
      SELECT row, bucket, days, (sum(quantity) OVER (PARTITION BY row ORDER BY bucket, days))::HUGEINT AS quantity FROM lots),
    spoiled AS (
      SELECT row, bucket, greatest(0, max(h.quantity - g.before - g.leaving * h.days // b.days)) AS quantity
      FROM held h JOIN gone g USING (row, bucket) JOIN buckets b USING (bucket) GROUP BY ALL),
    owed AS (
      SELECT row, bucket, coalesce(s.quantity, 0) AS spoiled, g.written_off, coalesce(c.quantity, 0) AS closing
      FROM gone g LEFT JOIN spoiled s USING (row, bucket) LEFT JOIN closing_stock c USING (row, bucket))
    SELECT r.product_id, r.location_id, b.first_day,
      (CASE WHEN o.closing > 0 THEN o.spoiled ELSE least(o.spoiled, o.written_off) END)::HUGEINT AS v
    FROM owed o JOIN stock_rows r ON r.row = o.row JOIN buckets b ON b.bucket = o.bucket`,
  actual: `SELECT r.product_id, r.location_id, b.first_day, sum(w.quantity)::HUGEINT AS v
    FROM (SELECT row, bucket, quantity FROM write_offs UNION ALL SELECT row, 0, 0 FROM stock_rows) w
    JOIN stock_rows r ON r.row = w.row JOIN buckets b ON b.bucket = w.bucket GROUP BY ALL`,
}

/** What arrives by transfer has left its source, never more and never earlier; both sides as running totals. */
const transfersLeft: IdentityCheck = {
  name: 'what arrives has left its source',
  keys: ['product_id', 'location_id', 'first_day'],
  expected: `WITH arrived AS (
      SELECT l.source_row AS row, t.bucket, sum(t.quantity)::HUGEINT AS quantity
      FROM receipts t JOIN transfer_links l ON l.row = t.row GROUP BY ALL),
    cells AS (
      SELECT r.row, b.bucket, sum(coalesce(a.quantity, 0)) OVER upto AS arrived, sum(coalesce(i.quantity, 0)) OVER upto AS issued
      FROM stock_rows r CROSS JOIN buckets b
      LEFT JOIN arrived a ON a.row = r.row AND a.bucket = b.bucket LEFT JOIN issues i ON i.row = r.row AND i.bucket = b.bucket
      WINDOW upto AS (PARTITION BY r.row ORDER BY b.bucket))
    SELECT r.product_id, r.location_id, b.first_day, greatest(0, c.arrived - c.issued)::HUGEINT AS v
    FROM cells c JOIN stock_rows r ON r.row = c.row JOIN buckets b ON b.bucket = c.bucket`,
  actual: `SELECT r.product_id, r.location_id, b.first_day, 0::HUGEINT AS v FROM stock_rows r CROSS JOIN buckets b`,
}

const shipped: IdentityCheck = {
  name: 'nobody is shipped more than was asked for',
  keys: ['product_id', 'location_id', 'customer_id', 'first_day'],
  expected: `WITH ${ASKED}, running AS (
      SELECT row, bucket, sum(asked) AS asked, sum(sent) AS sent FROM moves GROUP BY ALL)
    SELECT r.product_id, r.location_id, r.customer_id, b.first_day,
      greatest(0, sum(x.sent - x.asked) OVER (PARTITION BY x.row ORDER BY x.bucket))::HUGEINT AS v
    FROM running x JOIN demand_rows r ON r.row = x.row JOIN buckets b ON b.bucket = x.bucket`,
  actual: 'SELECT product_id, location_id, customer_id, first_day, 0::HUGEINT AS v FROM shipments',
}

const nonNegative: IdentityCheck = {
  name: 'no flow is below zero',
  keys: ['flow', 'row', 'bucket'],
  expected: `SELECT flow, row, bucket, least(0, quantity)::HUGEINT AS v FROM (
      SELECT 'shipments' AS flow, row, bucket, quantity FROM shipments
      UNION ALL SELECT 'receipts', row, bucket, quantity FROM receipts
      UNION ALL SELECT 'issues', row, bucket, quantity FROM issues
      UNION ALL SELECT 'write-offs', row, bucket, quantity FROM write_offs
      UNION ALL SELECT 'consensus', row, bucket, quantity FROM consensus_demand)`,
  actual: `SELECT 'shipments' AS flow, row, bucket, 0::HUGEINT AS v FROM shipments`,
}

/** Each of them holds row by row, so some products are checked at a time. */
export const VOLUME_CHECKS: readonly IdentityCheck[] = [
  consensus,
  stockBalance,
  writtenOff,
  transfersLeft,
  shipped,
  nonNegative,
].map((check) => ({ ...check, by: 'product' }))
