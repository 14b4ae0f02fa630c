import { z } from '@hono/zod-openapi'
import { formatDay } from '../../core/base/day.js'
import type { Place, Present } from '../presence-board.js'
import { isoDay, moment, scopeShown } from './base.js'
import { measure } from './table.js'

const place = z.object({
  scenario: z.string(),
  scope: scopeShown,
  measure: measure.nullable(),
  from: isoDay.nullable(),
  until: isoDay.nullable(),
})

export const presence = z.object({
  user: z.string(),
  name: z.string(),
  here: z.boolean(),
  place: place.nullable().openapi({ description: 'Null where the caller sees nothing of it.' }),
  at: moment.openapi({ description: 'When they came to the place, or went.' }),
})
export type PresenceShown = z.infer<typeof presence>

export const showPresence = ({ user, name, place: own, at }: Present, shown: Place | null): PresenceShown => ({
  user,
  name,
  here: own !== null,
  place: shown === null ? null : showPlace(shown),
  at: new Date(at).toISOString(),
})

const showPlace = ({ scenario, scope, measure: of, from, until }: Place): z.infer<typeof place> => ({
  scenario,
  scope: { product: [...scope.product], location: [...scope.location], customer: [...scope.customer] },
  measure: of,
  from: from === null ? null : formatDay(from),
  until: until === null ? null : formatDay(until),
})
