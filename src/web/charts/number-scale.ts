import type { Scale } from '../words/number-format.js'
import type { Words } from '../words/words.js'

/** How numbers stand in charts: at a scale, short. Values are whole, with so many decimals. */
export const chartNumbers = (
  { number }: Words,
  decimals: number,
  scale: Scale,
): { format: (value: number) => string; signed: (value: number) => string } => {
  const fractionDigits = scale === 'M' ? 1 : 0
  return {
    format: (value) => number.whole(value, decimals, { scale, fractionDigits }),
    signed: (value) => number.whole(value, decimals, { scale, fractionDigits, signed: true }),
  }
}

/** As files have them: in major units. */
export const inMajor = (value: number | null, decimals: number): number | null =>
  value === null ? null : value / 10 ** decimals
