/**
 * The Plan Adherence Index (DOMAIN §1.3): how much of what was planned and done is the same, by value.
 *
 * A cell is flow × item × node × week. With P planned, A executed and v the money weight fixed at freeze:
 *
 *     den = Σ v (max(P, A⁺) + A⁻)        PAI = Σ v min(P, A⁺) / den
 *     U = Σ v max(P − A⁺, 0) / den       O = Σ v max(A⁺ − P, 0) [P > 0] / den
 *     N = Σ v A⁺ [P = 0] / den           R = Σ v A⁻ / den              PAI + U + O + N + R = 1
 *
 * Bounded by 0 and 1, defined wherever anything was planned or done, and never netted: twice the plan is as far from it
 * as half of it. Sums are whole numbers of any size and divided when they are read. Rules AD1 to AD10.
 */
import { assert } from '../../core/base/assert.js'
import type { Quantity, UnitPrice } from '../../core/base/quantity.js'
import { ExactSum } from './exact-sum.js'
import { type Fraction, fraction, minus, plus, times, WHOLE } from './fraction.js'
import { type Asked, reasonsOf } from './reason-waterfall.js'

export interface AdherenceCell {
  /** P, frozen. Returns are planned in a flow of their own: never below zero. */
  readonly planned: Quantity
  /** A, gross; below zero where a source sends nothing but net corrections, null where nobody told. */
  readonly actual: Quantity | null
  /** v: millionths of the base currency per unit, fixed at freeze. */
  readonly weight: UnitPrice
  /** τ: how far from the plan still counts as on it. Means nothing where nothing was planned. */
  readonly tolerance: Quantity
  /** What was asked for and what was there; null where that is not known. */
  readonly asked?: Asked | null
}

/** PAI is not shown where less of the planned value than this is known, in hundredths. */
export const COVERAGE_LEAST = 95

export const LOSS_PARTS = ['under', 'over', 'unplanned', 'negative'] as const
export type LossPart = (typeof LOSS_PARTS)[number]

/** Everything that figures of a group are formed from; groups are added up cell by cell, in any order. */
export class AdherenceSums {
  cells = 0
  hitCells = 0
  /** Cells whose execution nobody told. */
  missing = 0
  readonly planned = new ExactSum()
  readonly plannedKnown = new ExactSum()
  readonly executed = new ExactSum()
  readonly kept = new ExactSum()
  readonly under = new ExactSum()
  readonly over = new ExactSum()
  readonly unplanned = new ExactSum()
  readonly negative = new ExactSum()
  readonly beyondTolerance = new ExactSum()
  readonly hit = new ExactSum()
  /** `under` by reason (DOMAIN §1.3); what cannot be told apart is in `untold`. */
  readonly demandShort = new ExactSum()
  readonly supplyShort = new ExactSum()
  readonly executionShort = new ExactSum()
  readonly untold = new ExactSum()
  /** Cells where more was done than was asked for or there: the data contradict each other. */
  surplusCells = 0

  add(cell: AdherenceCell): void {
    const { planned, actual, weight } = cell
    assert(planned >= 0, 'a plan below zero: returns are a flow of their own', { planned })
    assert(weight >= 0, 'a money weight below zero', { weight })
    this.planned.add(weight, planned)
    if (actual === null) {
      if (planned > 0) this.missing += 1
      return
    }
    this.plannedKnown.add(weight, planned)
    if (planned === 0 && actual === 0) return
    this.cells += 1
    this.executed.add(weight, actual)
    const done = Math.max(actual, 0)
    const undone = Math.max(0 - actual, 0)
    this.kept.add(weight, Math.min(planned, done))
    this.under.add(weight, Math.max(planned - done, 0))
    if (planned > 0) this.over.add(weight, Math.max(done - planned, 0))
    else this.unplanned.add(weight, done)
    this.negative.add(weight, undone)
    this.addTolerance(cell, Math.max(planned, done) + undone, Math.abs(actual - planned))
    if (planned > done) this.addReasons(cell, done)
  }

