/** What a server answers before its plan is open: that it is alive, that it is not ready, and nothing else (RS5). */
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

export const readiness = (phase: Phase): Response =>
  Response.json({ status: phase }, { status: phase === 'ready' ? 200 : 503 })

const RETRY_SECONDS = '5'

export function waitingRoom({ phase, programVersion, language, secure }: WaitingRoom): (request: Request) => Response {
  return (request) => {
    const requestId = randomUUID()
    const added = new Headers()
    const answer = (): Response => {
      const path = request.method === 'GET' ? new URL(request.url).pathname : ''
      if (path === ROUTES.health.path) return Response.json({ status: 'alive', version: programVersion })
      if (path === ROUTES.ready.path) return readiness(phase())
      added.set('retry-after', RETRY_SECONDS)
      const refused = new Refusal('api.stopping', {})
      const spoken = spokenLanguage(request, null, language)
      return Response.json(refusalAnswer(refused, spoken, requestId), { status: 503 })
    }
    return withHeaders(answer(), { requestId, secure, added })
  }
}
