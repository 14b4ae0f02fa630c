/** Least cost between two borders by cutting the golden section (Kiefer 1953): a fixed number of evaluations, no randomness. */
const GOLDEN = (Math.sqrt(5) - 1) / 2

export function goldenSection(cost: (at: number) => number, low: number, high: number): number {
  let inner = high - GOLDEN * (high - low)
  let outer = low + GOLDEN * (high - low)
  let innerCost = cost(inner)
  let outerCost = cost(outer)
  for (let round = 0; round < 12; round++) {
    if (innerCost <= outerCost) {
      high = outer
      outer = inner
      outerCost = innerCost
      inner = high - GOLDEN * (high - low)
      innerCost = cost(inner)
    } else {
      low = inner
      inner = outer
      innerCost = outerCost
      outer = low + GOLDEN * (high - low)
      outerCost = cost(outer)
    }
  }
  return (low + high) / 2
}
