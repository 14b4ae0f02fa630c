/** What a table of the plan can be asked for. */

export const QUERY_MEASURES = [
  'baseline',
  'consensus',
  'constrained',
  'requirement',
  'receipts',
  'closing',
  'asIs',
  'opening',
  'received',
  'otherMoves',
  'shipped',
  'netMoves',
  'netSales',
  'standardCost',
  'variancesAndWriteOffs',
  'grossMargin',
] as const
export type QueryMeasure = (typeof QUERY_MEASURES)[number]

/**
 * What stock rows did in a period, derived from the plan's columns: opening + received + other moves − shipped = closing.
 * Net moves are the two in the middle together: for those who are not told what is asked for.
 */
export const STOCK_MOVES = ['opening', 'received', 'otherMoves', 'shipped', 'netMoves'] as const
export type StockMove = (typeof STOCK_MOVES)[number]

/** What was sold before the plan day, for how much, and in the same period a year earlier: beside the plan, and no part of it. */
export const SOLD_MEASURES = ['actual', 'lastYear', 'actualNetSales'] as const
export type SoldMeasure = (typeof SOLD_MEASURES)[number]
export const TABLE_MEASURES = [...QUERY_MEASURES, ...SOLD_MEASURES] as const
export type TableMeasure = (typeof TABLE_MEASURES)[number]
