import { compareEvents, type FactEvent } from './fact-event.js'

/** What the events of one row say together. */
export interface ToldRow {
  readonly values: Readonly<Record<string, string>>
  /** Of the newest event that counts, in milliseconds. */
  readonly recordedAt: number
}

/**
 * The row that events of one natural key tell, whatever order they came in; null when it was withdrawn last, or was
 * never told (EV4). `sums` are the columns that can be added to. Every event once: what came twice is the inbox's affair.
 */
export function tellRow(events: readonly FactEvent[], sums: ReadonlySet<string>): ToldRow | null {
  let row: ToldRow | null = null
  for (const event of [...events].sort(compareEvents)) row = tellOn(row, event, sums)
  return row
}

/** One event more, which counts after all that have been told. */
export function tellOn(
  row: ToldRow | null,
  { says, row: told, recordedAt }: FactEvent,
  sums: ReadonlySet<string>,
): ToldRow | null {
  if (says === 'withdraw') return null
  const values: Record<string, string> = { ...row?.values }
  for (const [column, text] of Object.entries(told))
    values[column] = says === 'add' && sums.has(column) ? addTexts(values[column] ?? '', text) : text
  return { values, recordedAt }
}

/** The exact sum of two plain decimals; an empty one is nothing. */
export function addTexts(a: string, b: string): string {
  const decimals = Math.max(decimalsIn(a), decimalsIn(b))
  const sum = wholeOf(a, decimals) + wholeOf(b, decimals)
  const digits = (sum < 0n ? -sum : sum).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return `${sum < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

const decimalsIn = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0)

function wholeOf(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(`${whole}${fraction.padEnd(decimals, '0')}` || '0')
}
