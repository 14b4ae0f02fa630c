import { z } from '@hono/zod-openapi'
import { declare } from '../declaration.js'
import { name, page, position } from '../wire/base.js'
import { EVENTS_MOST, keptEvent, sentEvent } from '../wire/fact-event.js'

const answer = z
  .object({
    id: z.string(),
    state: z.enum(['kept', 'known', 'refused']),
    position: position.optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    remedy: z.string().optional(),
  })
  .openapi('EventAnswer')

export const eventRoutes = {
  postEvents: declare({
    method: 'post',
    path: '/api/v1/fact-events',
    summary: 'Tell what happened, one event or many: on disk when it is answered, each with its own answer',
    area: 'events',
    needs: 'run',
    wholeCompany: [],
    feed: true,
    body: z.object({ events: z.array(sentEvent).min(1).max(EVENTS_MOST) }),
    answer: z.object({ events: z.array(answer) }),
  }),
  factEvents: declare({
    method: 'get',
    path: '/api/v1/fact-events',
    summary: 'What was told, in the order in which it came',
    area: 'events',
    needs: 'read',
    wholeCompany: ['volume', 'stock', 'revenue', 'margin', 'cash'],
    query: page.extend({ table: name.optional() }),
    answer: z.object({
      events: z.array(keptEvent),
      last: position.openapi({ description: 'Of the newest event of all.' }),
      next: position.openapi({ description: 'Where to read on: of the last one told here, or what was asked after.' }),
    }),
  }),
} as const
