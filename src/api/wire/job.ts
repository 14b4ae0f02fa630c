import { z } from '@hono/zod-openapi'
import { say } from '../../language/catalogue.js'
import type { Language } from '../../language/message.js'
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
      .openapi({ description: 'What was made; of a load that was refused, why (`refused`).' }),
    refusal: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  })
  .openapi('Job')
export type JobShown = z.infer<typeof job>

export function showJob({ refusal, result, steps, ...rest }: BoardJob, language: Language): JobShown {
  const said = refusal === null ? null : say(refusal.code, refusal.values, language)
  return {
    ...rest,
    steps: steps.map((one) => ({ ...one })),
    result: result === null ? null : { ...result },
    refusal: said === null ? null : { code: refusal!.code, message: said.text, remedy: said.remedy },
  }
}
