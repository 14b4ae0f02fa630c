/**
 * Least cost over a box by the simplex of Nelder & Mead (1965), points outside the box moved to its border. No
 * randomness and a fixed number of evaluations, so the same cost always ends at the same point.
 */
export interface Box {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

export function minimise(
  cost: (point: Float64Array) => number,
  start: readonly number[],
  box: Box,
  evaluations: number,
): Float64Array {
  const size = start.length
  const points = Array.from({ length: size + 1 }, (_, corner) => cornerOf(start, box, corner))
  const costs = Float64Array.from(points, cost)
  const centre = new Float64Array(size)
  const trial = new Float64Array(size)
  const second = new Float64Array(size)
  let spent = size + 1
  const tryAt = (into: Float64Array, from: Float64Array, distance: number): number => {
    for (let axis = 0; axis < size; axis++) {
      const moved = centre[axis]! + distance * (centre[axis]! - from[axis]!)
      into[axis] = Math.min(box.high[axis]!, Math.max(box.low[axis]!, moved))
    }
    spent += 1
    return cost(into)
  }
  const replace = (corner: number, point: Float64Array, value: number): void => {
    points[corner]!.set(point)
    costs[corner] = value
  }
  while (spent < evaluations) {
    const { best, worst, nextWorst } = rank(costs)
    centre.fill(0)
    for (let corner = 0; corner <= size; corner++)
      if (corner !== worst) for (let axis = 0; axis < size; axis++) centre[axis]! += points[corner]![axis]! / size
    const from = points[worst]!
    const reflected = tryAt(trial, from, 1)
    if (reflected < costs[best]!) {
      const expanded = tryAt(second, from, 2)
      if (expanded < reflected) replace(worst, second, expanded)
      else replace(worst, trial, reflected)
    } else if (reflected < costs[nextWorst]!) replace(worst, trial, reflected)
    else {
      const contracted = tryAt(second, from, reflected < costs[worst]! ? 0.5 : -0.5)
      if (contracted < Math.min(reflected, costs[worst]!)) replace(worst, second, contracted)
      else spent += shrink(points, costs, best, cost)
    }
  }
  return points[rank(costs).best]!
}

/** Corner 0 is the start; each other one steps a fifth of the box along its own axis, inwards. */
function cornerOf(start: readonly number[], box: Box, corner: number): Float64Array {
  const point = Float64Array.from(start)
  if (corner === 0) return point
  const axis = corner - 1
  const step = (box.high[axis]! - box.low[axis]!) / 5
  point[axis] = start[axis]! + step <= box.high[axis]! ? start[axis]! + step : start[axis]! - step
  return point
}

function rank(costs: Float64Array): { best: number; worst: number; nextWorst: number } {
  let best = 0
  let worst = 0
  for (let corner = 1; corner < costs.length; corner++) {
    if (costs[corner]! < costs[best]!) best = corner
    if (costs[corner]! >= costs[worst]!) worst = corner
  }
  let nextWorst = best
  for (let corner = 0; corner < costs.length; corner++)
    if (corner !== worst && costs[corner]! > costs[nextWorst]!) nextWorst = corner
  return { best, worst, nextWorst }
}

function shrink(
  points: Float64Array[],
  costs: Float64Array,
  best: number,
  cost: (point: Float64Array) => number,
): number {
  for (let corner = 0; corner < points.length; corner++) {
    if (corner === best) continue
    const point = points[corner]!
    for (let axis = 0; axis < point.length; axis++) point[axis] = (point[axis]! + points[best]![axis]!) / 2
    costs[corner] = cost(point)
  }
  return points.length - 1
}
