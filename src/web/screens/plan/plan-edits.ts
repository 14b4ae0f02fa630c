/** Changes of the plan from the grid: painted at once, sent as one entry, and told in place when they are refused. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { SentTo } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import type { RefusalAnswer } from '../../../api/wire/base.js'
import { ApiRefusal, freshKey } from '../../server/client.js'
import { useLive } from '../../server/live.js'
import type { Answered, Question } from '../../server/plan-news.js'
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
  const { painted, paint, unpaint } = usePaint()
  const { asking, askReason, reason, setReason } = useAsking()
  const [refused, setRefused] = useState<Refused | null>(null)
  const calling = useRef(call)
  calling.current = call
  const change = useCallback<PlanEdits['change']>(
    async (intents, cells) => {
      setRefused(null)
      paint(cells, null)
      const [key, seen, questions] = [freshKey(), live.news.seen, live.news.questions(scenario, QUESTIONS_MOST)]
      const tables = questions.map(({ body }) => body) as Commit['tables']
      const send = (because: ReasonSent | undefined) =>
        calling.current('commit', {
          params: { scenario },
          body: { key, seen, intents: [...intents], tables, ...(because === undefined ? {} : { reason: because }) },
        })
      try {
        const done = await send(reason ?? undefined).catch(async (error: unknown) => {
          if (!(error instanceof ApiRefusal) || error.answer.code !== 'edit.reason_required') throw error
          const because = await askReason(error.answer.message)
          if (because === null) throw error
          return send(because)
        })
        live.news.readNow(scenario, done.entry.position, answeredOf(questions, done.tables))
        paint(cells, done.entry.position)
        return true
      } catch (error) {
        unpaint(cells.keys())
        setRefused({ answer: answerOf(error), cells: [...cells.keys()] })
        return false
      }
    },
    [scenario, live, paint, unpaint, askReason, reason],
  )
  const step = useCallback(
    async (which: 'undo' | 'redo'): Promise<void> => {
      try {
        const position = (await calling.current('nextSteps', { params: { scenario } }))[which]
        if (position === null) return
        const questions = live.news.questions(scenario, QUESTIONS_MOST)
        const body = { key: freshKey(), seen: live.news.seen, tables: questions.map(({ body: asked }) => asked) }
        const done = await calling.current('undo', { params: { scenario, position }, body } as never)
        live.news.readNow(scenario, done.entry.position, answeredOf(questions, done.tables))
        unpaint(null)
      } catch (error) {
        setRefused({ answer: answerOf(error), cells: [] })
      }
    },
    [scenario, live, unpaint],
  )
  const forgetRefusal = useCallback(() => setRefused(null), [])
  const undo = useCallback(() => step('undo'), [step])
  const redo = useCallback(() => step('redo'), [step])
  // One object for as long as it says the same: what hangs on it is not drawn again.
  return useMemo(
    () => ({ painted, refused, forgetRefusal, asking, reason, setReason, change, undo, redo }),
    [painted, refused, forgetRefusal, asking, reason, setReason, change, undo, redo],
  )
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

/** As many as a change may be sent with. */
const QUESTIONS_MOST = 4

const answeredOf = (questions: readonly Question[], tables: readonly (object | null)[] = []): Answered[] =>
  questions.flatMap(({ key }, at) => (tables[at] ? [{ key, table: tables[at] }] : []))

const answerOf = (error: unknown): RefusalAnswer =>
  error instanceof ApiRefusal ? error.answer : { code: 'web.lost', message: String(error), remedy: '', requestId: '' }
