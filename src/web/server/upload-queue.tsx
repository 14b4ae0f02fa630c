import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../words/words.js'
import { ApiRefusal, type Client } from './client.js'
import { DATA_KEY, UPLOADS } from './company-data.js'
import { sendFile } from './file-upload.js'
import { useSession } from './session.js'

export interface Sending {
  readonly id: number
  readonly name: string
  readonly file: File
  /** Null while it waits for those before it. */
  readonly fraction: number | null
  /** Why it was not taken. */
  readonly error: Error | null
}

export interface UploadQueue {
  readonly sending: readonly Sending[]
  /** Files whose names do not say their table: they wait for one. */
  readonly unnamed: readonly File[]
  readonly ask: (file: File) => void
  /** The first that waits for a name waits no more. */
  readonly answered: () => void
  readonly add: (name: string, file: File) => void
  readonly forget: (id: number) => void
}

const AGAIN_MS = 1000

const Queued = createContext<UploadQueue | null>(null)

/** Above the screens: what is on its way stays so when one goes to another (WB104). */
export function UploadQueueProvider({ children }: { children: ReactNode }): ReactNode {
  const queue = useQueue()
  const waits = queue.sending.length + queue.unnamed.length > 0
  useEffect(() => {
    if (!waits) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [waits])
  return <Queued value={queue}>{children}</Queued>
}

export function useUploadQueue(): UploadQueue {
  const queue = use(Queued)
  if (queue === null) throw new Error('no upload queue around this component')
  return queue
}

/** Files go one after the other: the folder is checked with one of them at a time. */
function useQueue(): UploadQueue {
  const { call } = useSession()
  const { language } = useWords()
  const queries = useQueryClient()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const [unnamed, setUnnamed] = useState<readonly File[]>([])
  const last = useRef<Promise<void>>(Promise.resolve())
  const count = useRef(0)
  const change = useCallback((id: number, changed: Partial<Sending> | null) => {
    setSending((known) =>
      changed === null
        ? known.filter((one) => one.id !== id)
        : known.map((one) => (one.id === id ? { ...one, ...changed } : one)),
    )
  }, [])
  const add = useCallback(
    (name: string, file: File) => {
      const id = ++count.current
      setSending((known) => [...known, { id, name, file, fraction: null, error: null }])
      const send = async (): Promise<void> => {
        try {
          const onFraction = (fraction: number): void => change(id, { fraction })
          const { job } = await whenFree(() => sendFile(name, file, { language, onFraction }))
          change(id, null)
          await queries.invalidateQueries({ queryKey: UPLOADS })
          await ended(call, job.id)
          await queries.invalidateQueries({ queryKey: DATA_KEY })
        } catch (error) {
          change(id, { error: error as Error })
        }
      }
      last.current = last.current.then(send)
    },
    [call, language, queries, change],
  )
  const forget = useCallback((id: number) => change(id, null), [change])
  const ask = useCallback((file: File) => setUnnamed((known) => [...known, file]), [])
  const answered = useCallback(() => setUnnamed(([, ...rest]) => rest), [])
  return useMemo(
    () => ({ sending, add, forget, unnamed, ask, answered }),
    [sending, add, forget, unnamed, ask, answered],
  )
}

/** Somebody else's file may be looked at right now. */
async function whenFree<Of>(send: () => Promise<Of>): Promise<Of> {
  for (;;)
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.answer.code !== 'job.kind_one_at_a_time') throw error
      await pause()
    }
}

async function ended(call: Client, job: string): Promise<void> {
  while ((await call('job', { params: { job } })).state === 'running') await pause()
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
