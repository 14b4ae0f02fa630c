import { z } from '@hono/zod-openapi'
import { EDITABLE_LISTS } from '../../core/edit/editable-lists.js'
import { declare } from '../declaration.js'
import { isoDay, name } from '../wire/base.js'
import { fields, fieldValue } from '../wire/company-fields.js'
import { scopeAddress } from '../wire/table.js'

const oneScenario = z.object({ scenario: name })
const quantity = z.number().openapi({ description: 'Whole thousandths.' })
const ends = z.object({ low: quantity, high: quantity })
const RECORDS_MOST = 500
const OFFSET_MOST = 10_000_000

/** What the plan was made from: how sure its forecast is, and what stands in the company's lists. */
export const forecastRoutes = {
  demandRange: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/range',
    summary:
      'What is asked for from the plan day on, added up, and how far it may lie from the forecast: 80 of 100 times inside',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    query: z.object(scopeAddress),
    answer: z.object({
      range: z
        .object({
          rows: z.number().int(),
          measuredDays: z
            .number()
            .int()
            .openapi({ description: 'Errors were measured over so many days, and are drawn out beyond.' }),
          points: z.array(
            z.object({
              until: isoDay.openapi({ description: 'The day after the last one.' }),
              days: z.number().int(),
              baseline: quantity,
              consensus: quantity,
              apart: ends.openapi({ description: 'If errors of the rows know nothing of each other.' }),
              together: ends.openapi({ description: 'If errors of the rows all go the same way.' }),
            }),
          ),
        })
        .nullable()
        .openapi({ description: 'Null where the version was frozen before errors were kept.' }),
    }),
  }),
  records: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/records',
    summary:
      'Records of a list of the company as a scenario has them, by values that they have: what a change of it would mean',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    body: z.object({
      list: z.enum(Object.keys(EDITABLE_LISTS) as [keyof typeof EDITABLE_LISTS]),
      key: fields.default({}),
      offset: z.number().int().min(0).max(OFFSET_MOST).default(0),
      limit: z.number().int().min(1).max(RECORDS_MOST).default(50),
    }),
    answer: z.object({
      records: z.array(fields),
      count: z.number().int(),
      choices: z.record(z.string(), z.array(fieldValue)).openapi({
        description: 'By field that says which record is meant: its values among those that have the rest of the key.',
      }),
    }),
  }),
} as const
