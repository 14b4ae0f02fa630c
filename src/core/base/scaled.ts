import { SHARE_WHOLE } from './quantity.js'

/** A whole number times a factor in whole millionths, rounded once, half away from zero. Exact at any size. */
export function scaleByShare(value: number, factor: number): number {
  const product = value * factor
  const half = SHARE_WHOLE / 2
  if (Math.abs(product) <= Number.MAX_SAFE_INTEGER - half)
    return Math.sign(product) * Math.floor((Math.abs(product) + half) / SHARE_WHOLE) + 0
  const exact = BigInt(value) * BigInt(factor)
  const magnitude = ((exact < 0n ? -exact : exact) + BigInt(half)) / BigInt(SHARE_WHOLE)
  return Number(exact < 0n ? -magnitude : magnitude)
}
