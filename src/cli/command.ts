import type { Command } from 'commander'
import type { OpenPlan } from '../house/serving/open-plan.js'
import type { Language } from '../language/message.js'
import type { ExitCode, Terminal } from './terminal.js'

/** What a command is given: a place to speak, words in the reader's language, and its answer: the exit code. */
export interface CommandContext {
  readonly language: Language
  /** Opens a plan to be changed, for commands that find no server. */
  readonly openPlan: OpenPlan
  /** The sentence of the catalogue in the reader's language. */
  word(code: string, values?: Readonly<Record<string, string | number>>): string
  /** Runs a command's work; what it returns becomes the exit code. */
  run(work: (terminal: Terminal) => Promise<ExitCode>): Promise<void>
}

export type AddCommand = (program: Command, context: CommandContext) => void
