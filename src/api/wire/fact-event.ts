import { z } from '@hono/zod-openapi'
import { EVENT_SAYS, type KeptEvent, type SentEvent } from '../../core/event/fact-event.js'
import { moment, name, position } from './base.js'

/** Of one request (EV9). */
export const EVENTS_MOST = 1_000

/** A moment with its zone outside, milliseconds inside. */
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/)
  .transform((text, context) => {
    const milliseconds = Date.parse(text)
    if (!Number.isNaN(milliseconds)) return milliseconds
    context.addIssue({ code: 'custom', message: 'not a moment' })
    return z.NEVER
  })
  .openapi({ type: 'string', format: 'date-time' })

const cells = z.record(name, z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** An event as it is sent, over HTTP or as a line of JSON. */
export const sentEvent = z
  .object({
    id: name.openapi({ description: 'The sender’s own: the same id again changes nothing.' }),
    table: name,
    says: z.enum(EVENT_SAYS).default('set'),
    at: instant.openapi({ description: 'When it happened.' }),
    recordedAt: instant
      .optional()
      .openapi({ description: 'When the sender learned of it; when it happened, if absent.' }),
    row: cells.openapi({ description: 'Columns of the table by name, those of the natural key among them.' }),
  })
  .openapi('SentEvent')

/** What came in is what is kept: a sender that says nothing else learned of it when it happened. */
export function asSent({ at, recordedAt = at, ...event }: z.output<typeof sentEvent>): SentEvent {
  return { ...event, happenedAt: at, recordedAt }
}

export const keptEvent = z
  .object({
    position,
    id: z.string(),
    sender: z.string(),
    table: z.string(),
    says: z.enum(EVENT_SAYS),
    at: moment,
    recordedAt: moment,
    knownAt: moment,
    row: z.record(z.string(), z.string()),
  })
  .openapi('KeptEvent')

export const showEvent = ({
  happenedAt,
  recordedAt,
  knownAt,
  row,
  ...event
}: KeptEvent): z.input<typeof keptEvent> => ({
  ...event,
  at: new Date(happenedAt).toISOString(),
  recordedAt: new Date(recordedAt).toISOString(),
  knownAt: new Date(knownAt).toISOString(),
  row: { ...row },
})
