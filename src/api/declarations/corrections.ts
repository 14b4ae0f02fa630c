import { z } from '@hono/zod-openapi'
import { CORRECTION_REASONS, OVERRIDABLE } from '../../core/demand/cleaning/corrections.js'
import { declare } from '../declaration.js'
import { isoDay, name, page } from '../wire/base.js'
import { boxAddress } from '../wire/table.js'
import { FILE_FORMATS } from './plan.js'

const quantity = z.number().openapi({ description: 'Whole thousandths.' })

const sums = z.object({
  count: z.number().int(),
  rows: z.number().int(),
  added: quantity,
  takenOff: quantity,
  overridden: z
    .number()
    .int()
    .openapi({ description: 'Corrections that were not made: the week stands as it was sold.' }),
})

const correction = z
  .object({
    category: z.string(),
    family: z.string(),
    item: z.string(),
    country: z.string(),
    location: z.string(),
    customer: z.string(),
    week: isoDay.openapi({ description: 'First of its seven days.' }),
    before: quantity,
    after: quantity,
    reason: z.string(),
    overridden: z.boolean(),
  })
  .openapi('Correction')

const text = z.string().nullable()
const report = z
  .object({
    version: z.string(),
    planDay: isoDay,
    byReason: z.array(sums.extend({ reason: z.string() })),
    total: sums,
    overrides: z
      .array(
        z.object({
          product: text,
          family: text,
          customer: text,
          location: text,
          country: text,
          start: isoDay,
          end: isoDay,
          correction: z.enum(OVERRIDABLE),
          note: text,
        }),
      )
      .nullable()
      .openapi({ description: 'What the plan was told of its history; null for those who see a part of the company.' }),
    corrections: z.array(correction),
    count: z.number().int(),
    next: z.number().int().nullable(),
  })
  .openapi('Corrections')

const asked = {
  version: name.optional().openapi({ description: 'Of the plan in force, unless another is named.' }),
  reason: z.enum(CORRECTION_REASONS).optional(),
  ...boxAddress,
}

const PROCESSES = ['ibp', 'sop', 'soe', 'tower', 'cpfr', 'finance'] as const

export const correctionRoutes = {
  corrections: declare({
    method: 'get',
    path: '/api/v1/corrections',
    summary:
      'What was corrected in the sales history that a plan learned from, the largest first: of the part that the caller sees',
    area: 'versions',
    needs: 'read',
    processes: PROCESSES,
    query: page.extend(asked),
    answer: report,
  }),
  correctionsFile: declare({
    method: 'get',
    path: '/api/v1/corrections/file',
    summary: 'The same corrections, all of them, as a CSV, Parquet or Arrow file',
    area: 'versions',
    needs: 'read',
    processes: PROCESSES,
    query: z.object({ ...asked, format: z.enum(FILE_FORMATS).default('csv') }),
    streams: ['text/csv', 'application/vnd.apache.parquet', 'application/vnd.apache.arrow.stream'],
  }),
} as const
