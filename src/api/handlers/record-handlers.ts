import { formatDay } from '../../core/base/day.js'
import type { LostIntent } from '../../core/edit/carry-over.js'
import type { Scenario } from '../../core/edit/journal.js'
import type { Version } from '../../core/plan/version.js'
import { say } from '../../language/catalogue.js'
import type { Language } from '../../language/message.js'
import type { Conflict, Effect } from '../../processes/living/living-plan.js'
import type { Handlers } from '../call.js'
import { credentialsOf } from '../credentials.js'
import type { courseRoutes, scenarioRoutes } from '../declarations/plan.js'
import type { operationRoutes, recordRoutes } from '../declarations/records.js'
import { openEventStream } from '../event-stream.js'
import { identify } from '../identity.js'
import { openApiDocument } from '../open-api-document.js'
import { isAnswering } from '../ports.js'
import { unlessRefused } from '../refusals.js'
import { readiness } from '../waiting-room.js'
import { said } from '../wire/base.js'
import { showEntry, showIntent } from '../wire/edit.js'
import { showScenario } from '../wire/scenario.js'
import { shownTable } from './plan-handlers.js'
import { shownEffect } from './writing.js'

export const scenarioHandlers: Handlers<keyof typeof scenarioRoutes> = {
  scenarios: async (_, { ports, caller }) => ({ scenarios: (await ports.plan.scenarios(caller)).map(showScenario) }),
  async openScenario({ body }, { ports, caller }) {
    return showScenario(unlessRefused(await ports.plan.open(body.from, body.name, caller)) as Scenario)
  },
  async dropScenario({ params }, { ports, caller }) {
    unlessRefused(await ports.plan.drop(params.scenario, caller))
    return undefined
  },
  async mergeScenario({ params, body }, { ports, caller }) {
    const answer = unlessRefused(await ports.plan.merge(params.scenario, body.choices, caller))
    if (!('conflicts' in answer)) return { merged: true as const, effect: shownEffect(answer as Effect) }
    return { merged: false as const, conflicts: answer.conflicts.map(showConflict) }
  },
  async compare({ params, body }, { ports, caller }) {
    const read = async (scenario: string) =>
      shownTable(await ports.plan.query({ ...said(body.query), scenario }, caller), body.query.offset)
    return { here: await read(params.scenario), there: await read(body.with) }
  },
}

function showConflict({ positions, clash }: Conflict) {
  if (clash.kind === 'master') return { positions, clash }
  const { scope, from, until, ...rest } = clash
  const shown = { product: [...scope.product], location: [...scope.location], customer: [...scope.customer] }
  return { positions, clash: { ...rest, scope: shown, from: formatDay(from), until: formatDay(until) } }
}

const showVersion = ({ id, kind, planDay, baseCurrency, frozenAt, hash, position, rolledFrom }: Version) => ({
  id,
  kind,
  planDay: formatDay(planDay),
  baseCurrency,
  frozenAt,
  hash,
  position,
  rolledFrom,
})

export const showLost = ({ entry, intent, reason: { code, values } }: LostIntent, language: Language) => ({
  entry: showEntry(entry),
  intent: showIntent(intent),
  code,
  message: say(code, values, language).text,
})

export const courseHandlers: Handlers<keyof typeof courseRoutes> = {
  async freeze({ params, body }, { ports, caller }) {
    return showVersion(unlessRefused(await ports.plan.freeze(params.scenario, body.kind, caller)) as Version)
  },
  async followLive(_, { ports, caller, language }) {
    const lost = unlessRefused(await ports.plan.followLive(caller)) as readonly LostIntent[]
    return { lost: lost.map((one) => showLost(one, language)) }
  },
}

export const recordHandlers: Handlers<keyof typeof recordRoutes> = {
  async versions(_, { ports }) {
    const { versions, live, record } = await ports.versions.list()
    return { versions: versions.map(showVersion), live, record }
  },
  report: ({ params, query }, { ports }) => ports.versions.report(params.version, query) as never,
  bridge: ({ params, query }, { ports }) => ports.versions.bridge(params.version, params.to, query) as never,
  async queryVersion({ params, body }, { ports, caller }) {
    const query = { ...said(body), scenario: params.version }
    return shownTable(await ports.versions.query(params.version, query, caller), body.offset)
  },
  async whyVersion({ params, body }, { ports, caller }) {
    return {
      parts: [...(await ports.versions.why(params.version, { ...said(body), scenario: params.version }, caller))],
    }
  },
  async exceptions({ params }, { ports, language }) {
    return { problems: [...(await ports.versions.exceptions(params.version, language))] }
  },
  signVersion: ({ params, body }, { ports, caller }) => ports.versions.sign(params.version, caller.actor, body.reason),
}

export const operationHandlers: Handlers<keyof typeof operationRoutes> = {
  events(_, { ports, shelf, request, secure, language }) {
    const credentials = credentialsOf(request, secure, false)
    const last = Number(request.headers.get('last-event-id') ?? Number.NaN)
    const stream = openEventStream(shelf.streams, {
      plan: ports.plan,
      jobs: shelf.jobs,
      presence: shelf.presence,
      language,
      viewer: () => identify(ports, credentials)?.caller ?? null,
      after: Number.isSafeInteger(last) && last >= 0 ? last : null,
      heartbeatMs: ports.settings.heartbeatMs,
    })
    // A proxy that gathers the answer before passing it on would hold every event back.
    return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } })
  },
  health: (_, { ports }) => ({ status: 'alive', version: ports.programVersion }),
  ready: (_, { ports }) => readiness(ports.phase(), isAnswering(ports.phase())),
  async metrics(_, { shelf }) {
    const { registry } = shelf.measurements
    return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
  },
  openapi: (_, { ports }) => openApiDocument(ports.programVersion) as { openapi: string },
}
