/** A plan that follows whoever writes it, and goes on as the one that writes when the lease falls free (RS10, RS15). */
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '../../core/base/refusal.js'
import type { StoredJournal } from '../../journal/stored-journal.js'
import type { LivingEngine } from '../../processes/living/living-engine.js'
import { readServerFile } from '../serving/server-file.js'
import { type JournalPlace, openCompanyJournal } from './company-journal.js'

/** The journal that a plan stands on now: a standby's is exchanged when it takes over. */
export interface HeldJournal {
  journal: StoredJournal
  isWriter: boolean
}

export const isInUse = (error: unknown): boolean => error instanceof Refusal && error.code === 'journal.in_use'

/** What those hear who would change a plan here while another process writes it: where to go instead. */
export function otherWriterOf({ isWriter }: HeldJournal, folder: string): Refusal | null {
  if (isWriter) return null
  const writer = readServerFile(folder)
  return writer === null
    ? new Refusal('living.standby', {})
    : new Refusal('living.standby_of', { url: writer.url, process: String(writer.process) })
}

/** How often it looks for what no entry tells. */
const REFRESH_MS = 250
/** How long it waits inside the journal before it looks whether it was stopped. */
const WAIT_MS = 1000

export class Standby {
  /** Resolves when this process writes, or was stopped before; rejects when it cannot follow any more. */
  readonly writing: Promise<void>
  private readonly stopping = new AbortController()

  constructor(
    private readonly engine: LivingEngine,
    private readonly held: HeldJournal,
    private readonly folder: string,
    private readonly place: JournalPlace,
  ) {
    this.writing = this.run()
    // Whoever asks hears of it.
    this.writing.catch(() => undefined)
  }

  /** Resolves when it follows no more. */
  async stop(): Promise<void> {
    this.stopping.abort()
    await this.writing.catch(() => undefined)
  }

  private async run(): Promise<void> {
    const over = new AbortController()
    this.stopping.signal.addEventListener('abort', () => over.abort())
    const following = Promise.all([this.followEntries(over.signal), this.followRest(over.signal)])
    try {
      const writer = await Promise.race([this.lease(over.signal), following.then(() => null)])
      if (writer !== null) await this.takeOver(writer, () => over.abort(), following)
    } finally {
      over.abort()
    }
  }

  private async followEntries(signal: AbortSignal): Promise<void> {
    for await (const entry of this.held.journal.follow(this.engine.head, signal)) await this.engine.follow(entry)
  }

  private async followRest(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.engine.refresh()
      await pause(REFRESH_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  /** The journal to write to, once nobody else does; null when it was stopped first. */
  private async lease(signal: AbortSignal): Promise<StoredJournal | null> {
    while (!signal.aborted)
      try {
        const writer = await openCompanyJournal(this.folder, this.place, { mode: 'write', waitMilliseconds: WAIT_MS })
        if (!signal.aborted) return writer
        await writer.close()
      } catch (error) {
        if (!isInUse(error)) throw error
      }
    return null
  }

  private async takeOver(writer: StoredJournal, endFollowing: () => void, following: Promise<unknown>): Promise<void> {
    endFollowing()
    try {
      await following
    } catch (error) {
      await writer.close()
      throw error
    }
    await this.engine.takeOver(async () => {
      const reader = this.held.journal
      this.held.journal = writer
      this.held.isWriter = true
      await reader.close()
    })
  }
}
