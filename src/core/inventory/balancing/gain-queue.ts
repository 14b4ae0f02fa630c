import type { Pack } from './pack-book.js'

/** A pack more of one item. */
export interface Offer extends Pack {
  readonly item: number
}

const isBefore = (one: Offer, other: Offer): boolean =>
  one.gain !== other.gain ? one.gain > other.gain : one.item < other.item

/** A binary heap: the offer that saves the most first. */
export class GainQueue {
  private readonly heap: Offer[] = []

  push(offer: Offer): void {
    let at = this.heap.push(offer) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!isBefore(offer, this.heap[above]!)) break
      this.heap[at] = this.heap[above]!
      at = above
    }
    this.heap[at] = offer
  }

  pop(): Offer | null {
    const first = this.heap[0]
    const last = this.heap.pop()
    if (first === undefined || last === undefined) return null
    if (this.heap.length > 0) this.sink(last)
    return first
  }

  private sink(offer: Offer): void {
    let at = 0
    for (let child = 1; child < this.heap.length; child = 2 * at + 1) {
      if (child + 1 < this.heap.length && isBefore(this.heap[child + 1]!, this.heap[child]!)) child += 1
      if (!isBefore(this.heap[child]!, offer)) break
      this.heap[at] = this.heap[child]!
      at = child
    }
    this.heap[at] = offer
  }
}
