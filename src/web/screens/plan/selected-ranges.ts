/** Several ranges that are selected at once, as spreadsheets treat them. Pure, so that it can be tried. */

import type { GridSelection, Item, Rectangle } from '@glideapps/glide-data-grid'

/** In the order in which they were selected; the last one is the one that one stands in. */
export const rangesOf = ({ current }: Pick<GridSelection, 'current'>): readonly Rectangle[] =>
  current === undefined ? [] : [...current.rangeStack, current.range]

/** Every cell once, however often it is selected. */
export function* cellsOf(ranges: readonly Rectangle[]): Generator<Item> {
  const seen = ranges.length > 1 ? new Set<string>() : null
  for (const { x, y, width, height } of ranges)
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++) {
        const key = `${column}/${row}`
        if (seen?.has(key)) continue
        seen?.add(key)
        yield [column, row]
      }
}

/**
 * The rows and columns that several ranges make one block of when what lies between them is left out: of the same rows
 * beside each other, of the same columns below each other. Null where they are no block.
 */
export function blockOf(ranges: readonly Rectangle[]): { rows: number[]; columns: number[] } | null {
  const rows = numbersOf(ranges.map(({ y, height }) => [y, height]))
  const columns = numbersOf(ranges.map(({ x, width }) => [x, width]))
  let count = 0
  for (const _ of cellsOf(ranges)) count++
  return count === rows.length * columns.length ? { rows, columns } : null
}

const numbersOf = (stretches: readonly (readonly [number, number])[]): number[] =>
  [...new Set(stretches.flatMap(([from, size]) => Array.from({ length: size }, (_, at) => from + at)))].sort(
    (a, b) => a - b,
  )

export type TextBlock = readonly (readonly string[])[]

export interface Pasting {
  readonly at: { readonly column: number; readonly row: number }
  readonly block: TextBlock
}

/**
 * Where a block goes: into one range from its first cell on, and over all of a range that it fits into without a rest;
 * into each of several only where it fits so. Null where it does not.
 */
export function pastingsOf(ranges: readonly Rectangle[], block: TextBlock): readonly Pasting[] | null {
  const height = block.length
  const width = Math.max(0, ...block.map((line) => line.length))
  if (height === 0 || width === 0) return []
  const fits = (range: Rectangle): boolean => range.height % height === 0 && range.width % width === 0
  if (ranges.length > 1 && !ranges.every(fits)) return null
  return ranges.map((range) => ({
    at: { column: range.x, row: range.y },
    block: fits(range) ? repeated(block, range) : block,
  }))
}

const repeated = (block: TextBlock, { width, height }: Rectangle): string[][] =>
  Array.from({ length: height }, (_, down) => {
    const line = block[down % block.length]!
    return Array.from({ length: width }, (_, right) => line[right % Math.max(1, line.length)] ?? '')
  })

/** As it goes to the clipboard. */
export const blockText = (block: TextBlock): string =>
  block
    .map((line) => line.map((text) => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join('\t'))
    .join('\n')
