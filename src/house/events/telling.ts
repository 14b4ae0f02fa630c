/** The inbox from the command line: lines of JSON in, events out, whether a server is up or not. */
import fs from 'node:fs'
import type { EventAnswer } from '../../api/ports.js'
import { asSent, EVENTS_MOST, sentEvent } from '../../api/wire/fact-event.js'
import type { MessageValue } from '../../core/base/refusal.js'
import type { KeptEvent, SentEvent } from '../../core/event/fact-event.js'
import { assertCompanyFolder } from '../house-options.js'
import { inboxFile, openInbox } from './inbox-place.js'
import { type EventCounter, openEventCounter } from './posting.js'

/** A line that was not kept, and why. */
export interface RefusedLine {
  /** From 1. */
  readonly line: number
  readonly id: string
  readonly code: string
  readonly values: Readonly<Record<string, MessageValue>>
}

export interface LinesTold {
  readonly kept: number
  readonly known: number
  readonly refused: number
  /** The first of those that were refused. */
  readonly lines: readonly RefusedLine[]
}

/** A file that is another one altogether is refused line by line: so many are told. */
const TOLD_MOST = 20

/** @throws Refusal `cli.no_folder`, and those of an inbox that cannot be written: what was kept before stays */
export async function tellLines(folder: string, sender: string, lines: AsyncIterable<string>): Promise<LinesTold> {
  return withInbox(folder, async (counter) => {
    const told = { kept: 0, known: 0, refused: 0, lines: [] as RefusedLine[] }
    let waiting: { line: number; event: SentEvent }[] = []
    const post = async (): Promise<void> => {
      const answers =
        waiting.length === 0
          ? []
          : await counter.post(
              sender,
              waiting.map(({ event }) => event),
            )
      for (const [at, answer] of answers.entries()) count(told, waiting[at]!.line, answer)
      waiting = []
    }
    let line = 0
    for await (const text of lines) {
      line++
      if (text.trim() === '') continue
      const event = readLine(text)
      if ('code' in event) refuse(told, { line, id: '', ...event })
      else waiting.push({ line, event })
      if (waiting.length >= EVENTS_MOST) await post()
    }
    await post()
    return { ...told, lines: told.lines.sort((a, b) => a.line - b.line).slice(0, TOLD_MOST) }
  })
}

/** Events from a position on, as they come, until there are no more or (following) until it is told to stop. */
export async function* followEvents(
  folder: string,
  { after, table, follow, signal }: { after: number; table?: string; follow: boolean; signal: AbortSignal },
): AsyncGenerator<KeptEvent> {
  assertCompanyFolder(folder)
  // Looking makes no inbox where nobody was told anything yet.
  if (!follow && !fs.existsSync(inboxFile(folder))) return
  const inbox = openInbox(folder)
  try {
    for (let from = after; !signal.aborted; ) {
      const events = await inbox.read(from, EVENTS_MOST, table)
      yield* events
      from = events.at(-1)?.position ?? from
      if (events.length < EVENTS_MOST && !follow) return
      if (events.length === 0) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  } finally {
    await inbox.close()
  }
}

const AGAIN_MS = 250

async function withInbox<Of>(folder: string, work: (counter: EventCounter) => Promise<Of>): Promise<Of> {
  assertCompanyFolder(folder)
  const counter = openEventCounter(openInbox(folder))
  try {
    return await work(counter)
  } finally {
    await counter.close()
  }
}

interface Counting {
  kept: number
  known: number
  refused: number
  readonly lines: RefusedLine[]
}

function count(told: Counting, line: number, answer: EventAnswer): void {
  const { state, id } = answer
  if (state === 'refused') refuse(told, { line, id, code: answer.code, values: answer.values })
  else told[state]++
}

/** Answers come later than lines that are none: the first ones of both are the first ones. */
function refuse(told: Counting, refused: RefusedLine): void {
  told.refused++
  if (told.lines.length < 2 * EVENTS_MOST) told.lines.push(refused)
}

function readLine(text: string): SentEvent | Pick<RefusedLine, 'code' | 'values'> {
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch {
    return { code: 'events.not_json', values: { excerpt: text.slice(0, EXCERPT) } }
  }
  const read = sentEvent.safeParse(told)
  if (read.success) return asSent(read.data)
  const [issue] = read.error.issues
  return {
    code: 'events.not_an_event',
    values: { part: issue!.path.join('.') || '{}', excerpt: text.slice(0, EXCERPT) },
  }
}

const EXCERPT = 60
