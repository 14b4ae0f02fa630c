/** A change of the company's records as it is written on a command line: numbers as decimals, days as dates. */
import type { Command } from 'commander'
import { Refusal } from '../core/base/refusal.js'
import { isEditableList } from '../core/edit/editable-lists.js'
import { decimalsOf, wordOf } from '../core/edit/field-decimals.js'
import type { FieldValue } from '../core/edit/intent.js'
import { kindsOf } from '../core/edit/record-shapes.js'
import type { CommandContext } from './command.js'
import { decimal, type Intent, parseFactor } from './quantity-change.js'

type FieldTexts = Readonly<Record<string, string>>

export interface RecordOptions {
  list?: string
  where?: FieldTexts
  field?: string
  insert?: FieldTexts
  remove?: boolean
  set?: string
  add?: string
  scale?: string
  from?: string
}

/** Options that say nothing about quantities. */
export const RECORD_ONLY = ['where', 'field', 'insert', 'remove'] as const
const CHANGES = ['set', 'add', 'scale', 'insert', 'remove'] as const

export const addRecordOptions = (command: Command, { word }: CommandContext): Command =>
  command
    .option('--list <list>', word('cli.option_list'))
    .option('--where <field=value,…>', word('cli.option_where'), collectFields('where'))
    .option('--field <field>', word('cli.option_field'))
    .option('--insert <field=value,…>', word('cli.option_insert'), collectFields('insert'))
    .option('--remove', word('cli.option_remove'))

/** `product=oat-bar,validFrom=2027-01-01`; a comma that no field follows belongs to the value. */
const collectFields =
  (option: string) =>
  (text: string, before: FieldTexts = {}): FieldTexts => {
    const pairs = text.split(/,(?=\w+=)/).map((pair) => /^(\w+)=(.*)$/s.exec(pair))
    if (pairs.some((pair) => pair === null))
      throw new Refusal('cli.not_an_option', { option, value: text, allowed: 'product=oat-bar,validFrom=2027-01-01' })
    return { ...before, ...Object.fromEntries(pairs.map((pair) => [pair![1], pair![2]])) }
  }

/** @throws Refusal `cli.one_list_change`, `cli.not_an_option`, `cli.counts_unknown` */
export function recordIntent(list: string, options: RecordOptions): Intent {
  const given = CHANGES.filter((change) => options[change] !== undefined)
  if (given.length !== 1) throw new Refusal('cli.one_list_change', { given: given.length })
  const { where = {}, insert, remove, field } = options
  if (insert !== undefined) return { kind: 'record', op: 'insert', list, record: fieldsOf(list, insert, USUAL) }
  const key = fieldsOf(list, where)
  if (remove) return { kind: 'record', op: 'remove', list, key }
  if (field === undefined) throw new Refusal('cli.one_list_change', { given: 0 })
  const from = options.from ?? null
  return { kind: 'master', list, key, field, from, ...operationOf(list, field, options, where) }
}

function operationOf(list: string, field: string, { set, add, scale }: RecordOptions, beside: FieldTexts) {
  if (set !== undefined) return { op: 'set', value: valueOf(list, field, set, beside) } as const
  if (scale !== undefined) return { op: 'scale', value: parseFactor(scale) } as const
  return { op: 'add', value: amountOf(list, field, add!, beside) } as const
}

/** A new minimum that does not say what it counts is one of units. */
const USUAL: FieldTexts = { minimumOrderIn: 'units' }

const fieldsOf = (list: string, texts: FieldTexts, usual: FieldTexts = {}): Record<string, FieldValue> =>
  Object.fromEntries(
    Object.entries(texts).map(([field, text]) => [field, valueOf(list, field, text, { ...usual, ...texts })]),
  )

/** What no field of ours holds is sent as it is: the server says what there is. */
function valueOf(list: string, field: string, text: string, beside: FieldTexts): FieldValue {
  if (text === '') return null
  const word = wordIn(list, field)
  if (word === 'flag') return text === 'true' ? true : text === 'false' ? false : text
  return word === 'whole' || word === 'signed' || word === 'decimal' ? amountOf(list, field, text, beside) : text
}

/** An amount in the field's own unit; of a day, days. */
function amountOf(list: string, field: string, text: string, beside: FieldTexts): FieldValue {
  const word = wordIn(list, field)
  if (word === 'day') return decimal(field, 0, '7', text)
  if (word === 'decimal') return decimal(field, 6, '12.5', text) / 1e6
  if (word !== 'whole' && word !== 'signed') return text
  const decimals = isEditableList(list) ? decimalsOf(list, field, beside) : null
  if (decimals === null) throw new Refusal('cli.counts_unknown', { field })
  return decimal(field, decimals, decimals === 0 ? '7' : '12.5', text)
}

const wordIn = (list: string, field: string): string | undefined =>
  isEditableList(list) ? wordOf(kindsOf(list)[field]) : undefined
