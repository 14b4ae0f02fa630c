/** Which entries of a plan are in force: what was taken back is not, unless that was taken back as well. */
export interface Undoable {
  readonly position: number
  readonly undoes?: number | undefined
}

/** Positions of the entries that are taken back. */
export function undoneAmong(entries: readonly Undoable[]): ReadonlySet<number> {
  const undone = new Set<number>()
  // Whatever takes an entry back comes after it: from the newest on, each is decided when its turn comes.
  for (const { position, undoes } of [...entries].sort((a, b) => b.position - a.position))
    if (undoes !== undefined && !undone.has(position)) undone.add(undoes)
  return undone
}

/** What changed something and still does: no words, nothing taken back, and no step of taking back. */
export function countInForce(entries: readonly (Undoable & { readonly intents: readonly unknown[] })[]): number {
  const undone = undoneAmong(entries)
  return entries.filter(({ position, intents }) => intents.length > 0 && !undone.has(position)).length
}
