import { Refusal } from '../../core/base/refusal.js'
import type { Refused } from './living-plan.js'

/**
 * One piece of work after another: whoever has the turn reads or writes a plan's arrays alone, also while they wait for
 * threads or the disk. Nobody sees half of what somebody else does.
 */
export class Turns {
  private last: Promise<unknown> = Promise.resolve()
  private asked = 0

  /** How many wait for their turn. */
  get waiting(): number {
    return Math.max(0, this.asked - 1)
  }

  take<Result>(work: () => Promise<Result> | Result): Promise<Result> {
    this.asked++
    const done = this.last.then(work).finally(() => {
      this.asked--
    })
    this.last = done.catch(() => undefined)
    return done
  }
}

/** A refusal as data. */
export async function unlessThrown<Result>(work: () => Promise<Result | Refused>): Promise<Result | Refused> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { refused: { code: error.code, values: error.values } }
  }
}
