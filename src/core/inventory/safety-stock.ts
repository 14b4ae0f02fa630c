/**
 * How much stock guards against error? Silver, Pyke & Thomas, *Inventory and Production Management in Supply Chains*;
 * DOMAIN §6.9. Floating point: a safety stock is a proposal, stored as an input once it is accepted (SPINE 5).
 */
import { assert } from '../base/assert.js'
import { normalQuantile } from '../demand/forecast/interval.js'

export interface ProtectionInterval {
  /** Lead time and review period, in the same unit of time. */
  leadTime: number
  review: number
  /** Standard deviation of the forecast error of one unit of time. */
  errorSd: number
  /** Demand per unit of time, and how much the lead time varies. */
  demand: number
  leadTimeSd: number
}

/**
 * Standard deviation of what demand and lead time together can do over lead time and review:
 * σ² = (L + R) s_e² + d² s_L².
 *
 * @example protectionSd({ leadTime: 3, review: 1, errorSd: 30, demand: 100, leadTimeSd: 0.5 })  // 78.1025
 */
export function protectionSd({ leadTime, review, errorSd, demand, leadTimeSd }: ProtectionInterval): number {
  return Math.sqrt((leadTime + review) * errorSd ** 2 + (demand * leadTimeSd) ** 2)
}

/** Type 1, the chance of no stockout in a cycle: z(α) σ. Below half it is zero, never negative. */
export function stockForCycleService(service: number, sd: number): number {
  assert(service > 0 && service < 1, 'a service level is not between 0 and 1', { service })
  return Math.max(0, normalQuantile(service) * sd)
}

/** Bisection to far below a thousandth of any quantity. */
const FACTOR_STEPS = 80
const FACTOR_RANGE = 8

/**
 * Type 2, the share of demand served from stock: the factor k for which σ [G(k) − G(k + Q ÷ σ)] = Q (1 − β), where
 * G(k) = φ(k) − k (1 − Φ(k)) is the expected shortage of a unit normal. It may be below zero.
 */
export function factorForFillRate(fillRate: number, sd: number, orderQuantity: number): number {
  assert(fillRate > 0 && fillRate < 1, 'a fill rate is not between 0 and 1', { fillRate })
  const allowed = (orderQuantity * (1 - fillRate)) / sd
  let low = -FACTOR_RANGE
  let high = FACTOR_RANGE
  for (let step = 0; step < FACTOR_STEPS; step++) {
    const middle = (low + high) / 2
    const short = expectedShortage(middle) - expectedShortage(middle + orderQuantity / sd)
    if (short > allowed) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Type 2 safety stock: k σ, floored at zero. */
export function stockForFillRate(fillRate: number, sd: number, orderQuantity: number): number {
  return sd === 0 ? 0 : Math.max(0, factorForFillRate(fillRate, sd, orderQuantity) * sd)
}

/** G(k), the expected amount by which a unit normal passes k. */
export function expectedShortage(k: number): number {
  return normalDensity(k) - k * (1 - normalCumulative(k))
}

export const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)

/** Φ(x) by the series of Marsaglia (2004), to the last digits of a double; beyond ±8 it is 0 or 1. */
export function normalCumulative(x: number): number {
  if (x > FACTOR_RANGE) return 1
  if (x < -FACTOR_RANGE) return 0
  let sum = x
  let term = x
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (x * x) / odd
    sum += term
  }
  return 0.5 + sum * normalDensity(x)
}
