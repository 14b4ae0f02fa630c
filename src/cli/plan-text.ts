/** Entries, effects and amounts of the plan as lines for people. */
import { formatScaled } from '../core/base/decimal.js'
import { QUANTITY_DECIMALS } from '../core/base/quantity.js'
import { textTable } from '../core/base/text-table.js'
import { minorDecimals } from '../finance/currency.js'
import type { Language } from '../language/message.js'
import type { CommandContext } from './command.js'
import { localNumber } from './locale.js'
import type { Terminal } from './terminal.js'

type Word = CommandContext['word']

/** A whole number of 10^-decimals, with as many of them as it has. */
export function amountText(value: number, decimals: number, language: Language): string {
  const text = formatScaled(value, decimals)
  return localNumber(text, language, text.split('.')[1]?.length ?? 0)
}

interface MovedShown {
  readonly measure: string
  readonly before: number
  readonly after: number
  readonly currency: string
}

export function tellMoved(terminal: Terminal, word: Word, moved: readonly MovedShown[]): void {
  const changed = moved.filter(({ before, after }) => before !== after)
  if (changed.length === 0) return terminal.out(word('cli.nothing_moved'))
  const right = (code: string) => ({ title: word(code), align: 'right' as const })
  const columns = [{ title: word('cli.column_measure') }, right('cli.column_before'), right('cli.column_after')]
  const rows = changed.map(({ measure, before, after, currency }) => {
    const decimals = currency === '' ? QUANTITY_DECIMALS : minorDecimals(currency)
    const print = (value: number): string => amountText(value, decimals, terminal.language)
    return [currency === '' ? measure : `${measure} ${currency}`, print(before), print(after)]
  })
  terminal.out(textTable(columns, rows))
}

interface BoxShown {
  readonly product: readonly string[]
  readonly location: readonly string[]
  readonly customer: readonly string[]
  readonly from: string
  readonly until: string
}

interface IntentShown {
  readonly kind: string
  readonly box?: BoxShown | undefined
  readonly op?: unknown
  /** Of a change of records. */
  readonly list?: unknown
  readonly field?: unknown
  readonly key?: unknown
  readonly record?: unknown
}

export interface EntryLine {
  readonly position: number
  readonly actor: string
  readonly at: string
  readonly reason: { readonly code: string; readonly note: string }
  readonly intents: readonly IntentShown[]
  readonly undoes?: number | undefined
  readonly comment?:
    | { readonly box: BoxShown; readonly text: string; readonly answers?: number | undefined }
    | undefined
}

export function tellEntries(terminal: Terminal, word: Word, entries: readonly EntryLine[]): void {
  const columns = [
    { title: '#', align: 'right' as const },
    ...['at', 'actor', 'what', 'where', 'why'].map((name) => ({ title: word(`cli.column_${name}`) })),
  ]
  const rows = entries.map((entry) => [
    String(entry.position),
    entry.at.slice(0, 16).replace('T', ' '),
    entry.actor,
    whatOf(entry, word),
    entry.comment === undefined ? whereOf(entry.intents[0]) : placeText(entry.comment.box),
    entry.comment?.text ?? [entry.reason.code, entry.reason.note].filter((text) => text !== '').join(': '),
  ])
  terminal.out(textTable(columns, rows))
}

function whatOf({ undoes, comment, intents }: EntryLine, word: Word): string {
  if (undoes !== undefined) return word('cli.takes_back', { position: undoes })
  if (comment !== undefined) return word('cli.says')
  const [first] = intents
  const done = String(first?.op ?? first?.kind ?? '')
  return intents.length > 1 ? `${done} +${intents.length - 1}` : done
}

/** A part of the plan, or a list of the company with the records meant. */
function whereOf(intent: IntentShown | undefined): string {
  if (typeof intent?.list !== 'string') return placeText(intent?.box)
  const { list, field, key, record } = intent
  const fields = Object.entries((record ?? key ?? {}) as Record<string, unknown>)
  return [
    typeof field === 'string' ? `${list}.${field}` : list,
    ...fields.filter(([, value]) => value !== null).map(([name, value]) => `${name}=${value}`),
  ].join(' ')
}

export const placeText = (box: BoxShown | undefined): string =>
  box === undefined
    ? ''
    : [...[box.product, box.location, box.customer].map((path) => path.join('/')), `${box.from}…${box.until}`]
        .filter((text) => text !== '')
        .join(' · ')
