/** What people said about the plan, put together (docs/specs/editing.md, "Words about the plan"). */
import type { Box } from './box.js'
import type { Comment, Entry } from './intent.js'

export interface SaidEntry extends Entry {
  readonly comment: Comment
}

export interface CommentThread {
  /** Of its first comment. */
  readonly position: number
  /** What the first one speaks of. */
  readonly box: Box
  /** The last answer that settled it or opened it again settled it. */
  readonly resolved: boolean
  /** Oldest first. */
  readonly comments: readonly SaidEntry[]
}

/** Every thread of these entries in the order of their first comments; comments that were taken back are not there. */
export function commentThreads(entries: readonly Entry[]): readonly CommentThread[] {
  const threads: { position: number; box: Box; resolved: boolean; comments: SaidEntry[] }[] = []
  const threadOf = new Map<number, (typeof threads)[number]>()
  const gone = takenBackIn(entries)
  for (const entry of entries) {
    const { comment, position } = entry
    if (comment === undefined || gone.has(position)) continue
    let thread = comment.answers === undefined ? undefined : threadOf.get(comment.answers)
    if (thread === undefined) {
      thread = { position, box: comment.box, resolved: false, comments: [] }
      threads.push(thread)
    }
    threadOf.set(position, thread)
    thread.comments.push({ ...entry, comment })
    thread.resolved = comment.resolves ?? thread.resolved
  }
  return threads
}

/** Positions of the entries that an undo in force takes back. */
function takenBackIn(entries: readonly Entry[]): ReadonlySet<number> {
  const gone = new Set<number>()
  for (const { position, undoes } of [...entries].reverse())
    if (undoes !== undefined && !gone.has(position)) gone.add(undoes)
  return gone
}
