/**
 * What rows add up to, by feature and bin: the histograms of the histogram method (Ke et al. 2017). Each feature has a
 * usual bin, and only what lies elsewhere is added; the usual one holds what is left of the whole. A flag that is seldom
 * up costs nothing where it is down, and a calendar of holidays hardly more than none.
 */
export interface BinLayout {
  /** Where a feature begins: slope of its bin b at starts[feature] + 2 b, curvature after it. One more, the end of all. */
  readonly starts: Int32Array
  /** The fullest bin of each feature. */
  readonly usual: Uint8Array
  /** Places of each row's other bins, row by row; those of row r stand before ends[r]. */
  readonly places: Int32Array
  readonly ends: Int32Array
}

/** `bins` at [row * features + feature]; `edges` by feature, one fewer than it has bins. */
export function layOutBins(bins: Uint8Array, edges: readonly Float32Array[]): BinLayout {
  const features = edges.length
  const rows = bins.length / features
  const starts = new Int32Array(features + 1)
  edges.forEach((ends, feature) => {
    starts[feature + 1] = starts[feature]! + 2 * (ends.length + 1)
  })
  const usual = fullestOf(bins, starts)
  const ends = new Int32Array(rows)
  const places = new Int32Array(bins.length)
  let count = 0
  for (let row = 0; row < rows; row++) {
    for (let feature = 0; feature < features; feature++) {
      const bin = bins[row * features + feature]!
      if (bin !== usual[feature]) places[count++] = starts[feature]! + 2 * bin
    }
    ends[row] = count
  }
  return { starts, usual, places: places.slice(0, count), ends }
}

function fullestOf(bins: Uint8Array, starts: Int32Array): Uint8Array {
  const features = starts.length - 1
  const counts = new Int32Array(starts[features]!)
  for (let at = 0; at < bins.length; at++) counts[starts[at % features]! + 2 * bins[at]!]! += 1
  return Uint8Array.from({ length: features }, (_, feature) => {
    let fullest = starts[feature]!
    for (let at = fullest; at < starts[feature + 1]!; at += 2) if (counts[at]! > counts[fullest]!) fullest = at
    return (fullest - starts[feature]!) / 2
  })
}

/** Adds up slope and curvature of some rows into `sums`, and gives those of all of them. */
export function sumBins(
  { starts, usual, places, ends }: BinLayout,
  rows: Int32Array,
  { slope, curve }: { slope: Float32Array; curve: Float32Array },
  sums: Float64Array,
): { slope: number; curve: number } {
  const whole = { slope: 0, curve: 0 }
  sums.fill(0)
  for (const row of rows) {
    const rowSlope = slope[row]!
    const rowCurve = curve[row]!
    whole.slope += rowSlope
    whole.curve += rowCurve
    for (let at = row === 0 ? 0 : ends[row - 1]!; at < ends[row]!; at++) {
      sums[places[at]!]! += rowSlope
      sums[places[at]! + 1]! += rowCurve
    }
  }
  usual.forEach((bin, feature) => {
    let restSlope = whole.slope
    let restCurve = whole.curve
    for (let at = starts[feature]!; at < starts[feature + 1]!; at += 2) {
      restSlope -= sums[at]!
      restCurve -= sums[at + 1]!
    }
    sums[starts[feature]! + 2 * bin] = restSlope
    sums[starts[feature]! + 2 * bin + 1] = restCurve
  })
  return whole
}
