import { z } from '@hono/zod-openapi'
import { VERSION_KINDS } from '../../core/plan/version.js'
import { declare } from '../declaration.js'
import { isoDay, moment, name, page, position, scopeShown } from '../wire/base.js'
import { cause, comment, entryShown, intentShown, intents, key, reason, seen } from '../wire/edit.js'
import { scenario } from '../wire/scenario.js'
import { boxAddress, cell, cellChange, effect, epoch, query, table, tableAddress, why } from '../wire/table.js'

/** What a whole table can be written as. */
export const FILE_FORMATS = ['csv', 'parquet', 'arrow'] as const

const oneScenario = z.object({ scenario: name })
export const oneEntry = oneScenario.extend({ position: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })
const done = z.object({
  entry: entryShown,
  numbers: effect,
  tables: z
    .array(table.nullable())
    .optional()
    .openapi({ description: 'Answers to the questions that were sent along; null where one was refused.' }),
})
/** A screen that changes the plan wants to show at once what has moved. */
const tables = z
  .array(query)
  .max(4)
  .optional()
  .openapi({ description: 'Questions that are answered right behind the change, before what settles.' })
const entries = z.object({ entries: z.array(entryShown), next: position.nullable() })

export const problem = z
  .object({
    rank: z.number().int(),
    id: z.string(),
    kind: z.string(),
    product: z.string(),
    location: z.string(),
    customer: z.string(),
    reference: z.string(),
    firstDay: isoDay,
    durationDays: z.number().int(),
    lastUsefulDay: isoDay.nullable(),
    units: z.string(),
    value: z.string(),
    currency: z.string(),
    why: z.string(),
    rootCause: z.string(),
  })
  .openapi('Problem')

export const planRoutes = {
  epoch: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/epoch',
    summary: 'How far a plan is: the plan itself is `main`',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    answer: epoch,
  }),
  settled: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/settled',
    summary: 'Answers when everything up to now is settled',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    answer: epoch,
  }),
  query: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/query',
    summary: 'A table of the plan, in pages',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    body: query,
    answer: table,
  }),
  table: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/table',
    summary: 'A whole table as JSON or CSV: an address that a workbook refreshes from',
    area: 'plan',
    needs: 'read',
    live: true,
    params: oneScenario,
    query: tableAddress.extend({
      format: z.enum(['json', 'csv']).default('json'),
      token: z.string().max(200).optional(),
    }),
    streams: ['application/json', 'text/csv'],
  }),
  exportTable: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/export',
    summary: 'A whole table as a file',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    body: z.object({
      query: query.omit({ offset: true, limit: true, totals: true, marks: true }),
      format: z.enum(FILE_FORMATS),
    }),
    streams: ['text/csv', 'application/vnd.apache.parquet', 'application/vnd.apache.arrow.stream'],
  }),
  preview: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/preview',
    summary: 'What a change would move, without doing it',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    body: z.object({ intents }),
    answer: effect,
  }),
  commit: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/entries',
    summary: 'Change the plan; answers when it is on disk and the numbers have moved',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    body: z.object({ key, seen, reason, intents, cause: cause.optional(), tables }),
    status: 201,
    answer: done,
  }),
  undo: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/entries/{position}/undo',
    summary: 'Take an entry back; taking back an undo does it again',
    area: 'plan',
    needs: 'read',
    params: oneEntry,
    body: z.object({ key, seen, reason, tables }),
    status: 201,
    answer: done,
  }),
  nextSteps: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/next-steps',
    summary: 'The entries that your next undo and redo would take back',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    answer: z.object({ undo: position.nullable(), redo: position.nullable() }),
  }),
  staleProposals: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/stale-proposals',
    summary: 'What was proposed from inputs that have been changed since',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    answer: z.object({
      stale: z.array(z.object({ proposal: z.enum(['forecast', 'safety_stock', 'orders']), position })),
    }),
  }),
  position: declare({
    method: 'get',
    path: '/api/v1/positions',
    summary: 'The last position of the journal up to a moment: the plan as known then is a query `at` it',
    area: 'plan',
    needs: 'read',
    query: z.object({ moment: z.iso.datetime({ offset: true }) }),
    answer: z.object({ position }),
  }),
  reasons: declare({
    method: 'get',
    path: '/api/v1/reasons',
    summary: 'Why a plan may be changed, in the language of the caller',
    area: 'plan',
    needs: 'read',
    answer: z.object({
      reasons: z.array(z.object({ code: z.string(), label: z.string(), needsNote: z.boolean() })),
    }),
  }),
  entries: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/entries',
    summary: 'What people did to the plan, oldest first',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    query: page,
    answer: entries,
  }),
  entry: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/entries/{position}',
    summary: 'One entry',
    area: 'plan',
    needs: 'read',
    params: oneEntry,
    answer: entryShown,
  }),
  comments: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/comments',
    summary:
      'What people said about parts of the plan, oldest first: threads that begin in a part of it, open or settled',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    query: page.extend({
      ...boxAddress,
      state: z.enum(['all', 'open', 'resolved']).default('all'),
      names: z.enum(['me']).optional().openapi({ description: 'Of others, in which the caller is named (`@user`).' }),
    }),
    answer: z.object({
      entries: z.array(entryShown.extend({ thread: position, resolved: z.boolean() })),
      next: position.nullable(),
    }),
  }),
  addComment: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/comments',
    summary: 'Say something about a part of the plan, or answer, and settle a thread or open it again',
    area: 'plan',
    needs: 'comment',
    params: oneScenario,
    body: z.object({ key, comment }),
    status: 201,
    answer: entryShown,
  }),
  why: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/why',
    summary: 'What makes a number',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    body: cell,
    answer: z.object({ parts: z.array(why) }),
  }),
  history: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/history',
    summary: 'Every change of a cell, oldest first',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    body: cell,
    answer: z.object({ changes: z.array(cellChange) }),
  }),
  problems: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/problems',
    summary: 'What is going wrong, worth the most first',
    area: 'plan',
    needs: 'read',
    processes: ['soe', 'tower', 'sop', 'ibp'],
    params: oneScenario,
    query: page,
    answer: z.object({ problems: z.array(problem), count: z.number().int(), next: position.nullable() }),
  }),
} as const

