import { z } from '@hono/zod-openapi'
import { formatDay } from '../../core/base/day.js'
import type { Box } from '../../core/edit/box.js'
import { type Entry, type Intent, isOfCompany } from '../../core/edit/intent.js'
import { NO_REASON, REASON_CODES } from '../../core/edit/reason.js'
import { day, isoDay, moment, name, nodePath, position, said, scopeShown, whole } from './base.js'
import { fields, fieldValue, readFields, showFields } from './company-fields.js'

const LAYERS = ['statistical', 'event', 'sensing', 'sales', 'marketing', 'customer', 'jbp', 'override'] as const
const PROFILES = ['current', 'baseline', 'equal', 'days'] as const
/** A paste is one entry of many intents; beyond this it is an import. */
const INTENTS_MOST = 10_000
const NOTE_MOST = 2000
const TEXT_MOST = 10_000

const box = z
  .object({
    product: nodePath.default([]),
    location: nodePath.default([]),
    customer: nodePath.default([]),
    from: day,
    until: day,
  })
  .openapi('Box', { description: 'A part of the plan from one day up to another, which is not in it.' })
const boxShown = scopeShown.extend({ from: isoDay, until: isoDay })

const change = {
  kind: z.literal('quantity'),
  box,
  layer: z.enum(LAYERS).default('override'),
  profile: z.enum(PROFILES).default('current'),
  inPacks: z.boolean().default(false),
}
const factor = whole.openapi({ description: 'Whole millionths: 1000000 is unchanged.' })

const quantityIntent = z.discriminatedUnion('op', [
  z.object({ ...change, op: z.literal('set'), quantity: whole }),
  z.object({ ...change, op: z.literal('add'), quantity: whole }),
  z.object({ ...change, op: z.literal('fill'), quantity: whole }),
  z.object({ ...change, op: z.literal('scale'), factor }),
  z.object({ ...change, op: z.literal('copy'), fromDay: day, product: name.optional(), factor: factor.default(1e6) }),
  z.object({ ...change, op: z.literal('shift'), days: z.number().int().min(-3660).max(3660) }),
])
const lockIntent = z.object({ kind: z.enum(['lock', 'unlock']), box })
const masterIntent = z.object({
  kind: z.literal('master'),
  list: name,
  key: fields,
  field: name,
  op: z.enum(['set', 'add', 'scale']),
  value: fieldValue,
  from: day.nullable().default(null),
})
const recordIntent = z.discriminatedUnion('op', [
  z.object({ kind: z.literal('record'), op: z.literal('insert'), list: name, record: fields }),
  z.object({ kind: z.literal('record'), op: z.literal('remove'), list: name, key: fields }),
])

export const intents = z
  .array(z.union([quantityIntent, lockIntent, masterIntent, recordIntent]))
  .min(1)
  .max(INTENTS_MOST)
  .transform((given, context) =>
    given.map((sent, at) => {
      const intent = said(sent) as Intent
      if (!isOfCompany(intent)) return intent
      return readFields(intent, (field) =>
        context.addIssue({ code: 'custom', message: 'not a date', path: [at, field] }),
      )
    }),
  )

export const reason = z
  .object({
    code: name.openapi({ enum: [NO_REASON.code, ...REASON_CODES] }),
    note: z.string().max(NOTE_MOST).default(''),
  })
  .default(NO_REASON)
  .openapi('Reason', { description: 'Asked for when a change moves more money than goes without saying.' })
export const key = z
  .string()
  .min(8)
  .max(100)
  .openapi({ description: 'Chosen by the sender: the same key again is the same entry.' })
export const seen = position.openapi({ description: 'The newest position that the writer had seen.' })
export const cause = z.object({ kind: name, id: name })
export const comment = z
  .object({
    box,
    text: z.string().max(TEXT_MOST).default(''),
    answers: position.optional(),
    resolves: z
      .boolean()
      .optional()
      .openapi({ description: 'The thread that is answered is settled, or (false) open again.' }),
  })
  .refine(({ text, resolves }) => text !== '' || resolves !== undefined, { path: ['text'], message: 'says nothing' })
  .refine(({ answers, resolves }) => resolves === undefined || answers !== undefined, {
    path: ['answers'],
    message: 'what is resolved is not said',
  })

/** Days are dates, and everything else is as it was sent. */
export const intentShown = z.looseObject({ kind: z.string(), box: boxShown.optional() })
export const entryShown = z
  .object({
    position,
    scenario: z.string(),
    key: z.string(),
    actor: z.string(),
    sentBy: z.string().optional(),
    at: moment,
    reason: z.object({ code: z.string(), note: z.string() }),
    intents: z.array(intentShown),
    undoes: position.optional(),
    cause: z.object({ kind: z.string(), id: z.string() }).optional(),
    comment: z
      .object({
        box: boxShown,
        text: z.string(),
        answers: position.optional(),
        resolves: z.boolean().optional(),
      })
      .optional(),
    digest: z.string(),
  })
  .openapi('Entry')
export type EntryShown = z.infer<typeof entryShown>

export function showEntry(entry: Entry): EntryShown {
  const { comment: words, intents: changes, ...rest } = entry
  return {
    ...rest,
    intents: changes.map(showIntent),
    ...(words === undefined ? {} : { comment: { ...words, box: showBox(words.box) } }),
  }
}

export function showIntent(intent: Intent): z.infer<typeof intentShown> {
  if (isOfCompany(intent)) {
    const shown = showFields(intent)
    return 'from' in shown ? { ...shown, from: shown.from === null ? null : formatDay(shown.from) } : { ...shown }
  }
  const shown = { ...intent, box: showBox(intent.box) }
  return 'fromDay' in shown ? { ...shown, fromDay: formatDay(shown.fromDay) } : shown
}

const showBox = ({ product, location, customer, from, until }: Box) => ({
  product: [...product],
  location: [...location],
  customer: [...customer],
  from: formatDay(from),
  until: formatDay(until),
})
