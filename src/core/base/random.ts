/**
 * Counter-based randomness: the draw for (stream, key, path) is the same whoever asks, in any order, on any worker
 * (SPINE 5). Nothing here keeps state.
 */
export interface Random {
  /** Uniform in [0, 1). `stream` names the use, `key` the row or item, `path` the draw or sample path. */
  at(stream: number, key: number, path: number): number
}

const mix = (value: number): number => {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return (x ^ (x >>> 15)) | 0
}

/** Two rounds of a 32-bit finaliser over the three counters; 53 bits of the result are used. */
export function seededRandom(seed: number): Random {
  return {
    at(stream, key, path) {
      const first = mix(mix(mix(mix(seed) + stream) + key) + path)
      const second = mix(mix(first + 0x9e3779b9) + seed)
      return ((first >>> 0) * 0x200000 + (second >>> 11)) / 0x20000000000000
    },
  }
}

/** Standard normal draw by the inverse of the logistic approximation is too coarse; Box–Muller uses two counters. */
export function normalAt(random: Random, stream: number, key: number, path: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.at(stream, key, path * 2)))
  return radius * Math.cos(2 * Math.PI * random.at(stream, key, path * 2 + 1))
}
