/** Changes of the plan from the grid: painted at once, sent as one entry, and told in place when they are refused. */
import { notifications } from '@mantine/notifications'
import { type Dispatch, type RefObject, type SetStateAction, useCallback, useMemo, useRef, useState } from 'react'
import type { RefusalAnswer } from '../../../api/wire/base.js'
import { Turns } from '../../../processes/living/turns.js'
import { ApiRefusal, type Client, freshKey } from '../../server/client.js'
import { useLive } from '../../server/live.js'
import type { Answered, Question } from '../../server/plan-news.js'
import { useSession } from '../../server/session.js'
import { useWords, type Words } from '../../words/words.js'
import type { PlanConflict } from './conflict-list.js'
import { answered, type PaintedCells, paint, withoutAnswered, withoutChange } from './painted-cells.js'
import { conflictOf, type PlanConflicts, usePlanConflicts } from './plan-conflicts.js'
import type { Commit, IntentSent, ReasonSent } from './sent-change.js'

export type { IntentSent, ReasonSent } from './sent-change.js'

export interface Refused {
  readonly answer: RefusalAnswer
  readonly cells: readonly string[]
}

export interface PlanEdits {
  readonly painted: PaintedCells
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
  readonly conflicts: PlanConflicts
  /** What somebody else was quicker with is written again, over theirs. */
  readonly again: (conflict: PlanConflict) => Promise<boolean>
  /** With a reason of its own, or the one that is kept. */
  readonly change: (
    intents: readonly IntentSent[],
    paint: ReadonlyMap<string, number>,
    because?: ReasonSent | null,
  ) => Promise<boolean>
  readonly undo: () => Promise<void>
  readonly redo: () => Promise<void>
}

export function usePlanEdits(scenario: string): PlanEdits {
  const { call } = useSession()
  const live = useLive()
  const { say } = useWords()
  const [painted, setPainted] = useState<PaintedCells>(new Map())
  const { asking, askReason, reason, kept, setReason } = useAsking()
  const [refused, setRefused] = useState<Refused | null>(null)
  const conflicts = usePlanConflicts(scenario)
  const { add: keep, remove: settle, written } = conflicts
  // One after the other, in the order in which they were made: an undo takes back the change that was typed before it.
  const [turns] = useState(() => new Turns())
  const calling = useRef(call)
  calling.current = call
  const change = useCallback<PlanEdits['change']>(
    (intents, cells, given = null) => {
      setRefused(null)
      const [key, seen] = [freshKey(), live.news.seen]
      written(scenario, cells)
      setPainted((now) => paint(now, key, cells))
      const commit = async (): Promise<boolean> => {
        const questions = live.news.questions(scenario, QUESTIONS_MOST)
        const tables = questions.map(({ body }) => body) as Commit['tables']
        const send = (because: ReasonSent | null) =>
          calling.current('commit', {
            params: { scenario },
            body: { key, seen, intents: [...intents], tables, ...(because === null ? {} : { reason: because }) },
          })
        let because = given ?? reason ?? kept.current
        try {
          const done = await send(because).catch(async (error: unknown) => {
            if (!(error instanceof ApiRefusal) || error.answer.code !== 'edit.reason_required') throw error
            because = await askReason(error.answer.message)
            if (because === null) throw error
            return send(because)
          })
          await live.news.readNow(scenario, done.entry.position, answeredOf(questions, done.tables))
          setPainted((now) => answered(now, key, done.entry.position))
          return true
        } catch (error) {
          setPainted((now) => withoutChange(now, key))
          setRefused({ answer: answerOf(error, { say }), cells: [...cells.keys()] })
          const conflict = conflictOf(error)
          if (conflict !== null) keep({ key, scenario, mine: { intents, cells, reason: because }, ...conflict })
          return false
        }
      }
      return turns.take(commit)
    },
    [scenario, live, turns, askReason, reason, kept, keep, written, say],
  )
  const again = useCallback<PlanEdits['again']>(
    ({ key, mine }) => {
      settle(key)
      return change(mine.intents, mine.cells, mine.reason)
    },
    [settle, change],
  )
  const { undo, redo } = useSteps(scenario, calling, turns, setPainted, setRefused)
  const forgetRefusal = useCallback(() => setRefused(null), [])
  // One object for as long as it says the same: what hangs on it is not drawn again.
  return useMemo(
    () => ({ painted, refused, forgetRefusal, asking, reason, setReason, conflicts, again, change, undo, redo }),
    [painted, refused, forgetRefusal, asking, reason, setReason, conflicts, again, change, undo, redo],
  )
}

/** One's own last change taken back, and brought back; where there is none, that is said. */
function useSteps(
  scenario: string,
  calling: RefObject<Client>,
  turns: Turns,
  setPainted: Dispatch<SetStateAction<PaintedCells>>,
  setRefused: (refused: Refused) => void,
): Pick<PlanEdits, 'undo' | 'redo'> {
  const live = useLive()
  const { say } = useWords()
  const step = useCallback(
    async (which: 'undo' | 'redo'): Promise<void> => {
      try {
        const position = (await calling.current('nextSteps', { params: { scenario } }))[which]
        if (position === null) {
          notifications.show({ message: say(`web.nothing_to_${which}`) })
          return
        }
        const questions = live.news.questions(scenario, QUESTIONS_MOST)
        const body = { key: freshKey(), seen: live.news.seen, tables: questions.map(({ body: asked }) => asked) }
        const done = await calling.current('undo', { params: { scenario, position }, body } as never)
        await live.news.readNow(scenario, done.entry.position, answeredOf(questions, done.tables))
        setPainted(withoutAnswered)
      } catch (error) {
        setRefused({ answer: answerOf(error, { say }), cells: [] })
      }
    },
    [scenario, live, calling, setPainted, setRefused, say],
  )
  const undo = useCallback(() => turns.take(() => step('undo')), [turns, step])
  const redo = useCallback(() => turns.take(() => step('redo')), [turns, step])
  return { undo, redo }
}

function useAsking() {
  const [asking, setAsking] = useState<PlanEdits['asking']>(null)
  const [reason, setReason] = useState<ReasonSent | null>(null)
  // What has been typed already goes by what was answered meanwhile.
  const kept = useRef(reason)
  kept.current = reason
  const askReason = useCallback(
    (message: string): Promise<ReasonSent | null> =>
      new Promise((resolve) =>
        setAsking({
          message,
          answer: (because, keep) => {
            setAsking(null)
            if (keep) {
              setReason(because)
              kept.current = because
            }
            resolve(because)
          },
        }),
      ),
    [],
  )
  return { asking, askReason, reason, kept, setReason }
}

/** As many as a change may be sent with. */
const QUESTIONS_MOST = 4

const answeredOf = (questions: readonly Question[], tables: readonly (Answered['table'] | null)[] = []): Answered[] =>
  questions.flatMap(({ key }, at) => (tables[at] ? [{ key, table: tables[at] }] : []))

/** Why it was not done; where no answer came that is said in words, too. */
const answerOf = (error: unknown, { say }: Pick<Words, 'say'>): RefusalAnswer =>
  error instanceof ApiRefusal
    ? error.answer
    : { code: 'web.lost', message: say('web.lost'), remedy: say('web.edit_lost_remedy'), requestId: '' }
