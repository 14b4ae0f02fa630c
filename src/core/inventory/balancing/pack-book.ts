/**
 * Whole packs of one item: what is moved so far, and what one pack more or less would change, exactly. Money is counted on
 * the convex losses themselves, not on the solver's answer. Rule BA11 of docs/specs/balancing.md.
 */
import { QUANTITY_PER_UNIT, type Quantity } from '../../base/quantity.js'
import { giverLoss, type TransferProblem, takerLoss } from './transfer-problem.js'

/** A change smaller than this share of what the dearest unit is worth is no change: floating sums differ by as much. */
const NOTHING = 1e-9

export class PackBook {
  readonly units: Float64Array
  private readonly incoming: Float64Array
  private readonly outgoing: Float64Array
  private readonly takerNow: Float64Array
  private readonly giverNow: Float64Array
  /** What one step up of each arc saves; NaN where it has to be looked at again. */
  private readonly gains: Float64Array
  private readonly least: number

  constructor(readonly problem: TransferProblem) {
    this.units = new Float64Array(problem.arcCost.length)
    this.incoming = new Float64Array(problem.taker.length)
    this.outgoing = new Float64Array(problem.giver.length)
    this.takerNow = Float64Array.from(problem.taker, (_, taker) => takerLoss(problem, taker, 0))
    this.giverNow = new Float64Array(problem.giver.length)
    this.gains = new Float64Array(problem.arcCost.length).fill(Number.NaN)
    this.least = NOTHING * problem.takerWorth.reduce((most, worth) => Math.max(most, worth), 0)
  }

  /** The whole packs that fit into a fraction; nothing where that is less than the smallest transfer. */
  floor(arc: number, units: number): Quantity {
    const { arcPack, arcMinimum } = this.problem
    // The solver's tolerance must not cost a pack.
    const packs = Math.floor(units / arcPack[arc]! + 1e-6)
    return packs * arcPack[arc]! >= arcMinimum[arc]! ? packs * arcPack[arc]! : 0
  }

  /** The smallest change upwards: a pack, or as many as the smallest transfer asks. */
  stepUp(arc: number): Quantity {
    const { arcPack, arcMinimum } = this.problem
    if (this.units[arc]! > 0) return arcPack[arc]!
    return Math.max(arcPack[arc]!, Math.ceil(arcMinimum[arc]! / arcPack[arc]!) * arcPack[arc]!)
  }

  /** The smallest change downwards: a pack, or everything where less may not go. */
  stepDown(arc: number): Quantity {
    const { arcPack, arcMinimum } = this.problem
    const after = this.units[arc]! - arcPack[arc]!
    return after > 0 && after >= arcMinimum[arc]! ? arcPack[arc]! : this.units[arc]!
  }

  /** Whether the giver has it: surplus, and goods that live long enough. */
  fits(arc: number, more: Quantity): boolean {
    const { arcGiver, arcLife, surplus, lifeGiver, lifeDay, lifeBound } = this.problem
    const giver = arcGiver[arc]!
    if (this.outgoing[giver]! + more > surplus[giver]!) return false
    for (let life = 0; life < lifeDay.length; life++) {
      if (lifeGiver[life] !== giver || arcLife[arc]! < lifeDay[life]!) continue
      let asked = more
      for (let other = 0; other < arcGiver.length; other++)
        if (arcGiver[other] === giver && arcLife[other]! >= lifeDay[life]!) asked += this.units[other]!
      if (asked > lifeBound[life]!) return false
    }
    return true
  }

  /** Money saved by so much more (less, when negative) on an arc. */
  gain(arc: number, change: Quantity): number {
    const { problem } = this
    const taker = problem.arcTaker[arc]!
    const giver = problem.arcGiver[arc]!
    const relief = this.takerNow[taker]! - takerLoss(problem, taker, this.incoming[taker]! + change)
    const sacrifice = giverLoss(problem, giver, this.outgoing[giver]! + change) - this.giverNow[giver]!
    return relief - sacrifice - (problem.arcCost[arc]! * change) / QUANTITY_PER_UNIT
  }

  move(arc: number, change: Quantity): void {
    const { problem } = this
    const taker = problem.arcTaker[arc]!
    const giver = problem.arcGiver[arc]!
    this.units[arc]! += change
    this.incoming[taker]! += change
    this.outgoing[giver]! += change
    this.takerNow[taker] = takerLoss(problem, taker, this.incoming[taker]!)
    this.giverNow[giver] = giverLoss(problem, giver, this.outgoing[giver]!)
    for (let other = 0; other < this.gains.length; other++)
      if (problem.arcTaker[other] === taker || problem.arcGiver[other] === giver) this.gains[other] = Number.NaN
  }

  /** The pack more that saves the most, among those that `allowed` lets through; null when none saves anything. */
  bestPack(allowed: (arc: number, more: Quantity) => boolean = () => true): Pack | null {
    let best: Pack | null = null
    for (let arc = 0; arc < this.units.length; arc++) {
      if (Number.isNaN(this.gains[arc]!)) this.gains[arc] = this.gain(arc, this.stepUp(arc))
      const gain = this.gains[arc]!
      if (gain <= this.least || (best !== null && gain <= best.gain)) continue
      const more = this.stepUp(arc)
      if (this.fits(arc, more) && allowed(arc, more)) best = { arc, more, gain }
    }
    return best
  }

  /** Takes back packs, then whole transfers, that are not worth their freight; true when anything was. */
  dropUseless(): boolean {
    let dropped = false
    for (let again = true; again; ) {
      again = false
      for (let arc = this.units.length - 1; arc >= 0; arc--) {
        for (const step of [this.stepDown(arc), this.units[arc]!]) {
          if (this.units[arc] === 0 || this.gain(arc, -step) < -this.least) continue
          this.move(arc, -step)
          dropped = true
          again = true
        }
      }
    }
    return dropped
  }
}

export interface Pack {
  readonly arc: number
  readonly more: Quantity
  readonly gain: number
}
