/**
 * From the solver's fractions to whole packs: down to whole ones, up again one by one where a pack saves the most, and
 * back where one does not pay. Every step but the first makes things better, and in the end each transfer pays for itself:
 * because losses are convex, all together then do, too. Rule BA11 of docs/specs/balancing.md.
 */
import { QUANTITY_PER_UNIT, type Quantity } from '../../base/quantity.js'
import { PackBook } from './pack-book.js'
import type { TransferProblem } from './transfer-problem.js'

/** What items share. */
export interface SharedLimits {
  /** Money for freight; null = no limit. */
  readonly budget: number | null
  /** Whole thousandths that each load can carry. */
  readonly loads: Float64Array
}

export const NO_LIMITS: SharedLimits = { budget: null, loads: new Float64Array(0) }

export const hasLimits = ({ budget, loads }: SharedLimits): boolean => budget !== null || loads.length > 0

/** Whole packs of an item that shares nothing with others. */
export function wholePacks(problem: TransferProblem, fractions: Float64Array): Float64Array {
  const book = filled(problem, fractions)
  do for (let pack = book.bestPack(); pack !== null; pack = book.bestPack()) book.move(pack.arc, pack.more)
  while (book.dropUseless() && book.bestPack() !== null)
  return book.units
}

/** Whole packs that fit in the fractions, which keep every limit. */
function filled(problem: TransferProblem, fractions: Float64Array): PackBook {
  const book = new PackBook(problem)
  for (let arc = 0; arc < fractions.length; arc++) {
    const whole = book.floor(arc, fractions[arc]!)
    if (whole > 0 && book.fits(arc, whole)) book.move(arc, whole)
  }
  return book
}

/**
 * Whole packs of items that share limits: what rounding down left of them goes to the packs that save the most, whoever's
 * they are; between equal ones the earlier item's.
 */
export function sharedPacks(
  problems: readonly TransferProblem[],
  fractions: readonly Float64Array[],
  limits: SharedLimits,
): Float64Array[] {
  const books = problems.map((problem, item) => filled(problem, fractions[item]!))
  const left = leftOf(limits)
  books.forEach((book) => {
    book.dropUseless()
    for (let arc = 0; arc < book.units.length; arc++)
      // Rounding up by the solver's tolerance can pass a limit by as much.
      while (book.units[arc]! > 0 && !left.take(book.problem, arc, book.units[arc]!)) book.move(arc, -book.stepDown(arc))
  })
  const waiting = new GainQueue()
  const offer = (item: number): void => {
    const pack = books[item]!.bestPack((arc, more) => left.has(problems[item]!, arc, more))
    if (pack !== null) waiting.push({ ...pack, item })
  }
  books.forEach((_, item) => {
    offer(item)
  })
  for (let next = waiting.pop(); next !== null; next = waiting.pop()) {
    const { item, arc, more } = next
    if (left.take(problems[item]!, arc, more)) books[item]!.move(arc, more)
    offer(item)
  }
  return books.map((book) => {
    book.dropUseless()
    return book.units
  })
}

/** What is left of the limits. */
function leftOf({ budget, loads }: SharedLimits) {
  let money = budget ?? Number.POSITIVE_INFINITY
  const room = loads.slice()
  const costOf = ({ arcCost }: TransferProblem, arc: number, more: Quantity): number =>
    (arcCost[arc]! * more) / QUANTITY_PER_UNIT
  const has = (problem: TransferProblem, arc: number, more: Quantity): boolean => {
    const load = problem.arcLoad[arc]!
    return costOf(problem, arc, more) <= money && (load < 0 || more <= room[load]!)
  }
  return {
    has,
    take(problem: TransferProblem, arc: number, more: Quantity): boolean {
      if (!has(problem, arc, more)) return false
      money -= costOf(problem, arc, more)
      const load = problem.arcLoad[arc]!
      if (load >= 0) room[load]! -= more
      return true
    },
  }
}

interface Offer {
  readonly item: number
  readonly arc: number
  readonly more: Quantity
  readonly gain: number
}

const isBefore = (one: Offer, other: Offer): boolean =>
  one.gain !== other.gain ? one.gain > other.gain : one.item < other.item

/** A binary heap: the offer that saves the most first. */
class GainQueue {
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
