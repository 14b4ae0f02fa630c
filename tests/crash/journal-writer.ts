//! A process that writes until it is killed, and says on its output what was acknowledged, as it is: one line of JSON
//! each, written before anything else happens. `journal-writing.ts` starts it.
import fs from 'node:fs'
import { Refusal } from '../../src/core/base/refusal.js'
import { type Told, writeEntries, writeMuch } from './journal-load.js'
import { type JournalPlace, openJournal } from './journal-place.js'

export interface WriterOrder {
  readonly place: JournalPlace
  readonly run: number
  /** Absent: for ever. */
  readonly waitMilliseconds?: number
  /** Writes so many entries, and then nothing. Absent: people at work, for ever. */
  readonly entries?: number
}

export type WriterSays =
  | Told
  | { readonly starts: true }
  | { readonly holds: number }
  | { readonly refused: string }
  | { readonly done: true }

const order = JSON.parse(process.argv[3]!) as WriterOrder
const say = (words: WriterSays): void => void fs.writeSync(1, `${JSON.stringify(words)}\n`)

say({ starts: true })
try {
  const waitMilliseconds = order.waitMilliseconds ?? Number.POSITIVE_INFINITY
  const journal = await openJournal(order.place, { mode: 'write', waitMilliseconds })
  say({ holds: await journal.head() })
  if (order.entries === undefined) await writeMuch(journal, order.run, say)
  else await writeEntries(journal, order.entries)
  say({ done: true })
  // It is killed, it does not end.
  setInterval(() => journal, 1_000)
} catch (error) {
  say({ refused: error instanceof Refusal ? error.code : String(error) })
  process.exit(1)
}
