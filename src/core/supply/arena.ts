/**
 * Zero-filled arrays for one piece of work, handed out from one block and all given back at once: a plan with a million
 * short rows must not make ten million small arrays.
 */
export class Arena {
  #block = new Float64Array(1 << 14)
  #used = 0

  take(length: number): Float64Array {
    if (this.#used + length > this.#block.length) {
      // Arrays already handed out keep the old block alive.
      this.#block = new Float64Array(Math.max(this.#block.length * 2, length))
      this.#used = 0
    }
    const taken = this.#block.subarray(this.#used, this.#used + length)
    this.#used += length
    return taken.fill(0)
  }

  /** Everything taken so far may be handed out again. */
  reset(): void {
    this.#used = 0
  }
}
