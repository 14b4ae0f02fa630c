/**
 * How good a forecast was, by the definitions of DOMAIN §5.1. A figure that cannot be computed is null: null beats a fake
 * zero. `actual` should be unconstrained demand where stock was out.
 */

/** Weighted absolute percentage error. Null without actual demand; what was forecast then is `forecastWithoutDemand`. */
export function wmapeOf(actual: ArrayLike<number>, forecast: ArrayLike<number>, weight?: ArrayLike<number>) {
  let off = 0
  let size = 0
  let forecastUnits = 0
  for (let at = 0; at < actual.length; at++) {
    const share = weight?.[at] ?? 1
    off += share * Math.abs(actual[at]! - forecast[at]!)
    size += share * Math.abs(actual[at]!)
    forecastUnits += forecast[at]!
  }
  return size === 0
    ? { wmape: null, forecastWithoutDemand: forecastUnits }
    : { wmape: off / size, forecastWithoutDemand: 0 }
}

/** max(0, 1 − WMAPE); null where that is null. */
export function accuracyOf(actual: ArrayLike<number>, forecast: ArrayLike<number>, weight?: ArrayLike<number>) {
  const { wmape } = wmapeOf(actual, forecast, weight)
  return wmape === null ? null : Math.max(0, 1 - wmape)
}

/** (F − A) / A, positive when too much was forecast; null without actual demand. */
export function biasOf(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  weight?: ArrayLike<number>,
): number | null {
  let over = 0
  let size = 0
  for (let at = 0; at < actual.length; at++) {
    const share = weight?.[at] ?? 1
    over += share * (forecast[at]! - actual[at]!)
    size += share * actual[at]!
  }
  return size === 0 ? null : over / size
}

/** Mean absolute error over that of the seasonal naive inside the history (Hyndman & Koehler 2006); null when flat. */
export function maseOf(
  history: ArrayLike<number>,
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  period: number,
): number | null {
  let scale = 0
  for (let at = period; at < history.length; at++) scale += Math.abs(history[at]! - history[at - period]!)
  if (scale === 0 || actual.length === 0) return null
  let off = 0
  for (let at = 0; at < actual.length; at++) off += Math.abs(actual[at]! - forecast[at]!)
  return off / actual.length / (scale / (history.length - period))
}

/** Root mean squared error over that of the naive inside the history from its first demand on (M5); null when flat. */
export function rmsseOf(
  history: ArrayLike<number>,
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
): number | null {
  let first = 0
  while (first < history.length && history[first] === 0) first++
  let scale = 0
  for (let at = first + 1; at < history.length; at++) scale += (history[at]! - history[at - 1]!) ** 2
  if (scale === 0 || actual.length === 0) return null
  let squares = 0
  for (let at = 0; at < actual.length; at++) squares += (actual[at]! - forecast[at]!) ** 2
  return Math.sqrt(squares / actual.length / (scale / (history.length - first - 1)))
}

/** Mean pinball loss of a quantile forecast; null of nothing. */
export function pinballOf(actual: ArrayLike<number>, quantile: ArrayLike<number>, share: number): number | null {
  if (actual.length === 0) return null
  let sum = 0
  for (let at = 0; at < actual.length; at++) {
    const off = actual[at]! - quantile[at]!
    sum += Math.max(share * off, (share - 1) * off)
  }
  return sum / actual.length
}

/** Share of actuals inside [lower, upper]; null of nothing. */
export function coverageOf(
  actual: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
): number | null {
  if (actual.length === 0) return null
  let inside = 0
  for (let at = 0; at < actual.length; at++) if (actual[at]! >= lower[at]! && actual[at]! <= upper[at]!) inside += 1
  return inside / actual.length
}

/** Mean interval score of a central range that should hold `coverage` of the actuals (Gneiting & Raftery 2007). */
export function intervalScoreOf(
  actual: ArrayLike<number>,
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  coverage: number,
): number | null {
  if (actual.length === 0) return null
  const missed = 2 / (1 - coverage)
  let sum = 0
  for (let at = 0; at < actual.length; at++) {
    sum += upper[at]! - lower[at]!
    sum += missed * Math.max(0, lower[at]! - actual[at]!, actual[at]! - upper[at]!)
  }
  return sum / actual.length
}

/** Σ(A − F) over the mean absolute error: beyond ±4 the forecast leans to one side. Null when every error is zero. */
export function trackingSignalOf(actual: ArrayLike<number>, forecast: ArrayLike<number>): number | null {
  let sum = 0
  let off = 0
  for (let at = 0; at < actual.length; at++) {
    sum += actual[at]! - forecast[at]!
    off += Math.abs(actual[at]! - forecast[at]!)
  }
  return off === 0 ? null : sum / (off / actual.length)
}
