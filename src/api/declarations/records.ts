import { z } from '@hono/zod-openapi'
import { BRIDGE_ENDS } from '../../finance/bridge-plans.js'
import { NOT_TOLD } from '../../finance/compared-groups.js'

import { BRIDGE_GROUPS } from '../../processes/report/bridge-report.js'
import { REPORT_GROUPS } from '../../processes/report/report.js'
import { declare } from '../declaration.js'
import { PHASES } from '../ports.js'
import { isoDay, moment, name } from '../wire/base.js'
import { STREAM_EVENTS } from '../wire/event.js'
import { cell, query, table, why } from '../wire/table.js'
import { problem, versionShown } from './plan.js'

const oneVersion = z.object({ version: name })
const amounts = z.array(z.string()).openapi({ description: 'Decimal strings in major units, one a month.' })
const maybeAmounts = z.array(z.string().nullable())
const lines = z.record(z.string(), amounts)
const days = z.object({
  dio: z.number().nullable(),
  dso: z.number().nullable(),
  dpo: z.number().nullable(),
  c2c: z.number().nullable(),
})
const record = z.object({ version: z.string(), signedBy: z.string(), signedAt: moment, reason: z.string() })

const maybeLines = z.record(z.string(), maybeAmounts)
const pastAmounts = z.object({
  units: maybeAmounts,
  lines: maybeLines,
  toDate: z.object({ units: z.string().nullable(), lines: z.record(z.string(), z.string().nullable()) }),
})
const pastReport = pastAmounts
  .extend({
    months: z.array(z.string()),
    closed: z.array(z.boolean()),
    groups: z.array(pastAmounts.extend({ key: z.string() })).optional(),
    comparisons: z.array(z.object({ line: z.string(), budget: maybeAmounts, lastYear: maybeAmounts })),
  })
  .openapi('PastMonths', { description: 'Months of the fiscal year that are over; null where they are not known.' })
const rangeEnds = z.object({ low: z.string(), high: z.string() })
const lineRange = z.object({
  value: z.string(),
  apart: rangeEnds,
  together: rangeEnds,
  likely: rangeEnds.nullable(),
  budget: z.string().nullable(),
  reached: z.object({ apart: z.number(), together: z.number(), likely: z.number().nullable() }).nullable(),
})
const rangedLines = z.object({
  netSales: lineRange.nullable(),
  grossMargin: lineRange.nullable(),
  ebit: lineRange.nullable(),
})
const range = z
  .object({
    share: z.number(),
    dependence: z.object({ correlation: z.number(), cycles: z.number().int() }).nullable(),
    months: z.array(rangedLines.nullable()),
    years: z.array(z.object({ year: z.number().int(), lines: rangedLines })),
  })
  .openapi('MoneyRange', {
    description:
      'As if errors of rows knew nothing of each other (apart), as if all went the same way (together), and between them where past cycles tell it (likely).',
  })
const comparedSide = z.object({
  notTold: z.enum(NOT_TOLD).nullable(),
  groups: z.array(z.object({ key: z.string(), lines: maybeLines })),
})

const report = z
  .looseObject({
    company: z.string(),
    version: z.string(),
    planDay: isoDay,
    currency: z.string(),
    months: z.array(z.string()),
    units: amounts,
    lines,
    balances: z.record(z.string(), amounts),
    past: pastReport.nullable(),
    range: range.nullable(),
    comparedGroups: z.object({ months: z.array(z.string()), budget: comparedSide, lastYear: comparedSide }).optional(),
    landing: z.looseObject({ month: z.string() }),
    cashToCash: z.object({ month: z.array(days), rolling12: z.array(days) }),
    groups: z.array(z.object({ key: z.string(), units: amounts, lines })).optional(),
    comparisons: z.array(
      z.object({ line: z.string(), plan: maybeAmounts, budget: maybeAmounts, lastYear: maybeAmounts }),
    ),
    coverage: z.object({ rows: z.number(), unpriced: z.number(), uncosted: z.number() }),
  })
  .openapi('Report')

const bridge = z
  .object({
    from: z.string(),
    to: z.string(),
    end: z.string(),
    currency: z.string(),
    bars: z.array(z.string()),
    groups: z.array(z.object({ key: z.string(), from: z.string(), bars: z.array(z.string()), to: z.string() })),
  })
  .openapi('Bridge')

