import { normalAt, type Random } from '../core/base/random.js'

/** One number per use of chance, so that adding a use never changes the draws of another. */
export enum Stream {
  Range = 1,
  Rate,
  OrderDay,
  OrderSize,
  Stockout,
  SellOut,
  Return,
  Stock,
  Pipeline,
  OpenOrder,
  Invoice,
  Plan,
  StoreStockout,
  Store,
  Money,
  Planted,
  Lifetime,
}

/** A whole number in [low, high]. */
export function wholeBetween(
  random: Random,
  stream: Stream,
  key: number,
  path: number,
  low: number,
  high: number,
): number {
  return low + Math.floor(random.at(stream, key, path) * (high - low + 1))
}

/** A factor around one whose logarithm has the given spread, with mean one. */
export function spreadFactor(random: Random, stream: Stream, key: number, path: number, spread: number): number {
  return Math.exp(spread * normalAt(random, stream, key, path) - (spread * spread) / 2)
}

/** A whole number of events with this mean, near enough to Poisson for a shop shelf. */
export function countAround(random: Random, stream: Stream, key: number, path: number, mean: number): number {
  if (mean <= 0) return 0
  if (mean >= 12) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalAt(random, stream, key, path)))
  let left = random.at(stream, key, path)
  let chance = Math.exp(-mean)
  let count = 0
  while (left > chance && count < 60) {
    left -= chance
    count++
    chance *= mean / count
  }
  return count
}
