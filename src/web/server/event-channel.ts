/**
 * One stream of events for all tabs of a browser: whoever holds the lock reads it and tells the others. A tab that goes
 * leaves the lock to the next, which goes on after the last entry that was told.
 */
import { listen } from '../../api/event-reader.js'
import type { ClientOptions } from '../../api/route-caller.js'
import { ApiRefusal } from '../../api/route-caller.js'
import type { StreamEvent } from '../../api/wire/event.js'

/** `lost` while the server cannot be heard, `ended` when it lets us listen no more. */
export type Hearing = 'connecting' | 'live' | 'lost' | 'ended'
type Told = { readonly told: StreamEvent } | { readonly hearing: Hearing } | 'how is it?'

export interface Channel {
  close(): void
}

const LOCK = 'rumbo-events'
const CHANNEL = 'rumbo-events'
const AGAIN_MS = 1000
const AGAIN_MOST_MS = 15_000

export function openChannel(
  options: ClientOptions,
  { told, hearing }: { told: (event: StreamEvent) => void; hearing: (hearing: Hearing) => void },
): Channel {
  const channel = new BroadcastChannel(CHANNEL)
  const closed = new AbortController()
  let last: number | undefined
  let now: Hearing = 'connecting'
  let reads = false
  const hear = (message: Told): void => {
    if (message === 'how is it?') {
      if (reads) channel.postMessage({ hearing: now } satisfies Told)
      return
    }
    if ('hearing' in message) {
      now = message.hearing
      return hearing(now)
    }
    if (message.told.id !== null) last = message.told.id
    told(message.told)
  }
  const tell = (message: Told): void => {
    channel.postMessage(message)
    hear(message)
  }
  channel.addEventListener('message', ({ data }) => hear(data as Told))
  channel.postMessage('how is it?' satisfies Told)
  const read = async (): Promise<void> => {
    reads = true
    for (let wait = AGAIN_MS; !closed.signal.aborted; wait = Math.min(wait * 2, AGAIN_MOST_MS)) {
      try {
        for await (const event of listen(options, last)) {
          if (closed.signal.aborted) return
          if (event.event === 'here') tell({ hearing: 'live' })
          wait = AGAIN_MS
          tell({ told: event })
        }
      } catch (error) {
        if (error instanceof ApiRefusal && (error.status === 401 || error.status === 403))
          return tell({ hearing: 'ended' })
      }
      if (closed.signal.aborted) return
      tell({ hearing: 'lost' })
      await pause(wait, closed.signal)
    }
  }
  void navigator.locks.request(LOCK, { signal: closed.signal }, read).catch(() => undefined)
  return {
    close() {
      closed.abort()
      channel.close()
    },
  }
}

/** Shorter when the browser says that there is a network again. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
