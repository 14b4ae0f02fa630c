import { z } from '@hono/zod-openapi'
import { parseDay } from '../../core/base/day.js'

/** Longer than any name of ours, shorter than an attack. */
const NAME_MOST = 200
const PATH_MOST = 8

export const name = z.string().min(1).max(NAME_MOST)

/** `2026-12-01` outside, a day number inside. */
export const day = z
  .string()
  .transform((text, context) => {
    const parsed = parseDay(text)
    if (parsed !== null) return parsed
    context.addIssue({ code: 'custom', message: 'not a day' })
    return z.NEVER
  })
  .openapi({ type: 'string', format: 'date' })

export const isoDay = z.string().openapi({ format: 'date' })
export const moment = z.string().openapi({ format: 'date-time' })

/** Whole and exact: thousandths of a unit, or minor units of money. */
export const whole = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)
export const position = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** A product without a category, or a customer without a channel, hangs on a node without a name. */
export const nodePath = z.array(z.string().max(NAME_MOST)).max(PATH_MOST)
export const scope = z
  .object({
    product: nodePath.default([]),
    location: nodePath.default([]),
    customer: nodePath.default([]),
  })
  .openapi('Scope', { description: 'Names on the way from the root of each tree; an empty way is everything.' })
export const scopeShown = z.object({
  product: z.array(z.string()),
  location: z.array(z.string()),
  customer: z.array(z.string()),
})

/** Numbers that arrive in an address. */
export const countText = (least: number, most: number, usual: number) =>
  z.coerce.number().int().min(least).max(most).default(usual)

/** A page of a list: `after` is the `next` of the page before. */
export const page = z.object({
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: countText(1, 1000, 100),
})

export const refusal = z
  .object({
    code: z.string().openapi({ description: 'Stable: programs may act on it.' }),
    message: z.string().openapi({ description: 'In the language of the caller.' }),
    remedy: z.string(),
    requestId: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    issues: z.array(z.object({ at: z.string(), problem: z.string() })).optional(),
    conflict: z
      .unknown()
      .optional()
      .openapi({ description: 'The entry that is in the way, as the caller may read it.' }),
  })
  .openapi('Refusal')
export type RefusalAnswer = z.infer<typeof refusal>

/** The same record without the keys that hold nothing: what is absent is not said. */
export type Said<Of> = { [Key in keyof Of as undefined extends Of[Key] ? never : Key]: Of[Key] } & {
  [Key in keyof Of as undefined extends Of[Key] ? Key : never]?: Exclude<Of[Key], undefined>
}
export const said = <Of extends object>(record: Of): Said<Of> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Said<Of>
