import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import readline from 'node:readline'
import type { Told } from './journal-load.js'
import type { WriterOrder, WriterSays } from './journal-writer.js'

const STARTER = path.resolve(import.meta.dirname, '../support/typescript-child.js')
const WRITER = path.resolve(import.meta.dirname, 'journal-writer.ts')

/** One that has not been killed, and was not refused anything, by then. */
const LONGEST_MILLISECONDS = 60_000

/** A process of its own that writes to a journal, and what it says. */
export class Writing {
  readonly started: Promise<void>
  /** When it has the lease: the moment of `performance.now()`. */
  readonly holding: Promise<number>
  /** It has written all that it was told to. */
  readonly done: Promise<void>
  /** The code of what it was refused when it ended by itself. */
  readonly refused: Promise<string>
  readonly #child: ChildProcess
  readonly #saidAll: Promise<void>

  /** `under` is a command that runs another one. */
  constructor(order: WriterOrder, hear: (told: Told) => void, under: readonly string[] = []) {
    const [command, ...args] = [...under, process.execPath, STARTER, WRITER, JSON.stringify(order)]
    this.#child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = readline.createInterface({ input: this.#child.stdout! })
    this.#saidAll = once(lines, 'close').then(() => undefined)
    const said = new Promise<never>((_, reject) => {
      lines.on('line', (line) => {
        const words = wordsOf(line)
        if (words === null || 'starts' in words || 'holds' in words || 'done' in words) return
        if (!('refused' in words)) hear(words)
        else reject(new Error(words.refused))
      })
      lines.once('close', () => reject(new Error('it ended')))
    })
    const heard = (what: 'starts' | 'holds' | 'done'): Promise<void> =>
      new Promise((resolve) => lines.on('line', (line) => line.startsWith(`{"${what}"`) && resolve()))
    this.started = Promise.race([heard('starts'), said])
    this.holding = Promise.race([heard('holds').then(() => performance.now()), said])
    const ended = once(this.#child, 'exit')
    this.refused = said.catch((error: Error) => ended.then(() => error.message))
    const late = setTimeout(() => this.#child.kill('SIGKILL'), LONGEST_MILLISECONDS)
    this.#child.once('exit', () => clearTimeout(late))
    this.done = Promise.race([heard('done'), said])
    for (const moment of [this.started, this.holding, this.done]) moment.catch(() => undefined)
  }

  /** Kills it (really: SIGKILL); resolves when all that it said has been heard. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#saidAll
  }
}

/** Null for the half of a line that a killed process leaves. */
function wordsOf(line: string): WriterSays | null {
  try {
    return JSON.parse(line) as WriterSays
  } catch {
    return null
  }
}
