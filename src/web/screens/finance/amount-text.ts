import { type Scale, UNKNOWN, ZERO } from '../../words/number-format.js'
import type { Words } from '../../words/words.js'
import { DAY_DECIMALS, decimalsOfUnit } from './report-amounts.js'
import type { LineShape } from './report-line.js'

export interface AmountStyle {
  readonly words: Words
  readonly currency: string
  readonly scale: Scale
  /** Places after the point where amounts stand in millions. */
  readonly millionDigits?: number
}

/** An amount of a line at the table's scale; days have none. */
export function amountText(
  value: number | null,
  { unit }: Pick<LineShape, 'unit'>,
  { words: { number }, currency, scale, millionDigits = 1 }: AmountStyle,
  signed = false,
): string {
  const decimals = decimalsOfUnit(unit, currency)
  if (unit === 'days') return number.whole(value, decimals, { fractionDigits: DAY_DECIMALS, signed })
  return number.whole(value, decimals, { scale, fractionDigits: scale === 'M' ? millionDigits : 0, signed })
}

/** A share with its sign: +3,2 %. */
export function shareText(share: number | null, { number }: Words): string {
  if (share === null) return UNKNOWN
  if (share === 0) return ZERO
  return `${share > 0 ? '+' : ''}${number.share(share)}`
}

/** How the unit and scale of a table are printed. */
export const unitText = (currency: string, scale: Scale): string => (scale === '1' ? currency : `${currency} ${scale}`)

/** Whether anything is left of a number at the scale it is written in. */
export const saysSomething = (text: string): boolean => /[1-9]/.test(text)
