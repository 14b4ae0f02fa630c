import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { ApiRefusal, type Client } from '../../server/client.js'
import { DATA_KEY, UPLOADS } from '../../server/company-data.js'
import { sendFile } from '../../server/file-upload.js'
import { useSession } from '../../server/session.js'
import { useWords } from '../../words/words.js'

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
  readonly add: (name: string, file: File) => void
  readonly forget: (id: number) => void
}

const AGAIN_MS = 1000

/** Files go one after the other: the folder is checked with one of them at a time. */
export function useUploadQueue(): UploadQueue {
  const { call } = useSession()
  const { language } = useWords()
  const queries = useQueryClient()
  const [sending, setSending] = useState<readonly Sending[]>([])
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
  return { sending, add, forget }
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
