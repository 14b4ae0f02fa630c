import type { SentTo } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'

/** A change of the plan as it is sent. */
export type Commit = SentTo<Routes['commit']>['body']
export type IntentSent = Commit['intents'][number]
export type ReasonSent = NonNullable<Commit['reason']>
