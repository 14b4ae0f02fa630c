/** Reconciliation with matrices written out and every choice of zeros tried: slow and obvious, for small hierarchies. */
import type { NodeWeights } from '../../../src/core/demand/forecast/hierarchy/node-weights.js'
import type { SummingHierarchy } from '../../../src/core/demand/forecast/hierarchy/summing-hierarchy.js'

export type Matrix = number[][]

export function summingMatrix({ aggregateCount, bottomCount, start, members }: SummingHierarchy): Matrix {
  return Array.from({ length: aggregateCount + bottomCount }, (_, node) =>
    Array.from({ length: bottomCount }, (__, bottom) => {
      if (node >= aggregateCount) return node - aggregateCount === bottom ? 1 : 0
      return members.subarray(start[node]!, start[node + 1]!).includes(bottom) ? 1 : 0
    }),
  )
}

export const covariance = ({ own, shared }: NodeWeights): Matrix =>
  [...own].map((variance, a) =>
    [...own].map((_, b) => (a === b ? variance : 0) + shared.reduce((sum, row) => sum + row[a]! * row[b]!, 0)),
  )

export const transpose = (matrix: Matrix): Matrix => matrix[0]!.map((_, column) => matrix.map((row) => row[column]!))

export const multiply = (left: Matrix, right: Matrix): Matrix =>
  left.map((row) => right[0]!.map((_, column) => row.reduce((sum, value, at) => sum + value * right[at]![column]!, 0)))

/** Elimination with the largest pivot; what says the same twice is left at zero. Null where it contradicts itself. */
export function solve(matrix: Matrix, right: number[]): number[] | null {
  const rows = matrix.map((row, at) => [...row, right[at]!])
  const count = matrix.length
  const pivotRow = new Map<number, number>()
  const size = Math.max(...matrix.flat().map(Math.abs), 1e-300)
  const free = new Set(rows.keys())
  for (let column = 0; column < count; column++) {
    const best = [...free].reduce(
      (most, row) => (most < 0 || Math.abs(rows[row]![column]!) > Math.abs(rows[most]![column]!) ? row : most),
      -1,
    )
    if (best < 0 || Math.abs(rows[best]![column]!) <= 1e-10 * size) continue
    free.delete(best)
    pivotRow.set(column, best)
    rows.forEach((row, at) => {
      if (at === best || row[column] === 0) return
      const share = row[column]! / rows[best]![column]!
      for (let to = 0; to <= count; to++) row[to]! -= share * rows[best]![to]!
    })
  }
  const scale = Math.max(...right.map(Math.abs), 1)
  if ([...free].some((row) => Math.abs(rows[row]![count]!) > 1e-7 * scale)) return null
  return Array.from({ length: count }, (_, column) => {
    const row = pivotRow.get(column)
    return row === undefined ? 0 : rows[row]![count]! / rows[row]![column]!
  })
}

export const inverse = (matrix: Matrix): Matrix =>
  transpose(
    matrix.map(
      (_, at) =>
        solve(
          matrix,
          matrix.map((__, row) => (row === at ? 1 : 0)),
        )!,
    ),
  )

/** (S′W⁻¹S)⁻¹ S′W⁻¹: what each bottom series takes from each forecast. */
export function mintWeights(S: Matrix, W: Matrix): Matrix {
  const pull = multiply(transpose(S), inverse(W))
  return multiply(inverse(multiply(pull, S)), pull)
}

/** By node; null where the locks cannot be met. */
export function reconcileByMatrix(
  hierarchy: SummingHierarchy,
  weights: NodeWeights,
  forecasts: readonly number[],
  locks: ReadonlyMap<number, number>,
  nonNegative: boolean,
): number[] | null {
  const S = summingMatrix(hierarchy)
  const precision = inverse(covariance(weights))
  const pull = multiply(transpose(S), precision)
  const gram = multiply(pull, S)
  const towards = pull.map((row) => row.reduce((sum, value, at) => sum + value * forecasts[at]!, 0))
  const count = hierarchy.bottomCount
  let best: { loss: number; values: number[] } | null = null
  for (let zeros = 0; zeros < (nonNegative ? 2 ** count : 1); zeros++) {
    const sides = [...locks].map(([node, value]) => ({ row: S[node]!, value }))
    for (let bottom = 0; bottom < count; bottom++)
      if ((zeros >> bottom) & 1) sides.push({ row: S[hierarchy.aggregateCount + bottom]!, value: 0 })
    const matrix = [
      ...gram.map((row, at) => [...row, ...sides.map((side) => side.row[at]!)]),
      ...sides.map(({ row }) => [...row, ...sides.map(() => 0)]),
    ]
    const found = solve(matrix, [...towards, ...sides.map(({ value }) => value)])?.slice(0, count)
    if (found === undefined || (nonNegative && found.some((value) => value < -1e-9))) continue
    const values = S.map((row) => row.reduce((sum, flag, at) => sum + flag * found[at]!, 0))
    const away = values.map((value, node) => value - forecasts[node]!)
    const loss = away.reduce((sum, value, a) => sum + value * precision[a]!.reduce((s, p, b) => s + p * away[b]!, 0), 0)
    if (best === null || loss < best.loss) best = { loss, values }
  }
  return best?.values ?? null
}
