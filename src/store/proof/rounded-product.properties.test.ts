import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRows } from '../duckdb/columns.js'
import { type Database, openDatabase } from '../duckdb/database.js'
import { roundedProduct } from './identity-check.js'

let database: Database
beforeAll(async () => {
  database = await openDatabase(null)
})
afterAll(() => database.close())

/** The same in whole numbers of any length. */
function rounded(a: bigint, b: bigint, divisor: bigint): bigint {
  const product = a * b
  const size = product < 0n ? -product : product
  const quotient = (size * 2n + divisor) / (divisor * 2n)
  return product < 0n ? -quotient : quotient
}

const whole = fc.oneof(
  fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }),
  fc.bigInt({ min: -2_000_000_000n, max: 2_000_000_000n }),
  fc.constantFrom(0n, 1n, -1n, 5n, 10n ** 9n, -(10n ** 9n), 2n ** 53n, -(2n ** 53n)),
)

test('a product is rounded half away from zero, exactly, whether 64 bits hold it or not', async () => {
  const cases = fc.array(fc.tuple(whole, whole, fc.integer({ min: 0, max: 9 })), { minLength: 200, maxLength: 400 })
  await fc.assert(
    fc.asyncProperty(cases, async (triples) => {
      const values = triples.map(
        ([a, b, decimals], at) => `(${at}, ${a}::HUGEINT, ${b}::BIGINT, ${10 ** decimals}::HUGEINT)`,
      )
      const rows = await readRows(
        database.connection,
        `SELECT (${roundedProduct('a', 'b', 'd')})::VARCHAR AS v FROM (VALUES ${values.join(', ')}) t(n, a, b, d) ORDER BY n`,
      )
      const expected = triples.map(([a, b, decimals]) => String(rounded(a, b, 10n ** BigInt(decimals))))
      expect(rows.map(({ v }) => v)).toEqual(expected)
    }),
    { seed: 20_717, numRuns: 20 },
  )
})
