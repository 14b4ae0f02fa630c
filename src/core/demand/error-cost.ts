/**
 * What a wrong forecast costs, by DOMAIN §5.4. Too little loses the margin of what was not there, unless the customer
 * waits or takes something else; too much is carried until it is asked for, and is lost where nobody will ask any more.
 *
 * Money is in whatever unit margin and cost come in, per base unit. What nobody knows (fines, expediting, markdown) is
 * left at zero rather than guessed.
 */
import { normalQuantile } from './forecast/interval.js'

const DAYS_PER_YEAR = 365

export interface ShortUnit {
  /** m: what a unit earns. */
  readonly margin: number
  /** rBack: share that is delivered later, and what that costs more (cExp). */
  readonly waitingShare?: number
  readonly lateCost?: number
  /** rSub: share that goes to a substitute of our own, and what that earns (mSub). */
  readonly substituteShare?: number
  readonly substituteMargin?: number
}

/** C_under of one unit: m − rBack (m − cExp) − rSub mSub. */
export function costOfShort(unit: ShortUnit): number {
  const { margin, waitingShare = 0, lateCost = 0, substituteShare = 0, substituteMargin = 0 } = unit
  return margin - waitingShare * (margin - lateCost) - substituteShare * substituteMargin
}

export interface ExcessUnit {
  /** c: what a unit cost. */
  readonly cost: number
  /** T. */
  readonly days: number
  /** WACC + storage + insurance, a year, as a fraction of the cost. */
  readonly yearlyCarry: number
  readonly markdownShare?: number
  readonly markdown?: number
  /** pObs: share that nobody takes any more, and what is still got for it. */
  readonly lostShare?: number
  readonly salvage?: number
}

/** C_over of one unit: c × carry × T / 365 + pMd × markdown + pObs (c − salvage). */
export function costOfExcess(unit: ExcessUnit): number {
  const { cost, days, yearlyCarry, markdownShare = 0, markdown = 0, lostShare = 0, salvage = 0 } = unit
  return (cost * yearlyCarry * days) / DAYS_PER_YEAR + markdownShare * markdown + lostShare * (cost - salvage)
}

/**
 * Money that one unit of mean absolute error costs where stock is kept at the critical ratio and errors are normal:
 * (Cu + Co) φ(z*) √(π/2), z* = Φ⁻¹(Cu / (Cu + Co)). Zero where one of the two costs nothing: stock then takes the other
 * side, and the error is free.
 */
export function costPerUnitOfError(short: number, excess: number): number {
  return costPerSigma(short, excess) * Math.sqrt(Math.PI / 2)
}

/** (Cu + Co) φ(z*), for one standard deviation of the error. */
export function costPerSigma(short: number, excess: number): number {
  if (short <= 0 || excess <= 0) return 0
  const z = normalQuantile(short / (short + excess))
  return ((short + excess) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}
