import { Refusal } from '../../core/base/refusal.js'
import type { CommentThread, SaidEntry } from '../../core/edit/comment-thread.js'
import type { ActorId, ScenarioId } from '../../core/edit/intent.js'
import { mentionsOf } from '../../core/edit/mentions.js'
import { scopesMeet } from '../../core/edit/scope-cover.js'
import type { Call, Handlers } from '../call.js'
import { said } from '../wire/base.js'
import { showEntry } from '../wire/edit.js'
import { scopeAsked } from '../wire/table.js'
import { write } from './writing.js'

export const commentHandlers: Pick<Handlers, 'comments' | 'addComment'> = {
  async comments({ params, query }, { ports, caller }) {
    const { after, limit, state, names, from, until } = query
    const scope = scopeAsked(said(query))
    const isAsked = ({ box, resolved }: CommentThread): boolean =>
      (state === 'all' || resolved === (state === 'resolved')) &&
      scopesMeet(box, scope) &&
      box.from < (until ?? Number.POSITIVE_INFINITY) &&
      box.until > (from ?? Number.NEGATIVE_INFINITY)
    const threads = (await ports.plan.comments(params.scenario, caller)).filter(isAsked)
    const comments = threads
      .flatMap(({ position, resolved, comments }) => comments.map((entry) => ({ entry, thread: position, resolved })))
      .filter(({ entry }) => entry.position > after && (names === undefined || isNamed(entry, caller.actor)))
      .sort((a, b) => a.entry.position - b.entry.position)
      .slice(0, limit)
    return {
      entries: comments.map(({ entry, thread, resolved }) => ({ ...showEntry(entry), thread, resolved })),
      next: comments.length === limit ? comments.at(-1)!.entry.position : null,
    }
  },
  async addComment({ params, body }, call) {
    const { answers } = body.comment
    if (answers !== undefined) await assertComment(params.scenario, answers, call)
    const draft = { key: body.key, reason: { code: 'comment', note: '' }, intents: [], comment: said(body.comment) }
    return (await write(params.scenario, 0, draft, call)).entry
  },
}

/** By somebody else. */
const isNamed = ({ actor, comment }: SaidEntry, user: ActorId): boolean =>
  actor !== user && mentionsOf(comment.text).has(user)

async function assertComment(scenario: ScenarioId, position: number, { ports, caller }: Call): Promise<void> {
  const answered = await ports.plan.entry(scenario, position, caller)
  if (answered?.comment === undefined) throw new Refusal('access.no_entry', { position })
}
