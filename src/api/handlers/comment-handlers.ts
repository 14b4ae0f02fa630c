import { Refusal } from '../../core/base/refusal.js'
import { type CommentThread, commentThreads } from '../../core/edit/comment-thread.js'
import type { Entry, ScenarioId } from '../../core/edit/intent.js'
import { scopesMeet } from '../../core/edit/scope-cover.js'
import type { Call, Handlers } from '../call.js'
import { said } from '../wire/base.js'
import { showEntry } from '../wire/edit.js'
import { scopeAsked } from '../wire/table.js'
import { write } from './writing.js'

export const commentHandlers: Pick<Handlers, 'comments' | 'addComment'> = {
  async comments({ params, query }, call) {
    const { after, limit, state, from, until } = query
    const scope = scopeAsked(said(query))
    const isAsked = ({ box, resolved }: CommentThread): boolean =>
      (state === 'all' || resolved === (state === 'resolved')) &&
      scopesMeet(box, scope) &&
      box.from < (until ?? Number.POSITIVE_INFINITY) &&
      box.until > (from ?? Number.NEGATIVE_INFINITY)
    const threads = commentThreads(await readEntries(params.scenario, call)).filter(isAsked)
    const comments = threads
      .flatMap(({ position, resolved, comments }) => comments.map((entry) => ({ entry, thread: position, resolved })))
      .filter(({ entry }) => entry.position > after)
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

const ENTRIES_PAGE = 1000

/** All that the caller may read: whether a thread is settled is said by its last answer. */
async function readEntries(scenario: ScenarioId, { ports, caller }: Call): Promise<Entry[]> {
  const read: Entry[] = []
  for (let from = 0; ; from = read.at(-1)!.position) {
    const page = await ports.plan.entries(scenario, from, ENTRIES_PAGE, caller)
    read.push(...page)
    if (page.length < ENTRIES_PAGE) return read
  }
}

async function assertComment(scenario: ScenarioId, position: number, { ports, caller }: Call): Promise<void> {
  const answered = await ports.plan.entry(scenario, position, caller)
  if (answered?.comment === undefined) throw new Refusal('access.no_entry', { position })
}
