/** What an entry did, in words: how much, where, over which days. */
import { QUANTITY_DECIMALS, SHARE_DECIMALS, SHARE_WHOLE } from '../../../core/base/quantity.js'
import { isEditableList } from '../../../core/edit/editable-lists.js'
import { decimalsOf } from '../../../core/edit/field-decimals.js'
import { addDays } from '../../words/date-format.js'
import type { Words } from '../../words/words.js'

interface BoxShown {
  readonly product: readonly string[]
  readonly location: readonly string[]
  readonly customer: readonly string[]
  readonly from: string
  readonly until: string
}

/** As it travels: what an intent holds depends on its kind. */
export interface IntentTold {
  readonly kind: string
  readonly box?: BoxShown | undefined
  readonly [field: string]: unknown
}

type Fields = Readonly<Record<string, string | number | boolean | null>>

export function changeText(intent: IntentTold, words: Words): string {
  const { say, sayCode, number } = words
  switch (intent.kind) {
    case 'quantity':
      return quantityText(intent, words)
    case 'lock':
    case 'unlock':
      return say(intent.kind === 'lock' ? 'web.intent_lock' : 'web.intent_unlock')
    case 'master': {
      const { list, field, op, value } = intent as unknown as {
        list: string
        field: string
        op: string
        value: unknown
      }
      const what = `${listName(list, words)}: ${sayCode(`web.field_${field}`, {}, field)}`
      if (op === 'scale') return `${what} ${percentText(Number(value), words)}`
      const text = fieldText(list, field, value, {}, words)
      return op === 'add' ? `${what} ${Number(value) > 0 ? '+' : ''}${text}` : `${what} = ${text}`
    }
    case 'record': {
      const { list, op } = intent as unknown as { list: string; op: string }
      return say(op === 'insert' ? 'web.intent_insert' : 'web.intent_remove', { list: listName(list, words) })
    }
    default:
      return number.plain(null)
  }
}

function quantityText(intent: IntentTold, words: Words): string {
  const { say, number } = words
  const { op, quantity, factor, days, fromDay } = intent as unknown as {
    op: string
    quantity: number
    factor: number
    days: number
    fromDay: string
  }
  const unit = say('web.unit')
  switch (op) {
    case 'scale':
      return percentText(factor, words)
    case 'add':
      return `${number.whole(quantity, QUANTITY_DECIMALS, { signed: true })} ${unit}`
    case 'shift':
      return say('web.intent_shift', { days })
    case 'copy':
      return say('web.intent_copy', { day: words.date.day(fromDay) })
    case 'fill':
      return say('web.intent_fill', { quantity: `${number.whole(quantity, QUANTITY_DECIMALS)} ${unit}` })
    default:
      return `= ${number.whole(quantity, QUANTITY_DECIMALS)} ${unit}`
  }
}

/** A factor as what it adds or takes off: +10 %. */
function percentText(factor: number, { number }: Words): string {
  const share = factor / SHARE_WHOLE - 1
  return `${share < 0 ? '−' : '+'}${number.share(Math.abs(share), 1)}`
}

export const listName = (list: string, { sayCode }: Words): string => sayCode(`web.list_${list}`, {}, list)

/** A value of a record as one reads it. */
export function fieldText(list: string, field: string, value: unknown, beside: Fields, words: Words): string {
  if (value === null || value === undefined) return words.number.plain(null)
  if (typeof value === 'boolean') return words.say(value ? 'web.yes' : 'web.no')
  if (typeof value === 'string') return value
  const decimals = isEditableList(list) ? decimalsOf(list, field, beside) : null
  if (decimals === null) return words.number.plain(Number(value), Number.isInteger(value) ? 0 : 2)
  const digits = decimals !== SHARE_DECIMALS ? 0 : Math.abs(Number(value)) < SHARE_WHOLE ? 4 : 2
  return words.number.whole(Number(value), decimals, { fractionDigits: digits })
}

/** Where: the parts of the plan that are narrowed, or the records that are meant. */
export function placeText({ box, key, record }: IntentTold, { say }: Words): string {
  const ways = box === undefined ? [] : [box.product, box.location, box.customer]
  const named = ways.flatMap((way) =>
    way.length === 0 ? [] : [way.map((name) => name || say('web.nameless')).join(' ▸ ')],
  )
  const fields = Object.entries((key ?? record ?? {}) as Fields).flatMap(([, value]) =>
    typeof value === 'string' && value !== '' ? [value] : [],
  )
  return [...named, ...fields].join(' · ') || say('web.everything')
}

/** The days of a change, the last one said. */
export function daysText({ box, from }: IntentTold, { date, say }: Words): string {
  if (box !== undefined) return `${date.day(box.from)} – ${date.day(addDays(box.until, -1))}`
  return typeof from === 'string' ? say('web.from_day', { day: date.day(from) }) : ''
}
