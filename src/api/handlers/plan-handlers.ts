import { createHash } from 'node:crypto'
import { QUANTITY_DECIMALS } from '../../core/base/quantity.js'
import { Refusal } from '../../core/base/refusal.js'
import type { ScenarioId } from '../../core/edit/intent.js'
import { checkReason, needsNote, REASON_CODES } from '../../core/edit/reason.js'
import { rankProblems } from '../../core/why/problem.js'
import { minorDecimals } from '../../finance/currency.js'
import { say } from '../../language/catalogue.js'
import type { Effect, Query, Refused, Table } from '../../processes/living/living-plan.js'
import { listExceptions } from '../../processes/report/exception-list.js'
import type { Call, Handlers } from '../call.js'
import type { planRoutes } from '../declarations/plan.js'
import { unlessRefused } from '../refusals.js'
import { columnFile, columnsOf, csvOf, fileAnswer, jsonOf, textStream, wholeTable } from '../table-file.js'
import { said } from '../wire/base.js'
import { showEntry } from '../wire/edit.js'
import { type QueryAsked, scopeAsked, showTable, type TableShown } from '../wire/table.js'
import { commentHandlers } from './comment-handlers.js'
import { pageOf, shownEffect, write } from './writing.js'

export const planHandlers: Handlers<keyof typeof planRoutes> = {
  ...commentHandlers,
  epoch: ({ params }, { ports, caller }) => ports.plan.epoch(params.scenario, caller),
  settled: ({ params }, { ports, caller }) => ports.plan.settled(params.scenario, caller),
  async query({ params, body }, { ports, caller }) {
    const query: Query = { ...said(body), scenario: params.scenario }
    return shownTable(await ports.plan.query(query, caller), body.offset)
  },
  async table({ params, query: asked }, call) {
    const { format, measures, by = [], period, from, until, currency } = asked
    const narrowed = said({ from, until, currency })
    const scope = scopeAsked(said(asked))
    const query: Query = { ...narrowed, measures, by, period, scope, scenario: params.scenario }
    const tag = await tagOf(query, format, call)
    call.headers.set('etag', tag)
    call.headers.set('cache-control', 'private, no-cache')
    call.headers.set('vary', 'cookie, authorization')
    if (call.request.headers.get('if-none-match') === tag) return new Response(null, { status: 304 })
    const table = await wholeTable(call.ports.plan, query, call.caller)
    const [type, text] =
      format === 'csv' ? ['text/csv', csvOf(query, table)] : ['application/json', jsonOf(query, table)]
    return new Response(textStream(text as Generator<string>), {
      headers: { 'content-type': `${type}; charset=utf-8` },
    })
  },
  async exportTable({ params, body }, { ports, caller }) {
    const query: Query = { ...said(body.query), scenario: params.scenario }
    const table = await wholeTable(ports.plan, query, caller)
    if (body.format !== 'csv') return columnFile('rumbo', body.format, columnsOf(query, table), ports)
    return fileAnswer('rumbo', 'csv', textStream(csvOf(query, table)))
  },
  async preview({ params, body }, { ports, caller }) {
    return shownEffect(unlessRefused(await ports.plan.preview(params.scenario, body.intents, caller)) as Effect)
  },
  commit({ params, body }, call) {
    const { key, seen, reason, intents, cause, tables } = body
    checkReason(reason)
    const draft = { key, reason, intents, ...(cause === undefined ? {} : { cause }) }
    return withTables(params.scenario, tables, call, write(params.scenario, seen, draft, call))
  },
  undo({ params, body }, call) {
    const { key, seen, reason, tables } = body
    checkReason(reason)
    const draft = { key, reason, intents: [], undoes: params.position }
    return withTables(params.scenario, tables, call, write(params.scenario, seen, draft, call))
  },
  nextSteps: ({ params }, { ports, caller }) => ports.plan.nextSteps(params.scenario, caller),
  async staleProposals({ params }, { ports, caller }) {
    return { stale: [...(await ports.plan.staleProposals(params.scenario, caller))] }
  },
  async position({ query }, { ports, caller }) {
    return { position: await ports.plan.positionAt(query.moment, caller) }
  },
  reasons: (_, { language }) => ({
    reasons: REASON_CODES.map((code) => ({
      code,
      label: say(`reason.${code}`, {}, language).text,
      needsNote: needsNote(code),
    })),
  }),
  async entries({ params, query: { after, limit } }, { ports, caller }) {
    return pageOf(await ports.plan.entries(params.scenario, after, limit, caller), limit)
  },
  async entry({ params }, { ports, caller }) {
    const entry = await ports.plan.entry(params.scenario, params.position, caller)
    if (entry === null) throw new Refusal('access.no_entry', { position: params.position })
    return showEntry(entry)
  },
  async why({ params, body }, { ports, caller }) {
    const parts = unlessRefused(await ports.plan.why({ ...said(body), scenario: params.scenario }, caller))
    return { parts: [...(parts as Exclude<typeof parts, Refused>)] }
  },
  async history({ params, body }, { ports, caller }) {
    const changes = unlessRefused(await ports.plan.history({ ...said(body), scenario: params.scenario }, caller))
    return { changes: [...(changes as Exclude<typeof changes, Refused>)] }
  },
  async problems({ params, query: { after, limit } }, { ports, caller, language }) {
    const ranked = rankProblems(await ports.plan.problems(params.scenario, caller))
    const lines = listExceptions(ranked.slice(after, after + limit), language)
    const end = after + lines.length
    return {
      problems: lines.map((line) => ({ ...line, rank: line.rank + after })),
      count: ranked.length,
      next: end < ranked.length && lines.length > 0 ? end : null,
    }
  },
}

/** Changes with the epoch, the question and what the caller may see; nobody else's cache can use it. */
async function tagOf(query: Query, format: string, { ports, caller, shelf }: Call): Promise<string> {
  const epoch = await ports.plan.epoch(query.scenario, caller)
  const seen = [caller.actor, caller.scopes, [...caller.measures]]
  const digest = createHash('sha256').update(JSON.stringify([shelf.run, epoch, query, format, seen]))
  return `"${digest.digest('base64url').slice(0, 27)}"`
}

/** A change with what its writer wants to see of the plan behind it. A question that is refused does not undo the change. */
async function withTables<Done extends object>(
  scenario: ScenarioId,
  asked: readonly QueryAsked[] | undefined,
  { ports, caller }: Call,
  change: Promise<Done>,
): Promise<Done & { tables?: (TableShown | null)[] }> {
  const done = await change
  if (asked === undefined) return done
  const answers = asked.map(async (body) => {
    try {
      return shownTable(await ports.plan.query({ ...said(body), scenario }, caller), body.offset)
    } catch (error) {
      if (error instanceof Refusal) return null
      throw error
    }
  })
  return { ...done, tables: await Promise.all(answers) }
}

export function shownTable(answer: Table | Refused, offset: number) {
  const table = unlessRefused(answer) as Table
  return showTable(table, offset, QUANTITY_DECIMALS, minorDecimals(table.currency))
}
