/** What the event stream tells: the name of each event and what its data hold (docs/specs/api.md, "Events"). */
import { z } from '@hono/zod-openapi'
import { SCENARIO_TURNS } from '../../processes/living/change-kinds.js'
import { entryShown } from './edit.js'
import { job } from './job.js'
import { presence } from './presence.js'
import { scenario } from './scenario.js'
import { epoch } from './table.js'

export const STREAM_EVENTS = {
  here: z.object({ epoch, scenarios: z.array(scenario) }).openapi({
    description: 'First, and after what was missed: how far the plan is, and the scenarios that are open.',
  }),
  changed: z
    .object({
      kind: z.enum(['numbers', 'settled']),
      epoch: epoch.nullable().openapi({ description: 'Null for what was missed.' }),
      entry: entryShown.nullable(),
    })
    .openapi({ description: 'A plan went on; the entry is null where the caller may read nothing of it.' }),
  scenario: z
    .object({ kind: z.enum(SCENARIO_TURNS), scenario, by: z.string() })
    .openapi({ description: 'Opened, given up, merged into another scenario, or promoted into the plan itself.' }),
  job: job.openapi({
    description: 'A job of the caller’s, or of anybody’s for those who may run them, began, went on or ended.',
  }),
  present: presence.openapi({
    description: 'Somebody else came, moved or went: after `here` those who are there, then whatever changes.',
  }),
  reload: z
    .object({})
    .openapi({ description: 'Too much was missed, or the plan stands on another version: read everything again.' }),
} as const

export type EventName = keyof typeof STREAM_EVENTS
export type EventData<Name extends EventName> = z.infer<(typeof STREAM_EVENTS)[Name]>

/** One event; its id is the position of the entry that it tells. */
export type StreamEvent = {
  [Name in EventName]: { readonly event: Name; readonly id: number | null; readonly data: EventData<Name> }
}[EventName]
