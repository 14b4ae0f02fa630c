import { assert } from '../../base/assert.js'

/** Somebody who has stock and goes through it; both in the same unit. */
export interface Basin {
  /** What is asked in a unit of time: sell-out where it is known, not orders, which grow when goods are scarce. */
  readonly rate: number
  readonly held: number
  /** The most it may get. */
  readonly most: number
}

/**
 * Fair share: everybody's cover is brought to the same level, Σ min(most, max(0, level × rate − held)) = supply. Exact
 * along the corners of that sum, which only grows. DOMAIN §6.10.
 *
 * @returns the level, and what each gets, not rounded. When there is enough for all, the level is where the last is full.
 *
 * @example fillEvenly(100, d = 10, 20, 30; s = 50, 40, 0)  // level 2.8; 0, 16, 84
 */
export function fillEvenly(supply: number, basins: readonly Basin[]): { level: number; given: Float64Array } {
  for (const { rate, most } of basins)
    assert(rate >= 0 && most >= 0, 'a claim has a rate or a limit below zero', { rate, most })
  const given = new Float64Array(basins.length)
  // Who goes through nothing has cover for ever, and gets something only from what the others leave.
  const levels = [...new Set(basins.flatMap(cornersOf))].sort((a, b) => a - b)
  const at = (level: number): number => basins.reduce((sum, basin) => sum + givenAt(basin, level), 0)
  let [low, before] = [levels[0] ?? 0, 0]
  let level = levels.at(-1) ?? 0
  for (const corner of levels) {
    const filled = at(corner)
    if (filled >= supply) {
      level = filled === before ? corner : low + ((supply - before) * (corner - low)) / (filled - before)
      break
    }
    low = corner
    before = filled
  }
  basins.forEach((basin, claim) => {
    given[claim] = givenAt(basin, level)
  })
  let left = Math.max(0, supply - given.reduce((sum, amount) => sum + amount, 0))
  basins.forEach(({ rate, most }, claim) => {
    if (rate > 0) return
    given[claim] = Math.min(most, left)
    left -= given[claim]!
  })
  return { level, given }
}

const cornersOf = ({ rate, held, most }: Basin): number[] => (rate > 0 ? [held / rate, (held + most) / rate] : [])

const givenAt = ({ rate, held, most }: Basin, level: number): number =>
  rate > 0 ? Math.min(most, Math.max(0, level * rate - held)) : 0
