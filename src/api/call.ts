import type { Caller } from '../access/grant.js'
import { Refusal } from '../core/base/refusal.js'
import type { Language } from '../language/message.js'
import type { AnswerOf, InputOf } from './declaration.js'
import type { RouteName, Routes } from './declarations.js'
import type { EventStreams } from './event-stream.js'
import type { Identity } from './identity.js'
import type { JobBoard } from './job-board.js'
import type { Measurements } from './measurements.js'
import type { ApiPorts } from './ports.js'
import type { PresenceBoard } from './presence-board.js'

/** One request on its way: who asks, from where, in what language, and what goes back besides the answer. */
export class Call {
  /** Added to the answer. */
  readonly headers: Headers = new Headers()
  /** The page that a visiting browser was on its way to. */
  cameFrom = '/'

  constructor(
    readonly ports: ApiPorts,
    readonly shelf: Shelf,
    readonly request: Request,
    readonly requestId: string,
    /** Network address. */
    readonly origin: string,
    readonly identity: Identity | null,
    readonly language: Language,
    /** Reached by https. */
    readonly secure: boolean,
  ) {}

  /** @throws Refusal `access.sign_in` */
  get caller(): Caller {
    return this.signedIn.caller
  }

  get signedIn(): Identity {
    if (this.identity === null) throw new Refusal('access.sign_in', {})
    return this.identity
  }

  get by(): { actor: string; origin: string } {
    return { actor: this.caller.actor, origin: this.origin }
  }
}

/** What a running server keeps between requests. */
export interface Shelf {
  readonly streams: EventStreams
  readonly measurements: Measurements
  readonly jobs: JobBoard
  readonly presence: PresenceBoard
  /** Tells this run of the server, and the version that its plan stands on, from others: entity tags of another mean nothing. */
  run: string
}

export type Handler<Name extends RouteName> = (
  input: InputOf<Routes[Name]>,
  call: Call,
) => Promise<AnswerOf<Routes[Name]> | Response> | AnswerOf<Routes[Name]> | Response

export type Handlers<Name extends RouteName = RouteName> = { readonly [One in Name]: Handler<One> }
