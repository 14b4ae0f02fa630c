/**
 * Least squares by normal equations: rows are added one at a time, so that a million of them need no more memory than
 * one, and several targets share one decomposition. A ridge keeps columns that say the same from quarrelling; it acts on
 * standardised columns, so that it does not depend on units.
 */
export class NormalEquations {
  readonly columns: number
  readonly targets: number
  rows = 0
  /** Upper triangle of X'X at [row * columns + column]. */
  private readonly gram: Float64Array
  /** X'Y at [target * columns + column]. */
  private readonly cross: Float64Array

  constructor(columns: number, targets: number) {
    this.columns = columns
    this.targets = targets
    this.gram = new Float64Array(columns * columns)
    this.cross = new Float64Array(columns * targets)
  }

  add(row: Float64Array, target: Float64Array, weight = 1): void {
    const { columns, gram, cross } = this
    for (let at = 0; at < columns; at++) {
      const value = row[at]! * weight
      if (value === 0) continue
      const base = at * columns
      for (let other = at; other < columns; other++) gram[base + other]! += value * row[other]!
      for (let step = 0; step < this.targets; step++) cross[step * columns + at]! += value * target[step]!
    }
    this.rows += 1
  }

  /** Coefficients at [target * columns + column]; `ridge` is a share of each column's own sum of squares. */
  solve(ridge: number): Float64Array {
    const { columns, gram } = this
    const factor = gram.slice()
    for (let at = 0; at < columns; at++) factor[at * columns + at]! *= 1 + ridge
    decompose(factor, columns)
    const solution = this.cross.slice()
    for (let target = 0; target < this.targets; target++)
      substitute(factor, columns, solution.subarray(target * columns, (target + 1) * columns))
    return solution
  }
}

/** Cholesky in place: the upper triangle becomes U with U'U = A. A column that others explain fully gets no say. */
export function decompose(matrix: Float64Array, size: number): void {
  for (let at = 0; at < size; at++) {
    const own = matrix[at * size + at]!
    let pivot = own
    for (let above = 0; above < at; above++) pivot -= matrix[above * size + at]! ** 2
    const root = pivot > own * 1e-12 ? Math.sqrt(pivot) : 0
    matrix[at * size + at] = root
    for (let other = at + 1; other < size; other++) {
      let sum = matrix[at * size + other]!
      for (let above = 0; above < at; above++) sum -= matrix[above * size + at]! * matrix[above * size + other]!
      matrix[at * size + other] = root === 0 ? 0 : sum / root
    }
  }
}

/** Solves U'U x = vector in place. */
export function substitute(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let at = 0; at < size; at++) {
    let sum = vector[at]!
    for (let above = 0; above < at; above++) sum -= factor[above * size + at]! * vector[above]!
    const pivot = factor[at * size + at]!
    vector[at] = pivot === 0 ? 0 : sum / pivot
  }
  for (let at = size - 1; at >= 0; at--) {
    let sum = vector[at]!
    for (let below = at + 1; below < size; below++) sum -= factor[at * size + below]! * vector[below]!
    const pivot = factor[at * size + at]!
    vector[at] = pivot === 0 ? 0 : sum / pivot
  }
}