  private addTolerance({ planned, weight, tolerance }: AdherenceCell, size: number, off: number): void {
    const tau = planned === 0 ? 0 : tolerance
    this.beyondTolerance.add(weight, Math.max(0, off - tau))
    if (off > tau) return
    this.hitCells += 1
    this.hit.add(weight, size)
  }

  private addReasons({ planned, weight, asked }: AdherenceCell, done: number): void {
    if (asked === undefined || asked === null) {
      this.untold.add(weight, planned - done)
      return
    }
    const { demandShort, supplyShort, executionShort, untold, surplus } = reasonsOf(planned, done, asked)
    if (surplus > 0) this.surplusCells += 1
    this.demandShort.add(weight, demandShort)
    this.supplyShort.add(weight, supplyShort)
    this.executionShort.add(weight, executionShort)
    this.untold.add(weight, untold)
  }

  /** Billionths of the base currency. */
  get denominator(): bigint {
    return this.kept.total + LOSS_PARTS.reduce((sum, part) => sum + this[part].total, 0n)
  }
}

/** Exact; what cannot be formed is null. */
export interface AdherenceIndex {
  readonly index: Fraction
  readonly losses: Readonly<Record<LossPart, Fraction>>
  /** Counting only what is further off than the tolerance of each cell. */
  readonly tolerant: Fraction
  /** Share of cells inside their tolerance, by count and by value. */
  readonly hitCells: Fraction
  readonly hitValue: Fraction
  /** Without the part of the loss that nobody asked for: what execution could have kept. */
  readonly controllable: Fraction
  /** Netted ΣvA / ΣvP; null when nothing was planned. */
  readonly attainment: Fraction | null
  /** By how much the netted measure flatters. */
  readonly nettingIllusion: Fraction | null
}

/** Null when nothing was planned and nothing done. */
export function indexOf(sums: AdherenceSums): AdherenceIndex | null {
  const { denominator, cells } = sums
  if (denominator === 0n) return null
  const of = (value: bigint): Fraction => fraction(value, denominator)
  const index = of(sums.kept.total)
  const planned = sums.plannedKnown.total
  const attainment = planned === 0n ? null : fraction(sums.executed.total, planned)
  return {
    index,
    losses: {
      under: of(sums.under.total),
      over: of(sums.over.total),
      unplanned: of(sums.unplanned.total),
      negative: of(sums.negative.total),
    },
    tolerant: minus(WHOLE, of(sums.beyondTolerance.total)),
    hitCells: fraction(BigInt(sums.hitCells), BigInt(cells)),
    hitValue: of(sums.hit.total),
    controllable: plus(index, of(sums.demandShort.total)),
    attainment,
    nettingIllusion: attainment === null ? null : minus(nearness(attainment), index),
  }
}

/** 1 − |1 − ATT|. */
function nearness(attainment: Fraction): Fraction {
  const off = minus(WHOLE, attainment)
  return minus(WHOLE, off.numerator < 0n ? minus(attainment, WHOLE) : off)
}

/** Share of the planned value whose execution is known; null when nothing was planned. */
export function coverageOf(sums: AdherenceSums): Fraction | null {
  const planned = sums.planned.total
  return planned === 0n ? null : fraction(sums.plannedKnown.total, planned)
}

/** Too little is known of it for an index to be shown. */
export const isSuppressed = (sums: AdherenceSums): boolean =>
  sums.plannedKnown.total * 100n < sums.planned.total * BigInt(COVERAGE_LEAST)

/**
 * One figure of several flows: each flow's index weighted by its planned value. Flows with nothing to compare, or with
 * too little known, have no say. Null when none has.
 */
export function headlineOf(flows: readonly AdherenceSums[]): Fraction | null {
  const speaking = flows.flatMap((sums) => {
    const index = isSuppressed(sums) ? null : indexOf(sums)
    return index === null ? [] : [{ index: index.index, planned: sums.plannedKnown.total }]
  })
  const planned = speaking.reduce((sum, flow) => sum + flow.planned, 0n)
  if (planned === 0n) return null
  return speaking
    .map((flow) => times(flow.index, fraction(flow.planned, planned)))
    .reduce((sum, part) => plus(sum, part))
}
