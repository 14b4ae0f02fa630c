/**
 * Numbers as people and spreadsheets write them: `1.234,5`, `1,234.5`, `1 234`, `(12)`, `−5`, `12k`, `$ 1.234`. What stands
 * between whole and fraction is read off the whole block that is pasted; only where nothing tells, it is the reader's own.
 */

export type DecimalMark = ',' | '.'

export interface BlockRead {
  readonly mark: DecimalMark
  /** Row by row; null for a cell that says nothing, `fault` for one that is no number or contradicts the others. */
  readonly cells: readonly (readonly (number | null | typeof FAULT)[])[]
}
export const FAULT = 'fault'

/** Rows of a clipboard: lines, with tabs between cells. */
export function splitBlock(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines.map((line) => line.split('\t'))
}

export function readBlock(rows: readonly (readonly string[])[], own: DecimalMark): BlockRead {
  const marks = new Set(
    rows.flatMap((row) => row.map((text) => markIn(stripped(text)))).filter((mark) => mark !== null),
  )
  const mark = marks.size === 1 ? [...marks][0]! : own
  return { mark, cells: rows.map((row) => row.map((text) => readNumber(text, mark))) }
}

/** What a text by itself says of the decimal mark: null where it fits both. */
function markIn(text: string): DecimalMark | null {
  const [comma, dot] = [text.lastIndexOf(','), text.lastIndexOf('.')]
  if (comma >= 0 && dot >= 0) return comma > dot ? ',' : '.'
  const at = Math.max(comma, dot)
  if (at < 0) return null
  const sign = text[at] as DecimalMark
  const several = text.indexOf(sign) !== at
  if (several) return sign === ',' ? '.' : ','
  const digits = /^\d+/.exec(text.slice(at + 1))?.[0].length ?? 0
  const before = /\d*$/.exec(text.slice(0, at))![0]
  const groups = digits === 3 && before.length >= 1 && before.length <= 3 && before[0] !== '0'
  return groups ? null : sign
}

const SCALE: Readonly<Record<string, number>> = { k: 1e3, m: 1e6 }

export function readNumber(text: string, mark: DecimalMark): number | null | typeof FAULT {
  const bare = stripped(text)
  if (bare === '' || bare === '–' || bare === '-' || bare === '·') return null
  const bracketed = /^\((.*)\)$/.exec(bare)
  const signed = (bracketed?.[1] ?? bare).replace('−', '-')
  const other = mark === ',' ? '.' : ','
  const form = new RegExp(`^([+-]?)([1-9]\\d{0,2}(?:\\${other}\\d{3})+|\\d+)?(?:\\${mark}(\\d*))?([kKmM]?)$`)
  const found = form.exec(signed)
  if (found === null || (found[2] === undefined && !found[3])) return FAULT
  const [, sign, whole = '0', fraction = '', scale = ''] = found
  const size = Number(`${whole.replaceAll(other, '')}.${fraction || '0'}`) * (SCALE[scale.toLowerCase()] ?? 1)
  return (sign === '-') !== (bracketed !== null) ? -size : size
}

/** Without spaces of any kind, quotes, and the signs of money. */
const stripped = (text: string): string =>
  text.replace(/[\s\u00a0\u202f"'’]/g, '').replace(/^(S\/\.?|R\$|US\$|[$€])/, '')
