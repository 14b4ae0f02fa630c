/** Whole numbers as the plan has them, written for a reader: separators of the locale, a true minus, zero as a dash. */

export const SCALES = ['1', 'k', 'M'] as const
export type Scale = (typeof SCALES)[number]
const POWER: Readonly<Record<Scale, number>> = { '1': 0, k: 3, M: 6 }

export const ZERO = '–'
export const UNKNOWN = '·'
const TRUE_MINUS = '−'

export interface NumberFormat {
  /** A whole number of 10^-decimals, at a scale. Unknown is a dot, nothing a dash. */
  readonly whole: (value: number | null | undefined, decimals: number, shown?: Shown) => string
  /** A share: 0.123 is 12,3 %. */
  readonly share: (value: number | null | undefined, fractionDigits?: number) => string
  /** A plain number, such as days. */
  readonly plain: (value: number | null | undefined, fractionDigits?: number) => string
  /** What stands between whole and fraction here: `,` or `.`. */
  readonly decimalMark: string
}

export interface Shown {
  readonly scale?: Scale
  readonly fractionDigits?: number
  /** With a plus where it is more than nothing. */
  readonly signed?: boolean
}

export function numberFormat(locale: string): NumberFormat {
  const kept = new Map<string, Intl.NumberFormat>()
  const writer = (digits: number, signed: boolean, style: 'decimal' | 'percent'): Intl.NumberFormat => {
    const key = `${digits} ${signed} ${style}`
    let found = kept.get(key)
    if (found === undefined) {
      found = new Intl.NumberFormat(locale, {
        style,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: signed ? 'exceptZero' : 'negative',
        useGrouping: true,
      })
      kept.set(key, found)
    }
    return found
  }
  const write = (value: number, digits: number, signed: boolean, style: 'decimal' | 'percent' = 'decimal'): string =>
    writer(digits, signed, style).format(value).replace('-', TRUE_MINUS)
  return {
    whole(value, decimals, { scale = '1', fractionDigits = 0, signed = false } = {}) {
      if (value === null || value === undefined) return UNKNOWN
      if (value === 0) return ZERO
      return write(value / 10 ** (decimals + POWER[scale]), fractionDigits, signed)
    },
    share: (value, fractionDigits = 1) =>
      value === null || value === undefined ? UNKNOWN : write(value, fractionDigits, false, 'percent'),
    plain: (value, fractionDigits = 0) =>
      value === null || value === undefined ? UNKNOWN : write(value, fractionDigits, false),
    decimalMark: writer(1, false, 'decimal').format(1.5)[1]!,
  }
}
