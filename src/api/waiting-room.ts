/** What a server answers while there is no plan to ask: that it is alive, that it is not ready, and nothing else (RS5). */
import { randomUUID } from 'node:crypto'
import { Refusal } from '../core/base/refusal.js'
import type { Language } from '../language/message.js'
import { withHeaders } from './answer-headers.js'
import { ROUTES } from './declarations.js'
import type { Phase } from './ports.js'
import { refusalAnswer } from './refusals.js'
import { spokenLanguage } from './spoken-language.js'

export interface WaitingRoom {
  readonly phase: () => Phase
  readonly programVersion: string
  readonly language: Language
  readonly secure: boolean
}

/** Where the server is, and what can be done there. */
export const readiness = (phase: Phase, reads: boolean): Response =>
  Response.json({ status: phase, reads, writes: phase === 'ready' }, { status: phase === 'ready' ? 200 : 503 })

const RETRY_SECONDS = '5'

/** Why nothing is answered now. */
export const refusalIn = (phase: Phase): string => (phase === 'failed' ? 'living.plan_ended' : 'api.stopping')

export function waitingRoom({ phase, programVersion, language, secure }: WaitingRoom): (request: Request) => Response {
  return (request) => {
    const requestId = randomUUID()
    const added = new Headers()
    const answer = (): Response => {
      const path = request.method === 'GET' ? new URL(request.url).pathname : ''
      if (path === ROUTES.health.path) return Response.json({ status: 'alive', version: programVersion })
      if (path === ROUTES.ready.path) return readiness(phase(), false)
      added.set('retry-after', RETRY_SECONDS)
      const refused = new Refusal(refusalIn(phase()), {})
      const spoken = spokenLanguage(request, null, language)
      return Response.json(refusalAnswer(refused, spoken, requestId), { status: 503 })
    }
    return withHeaders(answer(), { requestId, secure, added })
  }
}
