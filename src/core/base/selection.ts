const BINS = 4096
const SMALL = 256
const histogram = new Int32Array(BINS)

/**
 * The k-th largest (k from 1) of the first `count` values, which are whole numbers, in linear time: a histogram between smallest and largest
 * leaves one bin to look into. Values are moved about. A comparator sort costs about five times as much (SPINE).
 */
export function kthLargest(values: Float64Array, count: number, k: number): number {
  let wanted = k
  let left = count
  while (left > SMALL) {
    let low = values[0]!
    let high = low
    for (let at = 1; at < left; at++) {
      const value = values[at]!
      if (value < low) low = value
      else if (value > high) high = value
    }
    if (low === high) return low
    const scale = (BINS - 1) / (high - low)
    histogram.fill(0)
    for (let at = 0; at < left; at++) histogram[Math.floor((values[at]! - low) * scale)]! += 1
    let bin = BINS - 1
    for (; histogram[bin]! < wanted; bin--) wanted -= histogram[bin]!
    let kept = 0
    for (let at = 0; at < left; at++) {
      const value = values[at]!
      if (Math.floor((value - low) * scale) === bin) values[kept++] = value
    }
    left = kept
  }
  return quickSelect(values, left, wanted - 1)
}

/** What stands at `place` when the values are in falling order (Hoare). */
function quickSelect(values: Float64Array, count: number, place: number): number {
  let from = 0
  let to = count - 1
  while (from < to) {
    const pivot = values[(from + to) >> 1]!
    let left = from
    let right = to
    while (left <= right) {
      while (values[left]! > pivot) left++
      while (values[right]! < pivot) right--
      if (left > right) break
      const value = values[left]!
      values[left++] = values[right]!
      values[right--] = value
    }
    if (place <= right) to = right
    else if (place >= left) from = left
    else return pivot
  }
  return values[from]!
}
