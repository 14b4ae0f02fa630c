import { z } from '@hono/zod-openapi'
import type { Refusal } from '../../core/base/refusal.js'
import type { ActorId } from '../../core/edit/intent.js'
import { say } from '../../language/catalogue.js'
import type { Language } from '../../language/message.js'
import { type RefusedLoad, tellRefusedLoad } from '../../processes/import/data-report.js'
import { type BoardJob, JOB_KINDS, JOB_STATES } from '../job-board.js'
import { moment } from './base.js'

const step = z.object({
  job: z.string(),
  step: z.string(),
  position: z.number().int(),
  fraction: z.number().openapi({ description: 'Of the step, from 0 to 1.' }),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  milliseconds: z.number(),
  peakBytes: z.number(),
})

export const job = z
  .object({
    id: z.string(),
    kind: z.enum(JOB_KINDS),
    by: z.string(),
    startedAt: moment,
    endedAt: moment.nullable(),
    state: z.enum(JOB_STATES),
    steps: z.array(step).openapi({ description: 'The newest of each step, in their order.' }),
    result: z
      .looseObject({})
      .nullable()
      .openapi({ description: 'What was made, for whoever began it; of a load that was refused, why (`refused`).' }),
    refusal: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  })
  .openapi('Job')
export type JobShown = z.infer<typeof job>

/** What was made of it, or in its way, is its starter's: others may see less of the plan. */
export function showJob({ refusal, result, steps, ...rest }: BoardJob, viewer: ActorId, language: Language): JobShown {
  const own = rest.by === viewer
  return {
    ...rest,
    steps: steps.map((one) => ({ ...one })),
    result: own && result !== null ? showResult(result, language) : null,
    refusal: own && refusal !== null ? showRefusal(refusal, language) : null,
  }
}

/** A load that was refused says why in words, as well as in codes. */
const showResult = (result: object, language: Language): Record<string, unknown> =>
  'refused' in result ? { ...result, refused: tellRefusedLoad(result.refused as RefusedLoad, language) } : { ...result }

function showRefusal({ code, values }: Refusal, language: Language): JobShown['refusal'] {
  const { text, remedy } = say(code, values, language)
  return { code, message: text, remedy }
}