export const versionShown = z
  .object({
    id: z.string(),
    kind: z.enum(VERSION_KINDS),
    planDay: isoDay,
    baseCurrency: z.string(),
    frozenAt: moment,
    hash: z.string(),
    position: z.number().int(),
    rolledFrom: z.string(),
  })
  .openapi('Version')

/** What is done to a plan as a whole. */
export const courseRoutes = {
  freeze: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/versions',
    summary: 'Make a plan an immutable version, as it is now',
    area: 'versions',
    needs: 'promote',
    wholeCompany: [],
    params: oneScenario,
    body: z.object({ kind: z.enum(VERSION_KINDS).default('cycle') }),
    status: 201,
    answer: versionShown,
  }),
  followLive: declare({
    method: 'post',
    path: '/api/v1/plans/main/base',
    summary: 'Go on over the version that was planned last; answers with the changes that cannot go on',
    area: 'plan',
    needs: 'run',
    wholeCompany: [],
    answer: z.object({
      lost: z.array(z.object({ entry: entryShown, intent: intentShown, code: z.string(), message: z.string() })),
    }),
  }),
} as const

const conflict = z.object({
  positions: z.object({ here: position, there: position }),
  clash: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('cells'),
      scope: scopeShown,
      from: isoDay,
      until: isoDay,
      here: z.number(),
      there: z.number(),
    }),
    z.object({ kind: z.literal('master'), list: z.string(), field: z.string().nullable() }),
  ]),
})

export const scenarioRoutes = {
  scenarios: declare({
    method: 'get',
    path: '/api/v1/scenarios',
    summary: 'Open scenarios',
    area: 'scenarios',
    needs: 'read',
    answer: z.object({ scenarios: z.array(scenario) }),
  }),
  openScenario: declare({
    method: 'post',
    path: '/api/v1/scenarios',
    summary: 'Open a scenario from the plan or from another one',
    area: 'scenarios',
    needs: 'open scenario',
    body: z.object({ from: name.default('main'), name }),
    status: 201,
    answer: scenario,
  }),
  dropScenario: declare({
    method: 'delete',
    path: '/api/v1/scenarios/{scenario}',
    summary: 'Give a scenario up',
    area: 'scenarios',
    needs: 'open scenario',
    params: oneScenario,
    status: 204,
  }),
  mergeScenario: declare({
    method: 'post',
    path: '/api/v1/scenarios/{scenario}/merge',
    summary: 'Bring a scenario into its parent, or learn what is in the way',
    area: 'scenarios',
    needs: 'promote',
    params: oneScenario,
    body: z.object({
      choices: z
        .array(z.object({ position, take: z.enum(['here', 'there']) }))
        .max(10_000)
        .default([]),
    }),
    answer: z.union([
      z.object({ merged: z.literal(true), effect }),
      z.object({ merged: z.literal(false), conflicts: z.array(conflict) }),
    ]),
  }),
  compare: declare({
    method: 'post',
    path: '/api/v1/scenarios/{scenario}/compare',
    summary: 'The same table of a scenario and of another plan, side by side',
    area: 'scenarios',
    needs: 'read',
    params: oneScenario,
    body: z.object({ with: name.default('main'), query }),
    answer: z.object({ here: table, there: table }),
  }),
} as const
