/** Changes of the plan from the grid: painted at once, sent as one entry, and told in place when they are refused. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { SentTo } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import type { RefusalAnswer } from '../../../api/wire/base.js'
import { ApiRefusal, freshKey } from '../../server/client.js'
import { planKey, useLive } from '../../server/live.js'
import { useSession } from '../../server/session.js'

type Commit = SentTo<Routes['commit']>['body']
export type IntentSent = Commit['intents'][number]
export type ReasonSent = NonNullable<Commit['reason']>

/** Cells that shall hold something else; `position` is the entry that did it, once it is known. */
export interface Painted {
  readonly value: number
  readonly position: number | null
}

export interface Refused {
  readonly answer: RefusalAnswer
  readonly cells: readonly string[]
}

export interface PlanEdits {
  readonly painted: ReadonlyMap<string, Painted>
  readonly refused: Refused | null
  readonly forgetRefusal: () => void
  /** What waits for a reason; `answer` sends it with one, or drops it with null. */
  readonly asking: {
    readonly message: string
    readonly answer: (reason: ReasonSent | null, keep: boolean) => void
  } | null
  /** Why one changes the plan just now: said once, it goes for what follows. */
  readonly reason: ReasonSent | null
  readonly setReason: (reason: ReasonSent | null) => void
  readonly change: (intents: readonly IntentSent[], paint: ReadonlyMap<string, number>) => Promise<boolean>
  readonly undo: () => Promise<void>
  readonly redo: () => Promise<void>
}

export function usePlanEdits(scenario: string): PlanEdits {
  const { call } = useSession()
  const live = useLive()
  const queries = useQueryClient()
  const { painted, paint, unpaint } = usePaint()
  const { asking, askReason, reason, setReason } = useAsking()
  const [refused, setRefused] = useState<Refused | null>(null)
  const calling = useRef(call)
  calling.current = call
  const change = useCallback<PlanEdits['change']>(
    async (intents, cells) => {
      setRefused(null)
      paint(cells, null)
      const [key, seen] = [freshKey(), live.seen()]
      const send = (because: ReasonSent | undefined) =>
        calling.current('commit', {
          params: { scenario },
          body: { key, seen, intents: [...intents], ...(because === undefined ? {} : { reason: because }) },
        })
      try {
        const { entry } = await send(reason ?? undefined).catch(async (error: unknown) => {
          if (!(error instanceof ApiRefusal) || error.answer.code !== 'edit.reason_required') throw error
          const because = await askReason(error.answer.message)
          if (because === null) throw error
          return send(because)
        })
        live.noteSeen(entry.position)
        paint(cells, entry.position)
        // Its own answer is not waited for twice: the stream tells it, too.
        void queries.invalidateQueries({ queryKey: planKey(scenario, 'table') })
        return true
      } catch (error) {
        unpaint(cells.keys())
        setRefused({ answer: answerOf(error), cells: [...cells.keys()] })
        return false
      }
    },
    [scenario, live, queries, paint, unpaint, askReason, reason],
  )
  const step = useCallback(
    async (which: 'undo' | 'redo'): Promise<void> => {
      try {
        const position = (await calling.current('nextSteps', { params: { scenario } }))[which]
        if (position === null) return
        const body = { key: freshKey(), seen: live.seen() }
        const { entry } = await calling.current('undo', { params: { scenario, position }, body } as never)
        live.noteSeen(entry.position)
        unpaint(null)
      } catch (error) {
        setRefused({ answer: answerOf(error), cells: [] })
      }
    },
    [scenario, live, unpaint],
  )
  return {
    painted,
    refused,
    forgetRefusal: useCallback(() => setRefused(null), []),
    asking,
    reason,
    setReason,
    change,
    undo: useCallback(() => step('undo'), [step]),
    redo: useCallback(() => step('redo'), [step]),
  }
}

function usePaint() {
  const [painted, setPainted] = useState<ReadonlyMap<string, Painted>>(new Map())
  const paint = useCallback((cells: ReadonlyMap<string, number>, position: number | null): void => {
    setPainted((now) => {
      const next = new Map(now)
      for (const [cell, value] of cells) next.set(cell, { value, position })
      return next
    })
  }, [])
  /** Null: everything. */
  const unpaint = useCallback((cells: Iterable<string> | null): void => {
    setPainted((now) => {
      const next = cells === null ? new Map<string, Painted>() : new Map(now)
      for (const cell of cells ?? []) next.delete(cell)
      return next
    })
  }, [])
  return { painted, paint, unpaint }
}

function useAsking() {
  const [asking, setAsking] = useState<PlanEdits['asking']>(null)
  const [reason, setReason] = useState<ReasonSent | null>(null)
  const askReason = useCallback(
    (message: string): Promise<ReasonSent | null> =>
      new Promise((resolve) =>
        setAsking({
          message,
          answer: (because, keep) => {
            setAsking(null)
            if (keep) setReason(because)
            resolve(because)
          },
        }),
      ),
    [],
  )
  return { asking, askReason, reason, setReason }
}

const answerOf = (error: unknown): RefusalAnswer =>
  error instanceof ApiRefusal ? error.answer : { code: 'web.lost', message: String(error), remedy: '', requestId: '' }
