/**
 * One identity of a version: two queries that must give the same whole number (`v`) for every key. Both are SQL over the
 * exported Parquet, in HUGEINT, and share nothing with the kernels that made the plan (SPINE 10).
 */
export interface IdentityCheck {
  readonly name: string
  /** Columns that say where; a mismatch is shown by them. */
  readonly keys: readonly string[]
  /** What it must be, computed again from what lies below it. */
  readonly expected: string
  /** What the version says. */
  readonly actual: string
  /** What a part of is checked at a time; everything at once when absent. */
  readonly by?: 'product' | 'cube row'
}

/** Compares the two queries of a check; a key that only one of them has counts as zero on the other side. */
export function comparison({ keys, expected, actual }: IdentityCheck): string {
  const key = keys.join(', ')
  const place = keys.map((name) => `'${name}': ${name}`).join(', ')
  return `WITH compared AS (
      SELECT ${key}, coalesce(e.v, 0)::HUGEINT AS expected, coalesce(a.v, 0)::HUGEINT AS actual
      FROM (${expected}) e FULL JOIN (${actual}) a USING (${key}))
    SELECT count(*)::BIGINT AS compared,
      (count(*) FILTER (WHERE expected <> actual))::BIGINT AS mismatches,
      coalesce(to_json(arg_min({${place}, 'expected': expected::VARCHAR, 'actual': actual::VARCHAR}, (${key}))
        FILTER (WHERE expected <> actual))::VARCHAR, '') AS first
    FROM compared`
}

/** `x ÷ divisor`, rounded half away from zero, in exact integers. */
export const roundedQuotient = (x: string, divisor: string): string =>
  `(CASE WHEN (${x}) < 0 THEN -1 ELSE 1 END * ((abs(${x}) * 2 + (${divisor})) // ((${divisor}) * 2)))`

/** Twice a product below this still fits in 64 bits. */
const FAST_BELOW = '1e18'

/** `a × b ÷ divisor`, rounded half away from zero: in 64 bits where they hold it, which divide ten times as fast as 128. */
export const roundedProduct = (a: string, b: string, divisor: string): string =>
  `(CASE WHEN abs(${a}::DOUBLE) * greatest(1, abs(${b}::DOUBLE)) < ${FAST_BELOW}
    THEN ${roundedQuotient(`${a}::BIGINT * ${b}::BIGINT`, `${divisor}::BIGINT`)}::HUGEINT
    ELSE ${roundedQuotient(`${a}::HUGEINT * ${b}::HUGEINT`, divisor)} END)`