export const recordRoutes = {
  versions: declare({
    method: 'get',
    path: '/api/v1/versions',
    summary: 'Frozen versions, which is live and which is signed',
    area: 'versions',
    needs: 'read',
    processes: ['ibp', 'sop', 'soe', 'tower', 'finance'],
    answer: z.object({ versions: z.array(versionShown), live: z.string().nullable(), record: record.nullable() }),
  }),
  report: declare({
    method: 'get',
    path: '/api/v1/versions/{version}/report',
    summary: 'P&L, balances, cash and cash cycle of a version; `live` is the one in force',
    area: 'versions',
    needs: 'read',
    processes: ['ibp', 'sop', 'finance'],
    wholeCompany: ['volume', 'stock', 'revenue', 'margin', 'cash'],
    params: oneVersion,
    query: z.object({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      rates: z.enum(['plan', 'reported']).optional(),
      by: z.enum(REPORT_GROUPS).optional(),
    }),
    answer: report,
  }),
  bridge: declare({
    method: 'get',
    path: '/api/v1/versions/{version}/bridge/{to}',
    summary: 'What makes the difference between two versions, in money',
    area: 'versions',
    needs: 'read',
    processes: ['ibp', 'sop', 'finance'],
    wholeCompany: ['volume', 'revenue', 'margin'],
    params: oneVersion.extend({ to: name }),
    query: z.object({ end: z.enum(BRIDGE_ENDS).default('netSales'), by: z.enum(BRIDGE_GROUPS).default('total') }),
    answer: bridge,
  }),
  queryVersion: declare({
    method: 'post',
    path: '/api/v1/versions/{version}/query',
    summary: 'A table of a version, in pages',
    area: 'versions',
    needs: 'read',
    processes: ['ibp', 'sop', 'finance'],
    wholeCompany: ['volume', 'revenue', 'margin'],
    params: oneVersion,
    body: query,
    answer: table,
  }),
  whyVersion: declare({
    method: 'post',
    path: '/api/v1/versions/{version}/why',
    summary: 'What makes a number of a version',
    area: 'versions',
    needs: 'read',
    processes: ['ibp', 'sop', 'finance'],
    wholeCompany: ['volume', 'stock', 'revenue', 'margin'],
    params: oneVersion,
    body: cell,
    answer: z.object({ parts: z.array(why) }),
  }),
  exceptions: declare({
    method: 'get',
    path: '/api/v1/versions/{version}/exceptions',
    summary: 'What was going wrong in a version',
    area: 'versions',
    needs: 'read',
    processes: ['ibp', 'sop', 'soe', 'tower'],
    wholeCompany: ['volume', 'stock'],
    params: oneVersion,
    answer: z.object({ problems: z.array(problem) }),
  }),
  signVersion: declare({
    method: 'post',
    path: '/api/v1/versions/{version}/signature',
    summary: 'Make a version the plan of record',
    area: 'versions',
    needs: 'sign',
    wholeCompany: [],
    params: oneVersion,
    body: z.object({ reason: z.string().min(1).max(2000) }),
    answer: record,
  }),
} as const

export const operationRoutes = {
  events: declare({
    method: 'get',
    path: '/api/v1/events',
    summary: 'Server-sent events: every change that the caller may see, of every scenario, resumed by Last-Event-ID',
    area: 'plan',
    needs: 'read',
    streams: ['text/event-stream'],
    events: STREAM_EVENTS,
  }),
  health: declare({
    method: 'get',
    path: '/health',
    summary: 'Whether the process is alive',
    area: 'operations',
    needs: 'nobody',
    answer: z.object({ status: z.literal('alive'), version: z.string() }),
  }),
  ready: declare({
    method: 'get',
    path: '/ready',
    summary: 'Whether it takes work, and what it can do: 503 while it stands by, starts, stops or has failed',
    area: 'operations',
    needs: 'nobody',
    answer: z.object({ status: z.enum(PHASES), reads: z.boolean(), writes: z.boolean() }),
  }),
  metrics: declare({
    method: 'get',
    path: '/metrics',
    summary: 'Measurements in Prometheus format',
    area: 'operations',
    needs: 'administer',
    streams: ['text/plain'],
  }),
  openapi: declare({
    method: 'get',
    path: '/api/v1/openapi.json',
    summary: 'This description',
    area: 'operations',
    needs: 'nobody',
    answer: z.looseObject({ openapi: z.string() }),
  }),
} as const
