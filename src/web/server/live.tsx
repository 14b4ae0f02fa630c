import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react'
import type { EventData, StreamEvent } from '../../api/wire/event.js'
import { useWords } from '../words/words.js'
import { optionsIn } from './client.js'
import { type Hearing, openChannel } from './event-channel.js'
import { PlanNews } from './plan-news.js'
import { ME } from './session.js'

export { besides, numbersOnly, planKey, treeKey } from './plan-news.js'

export type JobTold = EventData<'job'>
export type EntryTold = NonNullable<EventData<'changed'>['entry']>

/** What the server tells while one looks: how far each plan is, who changed what, how far jobs are. */
export interface Live {
  readonly hearing: Hearing
  readonly news: PlanNews
  readonly watch: (told: (event: StreamEvent) => void) => () => void
}

const Heard = createContext<Live | null>(null)

export function LiveProvider({ children }: { children: ReactNode }): ReactNode {
  const { language } = useWords()
  const queries = useQueryClient()
  const [hearing, setHearing] = useState<Hearing>('connecting')
  const watchers = useRef(new Set<(event: StreamEvent) => void>())
  const news = useMemo(() => new PlanNews(queries), [queries])
  const opened = useRef(false)
  useEffect(() => {
    // Nobody listened while the language was changed.
    let wasLost = opened.current
    opened.current = true
    const channel = openChannel(optionsIn(language), {
      told: (event) => {
        news.told(event)
        for (const watcher of watchers.current) watcher(event)
      },
      hearing: (now) => {
        setHearing(now)
        // What was settled meanwhile is not told again, nor that there is another plan.
        if (now === 'live' && wasLost) news.readAll()
        wasLost = now === 'lost' || (wasLost && now === 'connecting')
        // Somebody whose session has ended is asked to sign in again.
        if (now === 'ended') void queries.invalidateQueries({ queryKey: ME })
      },
    })
    return () => {
      news.close()
      channel.close()
    }
  }, [language, queries, news])
  const live = useMemo<Live>(
    () => ({
      hearing,
      news,
      watch: (watcher) => {
        watchers.current.add(watcher)
        return () => watchers.current.delete(watcher)
      },
    }),
    [hearing, news],
  )
  return <Heard value={live}>{children}</Heard>
}

export function useLive(): Live {
  const live = use(Heard)
  if (live === null) throw new Error('nothing is heard around this component')
  return live
}

export function useWatch(told: (event: StreamEvent) => void): void {
  const { watch } = useLive()
  const latest = useRef(told)
  latest.current = told
  useEffect(() => watch((event) => latest.current(event)), [watch])
}
