/** What somebody types into a cell: a number, or what shall be done to the one that is there. */
import { type DecimalMark, type FAULT, readNumber } from './number-block.js'

export type CellChange =
  | { readonly op: 'set'; readonly quantity: number }
  | { readonly op: 'add'; readonly quantity: number }
  /** In millionths. */
  | { readonly op: 'scale'; readonly factor: number }

const THOUSANDTHS = 1000
const MILLIONTHS = 1_000_000

/** `1.200`, `12k`, `=+10%`, `=-5%`, `=*1,1`, `=/2`, `=+100`, `=1.500`. Null where it is none of these. */
export function readChange(text: string, mark: DecimalMark): CellChange | null {
  const typed = text.trim()
  if (!typed.startsWith('=')) return setting(readNumber(typed, mark))
  const formula = typed.slice(1).trim()
  const share = /^([+\-−])\s*(.+)%$/.exec(formula)
  if (share !== null) {
    const by = readNumber(share[2]!, mark)
    return isNumber(by) ? scaling(1 + (share[1] === '+' ? by : -by) / 100) : null
  }
  const factor = /^([*×/÷])\s*(.+)$/.exec(formula)
  if (factor !== null) {
    const by = readNumber(factor[2]!, mark)
    if (!isNumber(by) || by === 0) return isNumber(by) && '*×'.includes(factor[1]!) ? scaling(0) : null
    return scaling('*×'.includes(factor[1]!) ? by : 1 / by)
  }
  const added = readNumber(formula, mark)
  if (!isNumber(added)) return null
  return /^[+\-−]/.test(formula) ? { op: 'add', quantity: Math.round(added * THOUSANDTHS) } : setting(added)
}

const isNumber = (read: number | null | typeof FAULT): read is number => typeof read === 'number'

const setting = (read: number | null | typeof FAULT): CellChange | null =>
  isNumber(read) ? { op: 'set', quantity: Math.round(read * THOUSANDTHS) } : null

const scaling = (factor: number): CellChange | null =>
  factor < 0 ? null : { op: 'scale', factor: Math.round(factor * MILLIONTHS) }

/** What the cell shows until the server has answered. */
export function previewOf(change: CellChange, before: number): number {
  if (change.op === 'set') return change.quantity
  if (change.op === 'add') return before + change.quantity
  return Math.round((before * change.factor) / MILLIONTHS)
}
