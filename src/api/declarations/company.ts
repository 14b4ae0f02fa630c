import { z } from '@hono/zod-openapi'
import { declare } from '../declaration.js'
import { isoDay } from '../wire/base.js'

const levels = z.array(z.string()).openapi({ description: 'From the root down, without it.' })

export const companyRoutes = {
  company: declare({
    method: 'get',
    path: '/api/v1/company',
    summary: 'What a screen has to know before its first number: currencies, days, calendar, trees and versions',
    area: 'company',
    needs: 'read',
    answer: z
      .object({
        name: z.string(),
        baseCurrency: z.string(),
        currencies: z.array(z.object({ code: z.string(), decimals: z.number().int() })),
        countries: z.array(z.string()),
        planDay: isoDay,
        horizon: z.object({ firstDay: isoDay, lastDay: isoDay }),
        calendar: z.object({
          weekStart: z.number().int().openapi({ description: 'ISO weekday: 1 is Monday.' }),
          fiscal: z.string(),
          fiscalYear: z.number().int(),
          fiscalYearStart: isoDay.openapi({ description: 'Of the year of the plan day.' }),
        }),
        levels: z.object({ product: levels, location: levels, customer: levels }),
        liveVersion: z.string().nullable(),
        programVersion: z.string(),
      })
      .openapi('Company'),
  }),
} as const
