/**
 * From the solver's fractions to whole packs: down to whole ones, up again one by one where a pack saves the most, and
 * back where one does not pay. Every step but the first makes things better, and in the end each transfer pays for itself:
 * because losses are convex, all together then do, too. Rule BA11 of docs/specs/balancing.md.
 */
import { QUANTITY_PER_UNIT, type Quantity } from '../../base/quantity.js'
import { GainQueue } from './gain-queue.js'
import { PackBook } from './pack-book.js'
import type { TransferProblem } from './transfer-problem.js'

/** What items share. */
export interface SharedLimits {
  /** Money for freight; null = no limit. */
  readonly budget: number | null
  /** Whole thousandths that the trucks of each fleet can carry together. */
  readonly fleets: Float64Array
}

export const NO_LIMITS: SharedLimits = { budget: null, fleets: new Float64Array(0) }

export const hasLimits = ({ budget, fleets }: SharedLimits): boolean => budget !== null || fleets.length > 0

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
 * they are; between equal ones the earlier item's. What does not pay goes back, and what it used to others.
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
      while (book.units[arc]! > 0 && !left.take(book.problem, arc, book.units[arc]!))
        book.move(arc, -book.stepDown(arc))
  })
  const waiting = new GainQueue()
  const offer = (item: number): void => {
    const pack = books[item]!.bestPack((arc, more) => left.has(problems[item]!, arc, more))
    if (pack !== null) waiting.push({ ...pack, item })
  }
  for (let again = true; again; ) {
    books.forEach((_, item) => {
      offer(item)
    })
    for (let next = waiting.pop(); next !== null; next = waiting.pop()) {
      const { item, arc, more } = next
      if (left.take(problems[item]!, arc, more)) books[item]!.move(arc, more)
      offer(item)
    }
    again = false
    for (const book of books) {
      const before = book.units.slice()
      if (!book.dropUseless()) continue
      before.forEach((units, arc) => left.giveBack(book.problem, arc, units - book.units[arc]!))
      again = true
    }
  }
  return books.map(({ units }) => units)
}

/** What is left of the limits. */
function leftOf({ budget, fleets }: SharedLimits) {
  let money = budget ?? Number.POSITIVE_INFINITY
  const room = fleets.slice()
  const costOf = ({ arcCost }: TransferProblem, arc: number, more: Quantity): number =>
    (arcCost[arc]! * more) / QUANTITY_PER_UNIT
  const has = (problem: TransferProblem, arc: number, more: Quantity): boolean => {
    const fleet = problem.arcFleet[arc]!
    return costOf(problem, arc, more) <= money && (fleet < 0 || more <= room[fleet]!)
  }
  const use = (problem: TransferProblem, arc: number, more: Quantity): void => {
    money -= costOf(problem, arc, more)
    const fleet = problem.arcFleet[arc]!
    if (fleet >= 0) room[fleet]! -= more
  }
  return {
    has,
    take(problem: TransferProblem, arc: number, more: Quantity): boolean {
      if (!has(problem, arc, more)) return false
      use(problem, arc, more)
      return true
    },
    giveBack: (problem: TransferProblem, arc: number, less: Quantity): void => use(problem, arc, -less),
  }
}
