/** A grid's workbook as the writer of workbooks takes it; pure, so that it can be tried. */
import { textOfCell } from '../../../api/csv-text.js'
import type { GridBook } from './grid-book.js'

const NAME_WIDTH = 22
const AMOUNT_WIDTH = 14
/** Title, what it is of, names of the columns, their first days. */
const HEAD_ROWS = 4
const BOLD = { fontWeight: 'bold' } as const

type Cell =
  | { readonly value: string; readonly type: StringConstructor; readonly fontWeight?: 'bold'; readonly align?: 'right' }
  | { readonly value: Date; readonly type: DateConstructor; readonly format: string; readonly align: 'right' }
  | {
      readonly value: number
      readonly type: NumberConstructor
      readonly format: string
      readonly align: 'right'
      readonly fontWeight?: 'bold'
    }
  | null

const textCell = (text: string, more: { fontWeight?: 'bold'; align?: 'right' } = {}): Cell => ({
  value: textOfCell(text),
  type: String,
  ...more,
})

export function bookCells({ title, subtitle, heads, periods, rows, decimals }: GridBook): Cell[][] {
  const whole = decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
  const amount = { type: Number, format: `${whole};-${whole};0`, align: 'right' } as const
  return [
    [textCell(title, BOLD)],
    [textCell(subtitle)],
    [
      ...heads.map((head) => textCell(head, BOLD)),
      ...periods.map(({ label }) => textCell(label, { ...BOLD, align: 'right' })),
    ],
    [
      ...heads.map(() => null),
      ...periods.map(
        ({ firstDay }): Cell => ({
          value: new Date(`${firstDay}T00:00:00Z`),
          type: Date,
          format: 'yyyy-mm-dd',
          align: 'right',
        }),
      ),
    ],
    ...rows.map(({ texts, values, isTotal }): Cell[] => {
      const weight = isTotal ? BOLD : {}
      return [
        ...texts.map((text) => (text === '' ? null : textCell(text, weight))),
        ...values.map((value) => (value === null ? null : { value, ...amount, ...weight })),
      ]
    }),
  ]
}

/** Heads and names stand still. */
export const bookOptions = ({ heads, periods }: GridBook) => ({
  columns: [...heads.map(() => ({ width: NAME_WIDTH })), ...periods.map(() => ({ width: AMOUNT_WIDTH }))],
  stickyRowsCount: HEAD_ROWS,
  stickyColumnsCount: heads.length,
})
