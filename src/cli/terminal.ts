import { ApiRefusal } from '../api/client.js'
import { Refusal } from '../core/base/refusal.js'
import { RefusedConfiguration } from '../house/configuration/fault.js'
import { say } from '../language/catalogue.js'
import { LANGUAGES, type Language } from '../language/message.js'

/** DESIGN §4: what every command's exit code means. */
export const EXIT = { done: 0, problems: 1, refused: 2, fault: 3 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Where a command speaks: results to `out`, progress and errors to `err`, always in the reader's language. */
export interface Terminal {
  readonly language: Language
  readonly json: boolean
  out(text: string): void
  /** Text that is a file: exactly as it is, unless it goes to a screen. */
  file(text: string): void
  err(text: string): void
}

/** Excerpts come from other people's files: none of their control characters reaches the terminal of the reader. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (character) => (/[\n\t]/.test(character) ? character : '�'))

export function openTerminal(language: Language, json: boolean): Terminal {
  for (const stream of [process.stdout, process.stderr])
    if (stream.listenerCount('error') === 0) stream.on('error', leaveQuietly)
  // JSON is read by programs, exactly as it is.
  const shown = json ? (text: string) => text : printable
  return {
    language,
    json,
    out: (text) => process.stdout.write(`${shown(text)}\n`),
    file: (text) => process.stdout.write(process.stdout.isTTY ? printable(text) : text),
    err: (text) => process.stderr.write(`${shown(text)}\n`),
  }
}

/** Whoever reads our output may stop early (`| head`); that is no fault. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit(EXIT.done)
}

/** --language, then RUMBO_LANGUAGE, then the system's, then English. */
export function chooseLanguage(asked: string | undefined): Language {
  if (asked !== undefined && !LANGUAGES.includes(asked as Language))
    throw new Refusal('cli.not_an_option', { option: 'language', value: asked, allowed: LANGUAGES.join(', ') })
  const wished = asked ?? process.env.RUMBO_LANGUAGE ?? process.env.LC_ALL ?? process.env.LANG ?? ''
  return LANGUAGES.find((language) => wished.toLowerCase().startsWith(language)) ?? 'en'
}

/** Prints what went wrong in the reader's language and says which exit code it means. */
export function tellError(terminal: Terminal, error: unknown): ExitCode {
  if (error instanceof ApiRefusal) return tellServersRefusal(terminal, error)
  if (error instanceof RefusedConfiguration) return tellConfigurationFaults(terminal, error)
  if (error instanceof Refusal) {
    const { text, remedy } = say(error.code, error.values, terminal.language)
    if (terminal.json)
      terminal.out(JSON.stringify({ refused: { code: error.code, message: text, remedy, ...error.values } }))
    else terminal.err(remedy === '' ? text : `${text}\n→ ${remedy}`)
    return EXIT.refused
  }
  const detail = error instanceof Error ? error.message : String(error)
  terminal.err(say('cli.fault', { detail }, terminal.language).text)
  if (error instanceof Error && error.stack !== undefined) terminal.err(error.stack)
  return EXIT.fault
}

/** A server answers in the language it was asked in. */
function tellServersRefusal(terminal: Terminal, { answer }: ApiRefusal): ExitCode {
  const { code, message, remedy, issues = [] } = answer
  if (terminal.json) terminal.out(JSON.stringify({ refused: answer }))
  else {
    terminal.err(message)
    for (const { at, problem } of issues) terminal.err(`  ${at}: ${problem}`)
    if (remedy !== '') terminal.err(`→ ${remedy}`)
  }
  return code === 'api.fault' ? EXIT.fault : EXIT.refused
}

function tellConfigurationFaults(terminal: Terminal, { code, faults, values }: RefusedConfiguration): ExitCode {
  const told = faults.map((fault) => ({ ...fault, ...say(fault.code, fault.values, terminal.language) }))
  const { text: message, remedy } = say(code, values, terminal.language)
  if (terminal.json) {
    const each = told.map((fault) => ({ at: fault.at, code: fault.code, message: fault.text, remedy: fault.remedy }))
    terminal.out(JSON.stringify({ refused: { code, message, remedy, faults: each } }))
  } else {
    for (const fault of told) terminal.err(`✗ ${fault.at}: ${fault.text}\n    → ${fault.remedy}`)
    terminal.err(`${message}\n→ ${remedy}`)
  }
  return EXIT.refused
}
