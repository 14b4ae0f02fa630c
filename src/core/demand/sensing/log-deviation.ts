/**
 * What is believed of how far demand lies from its plan: a Kalman filter on the logarithm of sold over planned (West &
 * Harrison), and for slow movers a Gamma law of the multiplier of a Poisson demand. DOMAIN §6.6 (b) and (c).
 */

/** Logarithm of a multiplier of the plan, and how sure it is. */
export interface LogDeviation {
  readonly mean: number
  readonly variance: number
}

/** What one week says: its logarithm, and the variance with which it says it. */
export function observe({ mean, variance }: LogDeviation, seen: number, noise: number): LogDeviation {
  const gain = gainOf(variance, noise)
  return { mean: mean + gain * (seen - mean), variance: (1 - gain) * variance }
}

/** How much of what a week says is believed: nothing where nothing could have moved. */
const gainOf = (variance: number, noise: number): number => (variance > 0 ? variance / (variance + noise) : 0)

/** A share of it is left, a week later or under another plan; the rest is not known again, as before it was seen. */
export function fade({ mean, variance }: LogDeviation, share: number, prior: number): LogDeviation {
  const squared = share ** 2
  return { mean: share * mean, variance: squared * variance + (1 - squared) * prior }
}

/** Half a unit on both sides, so that a week without a sale has a logarithm. */
const HALF_UNIT = 0.5

/** In units. */
export const logRatio = (sold: number, planned: number): number => Math.log((sold + HALF_UNIT) / (planned + HALF_UNIT))

/** The noise of counting single units, and the restlessness that stays where nothing has changed. */
export const noiseOf = (planned: number, restlessness: number): number => 1 / Math.max(1, planned) + restlessness ** 2

/** A multiplier of the plan of a slow mover: Gamma with this shape over this rate. */
export interface CountDeviation {
  readonly shape: number
  readonly rate: number
}

/** Units sold and planned add to what is believed. */
export const count = ({ shape, rate }: CountDeviation, sold: number, planned: number): CountDeviation => ({
  shape: shape + sold,
  rate: rate + planned,
})

export const multiplierOf = ({ shape, rate }: CountDeviation): number => shape / rate

/** The same of counts: back towards `strength` units sold as planned. */
export function fadeCount({ shape, rate }: CountDeviation, share: number, strength: number): CountDeviation {
  return { shape: strength + share * (shape - strength), rate: strength + share * (rate - strength) }
}
