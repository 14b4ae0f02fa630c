import type { TableShown } from '../../../api/wire/table.js'
import type { TableMeasure } from '../../../processes/living/living-plan.js'
import { decimalsOf } from '../../drawer/measure-text.js'

/** A column of weeks; wider where its numbers are. */
const LEAST = 84
/** Of a bold digit of 13 pixels and of what stands left and right of it; what is longer after all is not drawn cut off. */
const DIGIT = 7.8
const ROOM = 18

/** How wide a column has to be for every number of a table, as it is written here. */
export function widthOfNumbers(
  { totals, rows, currency }: Pick<TableShown, 'totals' | 'rows' | 'currency'>,
  write: (value: number, decimals: number) => string,
): number {
  const extremes = new Map<string, { high: number; low: number }>()
  for (const values of [totals, ...rows.map((row) => row.values)])
    for (const [measure, line] of Object.entries(values)) {
      const found = extremes.get(measure) ?? { high: 0, low: 0 }
      for (const value of line) {
        if (value === null) continue
        if (value > found.high) found.high = value
        if (value < found.low) found.low = value
      }
      extremes.set(measure, found)
    }
  const lengths = [...extremes].flatMap(([measure, { high, low }]) =>
    [high, low].map((value) => write(value, decimalsOf(measure as TableMeasure, currency)).length),
  )
  return Math.max(LEAST, Math.ceil(Math.max(0, ...lengths) * DIGIT) + ROOM)
}
