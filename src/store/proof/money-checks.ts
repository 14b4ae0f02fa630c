import { type IdentityCheck, roundedProduct, roundedQuotient } from './identity-check.js'

/**
 * Quantities in the bucket in which their revenue is recognised: where shipments are recognised on delivery, a bucket's
 * quantity is laid over its target buckets by days, by largest remainder (tie: more days, then earlier).
 */
const RECOGNISED = `
  parts AS (
    SELECT s.row, d.target AS bucket, s.bucket AS from_bucket, d.part, d.days AS part_days,
      s.quantity::HUGEINT * d.days AS product, sum(d.days) OVER whole AS all_days
    FROM shipments s JOIN demand_pricing p ON p.row = s.row
    JOIN delivery_shifts d ON d.shift = p.shift AND d.bucket = s.bucket
    WINDOW whole AS (PARTITION BY s.row, s.bucket)),
  floors AS (
    SELECT *, product // all_days AS whole, product % all_days AS rest FROM parts),
  spread AS (
    SELECT row, bucket, whole + CASE WHEN rank <= missing THEN 1 ELSE 0 END AS quantity FROM (
      SELECT *, row_number() OVER (PARTITION BY row, from_bucket ORDER BY rest DESC, part_days DESC, part) AS rank,
        (sum(rest) OVER (PARTITION BY row, from_bucket)) // all_days AS missing FROM floors)),
  recognised AS (
    SELECT row, bucket, sum(quantity)::HUGEINT AS quantity FROM (
      SELECT s.row, s.bucket, s.quantity::HUGEINT AS quantity
      FROM shipments s JOIN demand_pricing p ON p.row = s.row WHERE p.shift < 0
      UNION ALL SELECT row, bucket, quantity FROM spread)
    WHERE bucket < (SELECT count(*) FROM buckets) GROUP BY ALL)`

const PLACE = 'c.family, l.location_id, c.account, b.first_day'
const AT = 'JOIN cube_rows c USING (cube_row) JOIN locations l ON l.location = c.location JOIN buckets b USING (bucket)'

/** Quantity × unit rate, rounded once per row and bucket to the currency's atoms, summed: the base cube. */
export function pricedVolume(lines: readonly string[]): IdentityCheck {
  const rateOf = lines
    .map((line) => `SELECT row, '${line}' AS line, "${line}" AS rate_row FROM demand_pricing`)
    .join(' UNION ALL ')
  return {
    name: 'volume priced = P&L',
    by: 'cube row',
    keys: ['line', 'family', 'location_id', 'account', 'first_day'],
    expected: `WITH ${RECOGNISED},
      rate_of AS (${rateOf}),
      priced AS (
        SELECT o.line, p.cube_row, q.bucket,
          ${roundedProduct('q.quantity', 'x.rate', 'pow10.v')} AS atoms
        FROM recognised q JOIN demand_pricing p ON p.row = q.row JOIN rate_of o ON o.row = q.row
        JOIN rates x ON x.line = o.line AND x.rate_row = o.rate_row AND (x.bucket = q.bucket OR x.bucket = -1)
        JOIN cube_rows c ON c.cube_row = p.cube_row
        JOIN (SELECT d, CAST('1' || repeat('0', d) AS HUGEINT) AS v FROM range(0, 10) t(d)) pow10 ON pow10.d = 9 - c.atom_decimals)
      SELECT m.line, ${PLACE}, sum(m.atoms)::HUGEINT AS v FROM priced m ${AT} GROUP BY ALL`,
    actual: `SELECT m.line, ${PLACE}, sum(m.atoms)::HUGEINT AS v FROM money m ${AT} WHERE m.line <> 'units' GROUP BY ALL`,
  }
}

const recognisedUnits: IdentityCheck = {
  name: 'recognised volume = shipped volume',
  by: 'cube row',
  keys: ['family', 'location_id', 'account', 'first_day'],
  expected: `WITH ${RECOGNISED}
    SELECT ${PLACE}, sum(q.quantity)::HUGEINT AS v
    FROM (SELECT p.cube_row, q.bucket, q.quantity FROM recognised q JOIN demand_pricing p ON p.row = q.row WHERE p.cube_row >= 0) q ${AT}
    GROUP BY ALL`,
  actual: `SELECT ${PLACE}, sum(m.atoms)::HUGEINT AS v FROM money m ${AT} WHERE m.line = 'units' GROUP BY ALL`,
}

/** Category × country × channel × company, from the base cube's own rows. */
const segments: IdentityCheck = {
  name: 'children = parents (category, country, channel)',
  keys: ['line', 'category', 'country', 'channel', 'company_id', 'first_day'],
  expected: `SELECT m.line, c.category, c.country, c.channel, c.company_id, b.first_day, sum(m.atoms)::HUGEINT AS v
    FROM money m JOIN cube_rows c USING (cube_row) JOIN buckets b USING (bucket) GROUP BY ALL`,
  actual: `SELECT m.line, s.category, s.country, s.channel, s.company_id, b.first_day, sum(m.atoms)::HUGEINT AS v
    FROM segment_money m JOIN segment_rows s USING (segment_row) JOIN buckets b USING (bucket) GROUP BY ALL`,
}

/** What is written off × standard cost, rounded once per stock row and bucket, by the company that owns it. */
const writeOffs: IdentityCheck = {
  name: 'write-offs at standard cost = P&L',
  keys: ['company_id', 'country', 'family', 'month_index'],
  expected: `SELECT l.company_id, l.country, p.family, b.month_index,
      sum(${roundedQuotient('w.quantity::HUGEINT * w.unit_cost', 'w.divisor')})::HUGEINT AS v
    FROM (SELECT *, CAST('1' || repeat('0', 9 - atom_decimals) AS HUGEINT) AS divisor FROM write_offs) w
    JOIN stock_rows r ON r.row = w.row JOIN buckets b ON b.bucket = w.bucket
    JOIN products p ON p.item = r.item JOIN locations l ON l.location = r.location GROUP BY ALL`,
  actual: `SELECT company_id, country, family, month_index, sum(atoms)::HUGEINT AS v FROM (
      SELECT company_id, country, family, month_index, atoms FROM fixed_money WHERE line = 'writeOffs' AND family <> ''
      UNION ALL SELECT l.company_id, l.country, p.family, 0, 0
      FROM stock_rows r JOIN products p ON p.item = r.item JOIN locations l ON l.location = r.location) GROUP BY ALL`,
}

export const MONEY_CHECKS: readonly IdentityCheck[] = [recognisedUnits, segments, writeOffs]
