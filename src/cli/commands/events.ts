import fs from 'node:fs'
import { createInterface } from 'node:readline'
import { showEvent } from '../../api/wire/fact-event.js'
import { Refusal } from '../../core/base/refusal.js'
import type { KeptEvent } from '../../core/event/fact-event.js'
import { waitingRows } from '../../house/events/taking-in.js'
import { followEvents, type LinesTold, tellLines } from '../../house/events/telling.js'
import { assertCompanyFolder } from '../../house/house-options.js'
import { say } from '../../language/catalogue.js'
import type { AddCommand, CommandContext } from '../command.js'
import { parseWhole } from '../options.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

interface TailOptions {
  after: number
  table?: string
  follow?: boolean
}

/** `rumbo events post|tail|waiting <folder>`: what happens, told and read one by one. */
export const addEvents: AddCommand = (program, context) => {
  const { word } = context
  const events = program.command('events').description(word('cli.command_events'))
  events
    .command('post')
    .description(word('cli.command_events_post'))
    .argument('<folder>', word('cli.argument_folder'))
    .argument('[file]', word('cli.argument_event_lines'))
    .option('--sender <name>', word('cli.option_sender'), 'console')
    .action((folder: string, file: string | undefined, { sender }: { sender: string }) =>
      context.run(async (terminal) => {
        const input = file === undefined ? process.stdin : openLines(file)
        return tellPosted(terminal, context, await tellLines(folder, sender, createInterface({ input })))
      }),
    )
  events
    .command('tail')
    .description(word('cli.command_events_tail'))
    .argument('<folder>', word('cli.argument_folder'))
    .option('--after <position>', word('cli.option_event_after'), parseWhole('after', 0, Number.MAX_SAFE_INTEGER), 0)
    .option('--table <name>', word('cli.option_event_table'))
    .option('--follow', word('cli.option_follow'))
    .action((folder: string, { after, table, follow = false }: TailOptions) =>
      context.run(async (terminal) => {
        const stopping = new AbortController()
        process.once('SIGINT', () => stopping.abort())
        const asked = { after, follow, signal: stopping.signal, ...(table === undefined ? {} : { table }) }
        for await (const event of followEvents(folder, asked)) tellEvent(terminal, event)
        return EXIT.done
      }),
    )
  events
    .command('waiting')
    .description(word('cli.command_events_waiting'))
    .argument('<folder>', word('cli.argument_folder'))
    .action((folder: string) =>
      context.run(async (terminal) => {
        assertCompanyFolder(folder)
        const rows = await waitingRows(folder)
        if (terminal.json) terminal.out(JSON.stringify(rows))
        else
          for (const { table, key, lacks } of rows) terminal.out(`${table}  ${cellsText(key)}  –  ${lacks.join(', ')}`)
        return rows.length === 0 ? EXIT.done : EXIT.problems
      }),
    )
}

/** @throws Refusal `cli.no_event_file` */
function openLines(file: string): fs.ReadStream {
  try {
    return fs.createReadStream('', { fd: fs.openSync(file, 'r') })
  } catch {
    throw new Refusal('cli.no_event_file', { file })
  }
}

function tellPosted(terminal: Terminal, { word }: CommandContext, told: LinesTold): ExitCode {
  const { kept, known, refused } = told
  const lines = told.lines.map(({ line, id, code, values }) => {
    const { text: message, remedy } = say(code, { ...values }, terminal.language)
    return { line, id, code, message, remedy }
  })
  if (terminal.json) terminal.out(JSON.stringify({ kept, known, refused, lines }))
  else {
    for (const { line, id, message, remedy } of lines)
      terminal.err([line, id, `${message} ${remedy}`].filter(Boolean).join('  '))
    if (refused > lines.length) terminal.err(word('cli.events_refused_more', { count: refused - lines.length }))
    terminal.out(word('cli.events_posted', { kept, known, refused }))
  }
  return refused === 0 ? EXIT.done : EXIT.problems
}

function tellEvent(terminal: Terminal, event: KeptEvent): void {
  if (terminal.json) return terminal.out(JSON.stringify(showEvent(event)))
  const { position, table, says, sender, happenedAt, row } = event
  const when = new Date(happenedAt).toISOString()
  terminal.out(`${position}  ${when}  ${sender}  ${says} ${table}  ${cellsText(row)}`)
}

const cellsText = (row: Readonly<Record<string, string>>): string =>
  Object.entries(row)
    .flatMap(([name, text]) => (text === '' ? [] : [`${name}=${text}`]))
    .join(' ')
