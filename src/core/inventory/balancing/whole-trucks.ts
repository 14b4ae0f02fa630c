/**
 * Trucks that are paid whole and shared by items. The program of an item sees a full truck's price per unit, which is never
 * more than is paid; then whole trucks are counted: what still fits in one that is paid travels for its own freight, and a
 * truck that is not worth its price stays. A stated relaxation: rule BA15 of docs/specs/balancing.md.
 */
import { QUANTITY_PER_UNIT, type Quantity } from '../../base/quantity.js'
import { GainQueue } from './gain-queue.js'
import { PackBook } from './pack-book.js'
import type { TransferProblem } from './transfer-problem.js'

export interface Trucks {
  /** Whole thousandths that one truck of each fleet carries. */
  readonly units: Float64Array
  /** Money for each of its trucks, full or not. */
  readonly price: Float64Array
}

/** The problem with the price of a full truck in the freight of each unit. */
export function withTruckPrices(problem: TransferProblem, { units, price }: Trucks): TransferProblem {
  const arcCost = problem.arcCost.map((cost, arc) => {
    const fleet = problem.arcFleet[arc]!
    return fleet < 0 ? cost : cost + (price[fleet]! * QUANTITY_PER_UNIT) / units[fleet]!
  })
  return { ...problem, arcCost }
}

export const trucksFor = (carried: Quantity, units: Quantity): number => Math.ceil(carried / units)

/** Money for whole trucks. */
export function truckMoney(
  problems: readonly TransferProblem[],
  packs: readonly Float64Array[],
  trucks: Trucks,
): number {
  const carried = carriedBy(problems, packs, trucks)
  return trucks.price.reduce((sum, price, fleet) => sum + price * trucksFor(carried[fleet]!, trucks.units[fleet]!), 0)
}

function carriedBy(
  problems: readonly TransferProblem[],
  packs: readonly Float64Array[],
  { units }: Trucks,
): Float64Array {
  const carried = new Float64Array(units.length)
  problems.forEach(({ arcFleet }, item) => {
    arcFleet.forEach((fleet, arc) => {
      if (fleet >= 0) carried[fleet]! += packs[item]![arc]!
    })
  })
  return carried
}

/** Whole packs in whole trucks, from whole packs at the price of full ones; never worse than moving nothing. */
export function wholeTrucks(
  problems: readonly TransferProblem[],
  packs: readonly Float64Array[],
  trucks: Trucks,
): Float64Array[] {
  const books = problems.map((problem, item) => {
    const book = new PackBook(problem)
    packs[item]!.forEach((units, arc) => {
      if (units > 0) book.move(arc, units)
    })
    return book
  })
  const carried = carriedBy(problems, packs, trucks)
  const count = carried.map((units, fleet) => trucksFor(units, trucks.units[fleet]!))
  fillPaidTrucks(books, carried, count, trucks)
  for (let again = true; again; ) {
    again = false
    for (let fleet = 0; fleet < count.length; fleet++)
      while (count[fleet]! > 0 && leaveTruck(books, fleet, carried, count, trucks)) again = true
  }
  return books.map(({ units }) => units)
}

/** Goods that fit in trucks that are paid already, the ones that save the most first. */
function fillPaidTrucks(
  books: readonly PackBook[],
  carried: Float64Array,
  count: Float64Array,
  { units }: Trucks,
): void {
  const waiting = new GainQueue()
  const fits = (book: PackBook, arc: number, more: Quantity): boolean => {
    const fleet = book.problem.arcFleet[arc]!
    return fleet < 0 || carried[fleet]! + more <= count[fleet]! * units[fleet]!
  }
  const offer = (item: number): void => {
    const pack = books[item]!.bestPack((arc, more) => fits(books[item]!, arc, more))
    if (pack !== null) waiting.push({ ...pack, item })
  }
  books.forEach((_, item) => {
    offer(item)
  })
  for (let next = waiting.pop(); next !== null; next = waiting.pop()) {
    const { item, arc, more } = next
    const book = books[item]!
    if (fits(book, arc, more)) {
      book.move(arc, more)
      if (book.problem.arcFleet[arc]! >= 0) carried[book.problem.arcFleet[arc]!]! += more
    }
    offer(item)
  }
}

/** Takes the packs that matter least off a fleet until it needs a truck less, where that saves money; else leaves it. */
function leaveTruck(
  books: readonly PackBook[],
  fleet: number,
  carried: Float64Array,
  count: Float64Array,
  { units, price }: Trucks,
): boolean {
  const room = (count[fleet]! - 1) * units[fleet]!
  const taken: { book: PackBook; arc: number; step: Quantity }[] = []
  let lost = 0
  let left = carried[fleet]!
  const least = books.reduce((sum, book) => sum + book.least, 0)
  while (left > room && lost < price[fleet]! + least) {
    const pack = leastNeeded(books, fleet)
    if (pack === null) break
    lost += pack.loss
    left -= pack.step
    pack.book.move(pack.arc, -pack.step)
    taken.push(pack)
  }
  if (left <= room && lost <= price[fleet]!) {
    carried[fleet] = left
    count[fleet] = trucksFor(left, units[fleet]!)
    return true
  }
  for (const { book, arc, step } of taken.reverse()) book.move(arc, step)
  return false
}

function leastNeeded(books: readonly PackBook[], fleet: number) {
  let found: { book: PackBook; arc: number; step: Quantity; loss: number } | null = null
  for (const book of books)
    for (let arc = 0; arc < book.units.length; arc++) {
      if (book.problem.arcFleet[arc] !== fleet || book.units[arc] === 0) continue
      const step = book.stepDown(arc)
      const loss = -book.gain(arc, -step)
      if (found === null || loss / step < found.loss / found.step) found = { book, arc, step, loss }
    }
  return found
}
