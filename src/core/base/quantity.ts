import { formatScaled, parseScaled } from './decimal.js'

/** Whole thousandths of the item's base unit. */
export type Quantity = number

export const QUANTITY_DECIMALS = 3
export const QUANTITY_PER_UNIT = 1000

export const parseQuantity = (text: string): Quantity | null => parseScaled(text, QUANTITY_DECIMALS)
export const formatQuantity = (quantity: Quantity): string => formatScaled(quantity, QUANTITY_DECIMALS)

/** Whole millionths of a major currency unit per base unit: prices, costs and rates keep six decimals. */
export type UnitPrice = number

export const UNIT_PRICE_DECIMALS = 6
export const UNIT_PRICE_PER_MAJOR = 1_000_000

/** Whole millionths of one: 0.15 is 150000. Shares, percentages and probabilities of the contract. */
export type Share = number

export const SHARE_DECIMALS = 6
export const SHARE_WHOLE = 1_000_000
