/** Changes that were refused because somebody else had written the same: both are kept until one of them is chosen (WB100). */
import { useCallback, useMemo, useState } from 'react'
import type { EntryShown } from '../../../api/wire/edit.js'
import { ApiRefusal } from '../../server/client.js'
import { useLive } from '../../server/live.js'
import { type PlanConflict, withoutWritten } from './conflict-list.js'

export interface PlanConflicts {
  /** Of this plan, oldest first. */
  readonly waiting: readonly PlanConflict[]
  readonly add: (conflict: PlanConflict) => void
  readonly remove: (key: string) => void
  /** Whoever writes in the same cells again has chosen. */
  readonly written: (scenario: string, cells: ReadonlyMap<string, number>) => void
}

/** The entry in the way, where that is why a change was refused. */
export function conflictOf(error: unknown): { theirs: EntryShown | null } | null {
  if (!(error instanceof ApiRefusal) || !/^edit\.(hidden_)?conflict$/.test(error.answer.code)) return null
  return { theirs: (error.answer.conflict as EntryShown | undefined) ?? null }
}

export function usePlanConflicts(scenario: string): PlanConflicts {
  const { news } = useLive()
  const [all, setAll] = useState<readonly PlanConflict[]>([])
  const add = useCallback(
    (conflict: PlanConflict) => {
      // It is shown: who writes again has seen it.
      if (conflict.theirs !== null) news.note(conflict.theirs.position)
      setAll((now) => [...now, conflict])
    },
    [news],
  )
  const remove = useCallback((key: string) => setAll((now) => now.filter((one) => one.key !== key)), [])
  const written = useCallback<PlanConflicts['written']>(
    (of, cells) => setAll((now) => withoutWritten(now, of, cells)),
    [],
  )
  const waiting = useMemo(() => all.filter((one) => one.scenario === scenario), [all, scenario])
  return useMemo(() => ({ waiting, add, remove, written }), [waiting, add, remove, written])
}
