import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react'
import type { EventData, StreamEvent } from '../../api/wire/event.js'
import { useWords } from '../words/words.js'
import { optionsIn } from './client.js'
import { type Hearing, openChannel } from './event-channel.js'
import { ME } from './session.js'

type Epoch = NonNullable<EventData<'changed'>['epoch']>
export type JobTold = EventData<'job'>
export type EntryTold = NonNullable<EventData<'changed'>['entry']>

/** What the server tells while one looks: how far each plan is, who changed what, how far jobs are. */
export interface Live {
  readonly hearing: Hearing
  /** The newest position that this browser has seen of anything. */
  readonly seen: () => number
  readonly noteSeen: (position: number) => void
  readonly watch: (told: (event: StreamEvent) => void) => () => void
}

const Heard = createContext<Live | null>(null)

/** Everything read of a plan is kept under this, so that it is read again when the plan went on. */
export const planKey = (scenario: string, ...rest: readonly unknown[]): readonly unknown[] => [
  'plan',
  scenario,
  ...rest,
]

/** Several changes in a moment are read once. */
const GATHER_MS = 30

export function LiveProvider({ children }: { children: ReactNode }): ReactNode {
  const { language } = useWords()
  const queries = useQueryClient()
  const [hearing, setHearing] = useState<Hearing>('connecting')
  const watchers = useRef(new Set<(event: StreamEvent) => void>())
  const seen = useRef(0)
  useEffect(() => {
    const stale = new Set<string>()
    const known = new Map<string, Epoch>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const readAgain = (key: readonly unknown[]): void => {
      stale.add(JSON.stringify(key))
      timer ??= setTimeout(() => {
        timer = undefined
        for (const one of stale) readStale(queries, JSON.parse(one) as unknown[], known)
        stale.clear()
      }, GATHER_MS)
    }
    let wasLost = false
    const told = (event: StreamEvent): void => {
      if (event.event === 'changed' && event.data.epoch !== null) known.set(event.data.epoch.scenario, event.data.epoch)
      for (const key of staleBy(event)) readAgain(key)
      if (event.event === 'changed') seen.current = Math.max(seen.current, event.data.epoch?.numbers ?? 0)
      if (event.event === 'here') seen.current = Math.max(seen.current, event.data.epoch.numbers)
      for (const watcher of watchers.current) watcher(event)
    }
    const channel = openChannel(optionsIn(language), {
      told,
      hearing: (now) => {
        setHearing(now)
        // What was settled meanwhile is not told again.
        if (now === 'live' && wasLost) readAgain(['plan'])
        wasLost = now === 'lost'
        // Somebody whose session has ended is asked to sign in again.
        if (now === 'ended') void queries.invalidateQueries({ queryKey: ME })
      },
    })
    return () => {
      clearTimeout(timer)
      channel.close()
    }
  }, [language, queries])
  const live = useMemo<Live>(
    () => ({
      hearing,
      seen: () => seen.current,
      noteSeen: (position) => {
        seen.current = Math.max(seen.current, position)
      },
      watch: (watcher) => {
        watchers.current.add(watcher)
        return () => watchers.current.delete(watcher)
      },
    }),
    [hearing],
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

/** What says how far its plan was is read again only where the plan has gone on since. */
function readStale(queries: QueryClient, queryKey: unknown[], known: ReadonlyMap<string, Epoch>): void {
  void queries.invalidateQueries({
    queryKey,
    predicate: ({ state }) => {
      const at = (state.data as { epoch?: Epoch } | undefined)?.epoch
      const now = at === undefined ? undefined : known.get(at.scenario)
      return at === undefined || now === undefined || at.numbers < now.numbers || at.settled < now.settled
    },
  })
}

/** What has to be read again after an event. */
function staleBy(event: StreamEvent): readonly (readonly unknown[])[] {
  switch (event.event) {
    case 'changed':
      return [planKey(event.data.epoch?.scenario ?? event.data.entry?.scenario ?? 'main')]
    case 'scenario':
      return [['scenarios'], planKey(event.data.scenario.parent ?? 'main'), planKey(event.data.scenario.id)]
    case 'job':
      return event.data.endedAt === null
        ? [['jobs']]
        : [['jobs'], ['versions'], ['data'], ['company'], ['plan'], ['proof']]
    case 'reload':
      return [[]]
    default:
      return [['scenarios']]
  }
}
