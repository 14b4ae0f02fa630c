/** Where big arrays live: plain memory, or memory shared with workers. */
export interface Memory {
  float64(length: number): Float64Array
  int32(length: number): Int32Array
}

export const plainMemory: Memory = {
  float64: (length) => new Float64Array(length),
  int32: (length) => new Int32Array(length),
}

export const sharedMemory: Memory = {
  float64: (length) => new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT)),
  int32: (length) => new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT)),
}

export function copyFloat64(memory: Memory, values: Float64Array): Float64Array {
  const copy = memory.float64(values.length)
  copy.set(values)
  return copy
}

/** The first `length` values of a growing array, moved to where big arrays live. */
export function settleInt32(memory: Memory, values: ArrayLike<number>, length = values.length): Int32Array {
  const settled = memory.int32(length)
  for (let at = 0; at < length; at++) settled[at] = values[at]!
  return settled
}
