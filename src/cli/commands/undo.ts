import { ApiRefusal } from '../../api/client.js'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { Refusal } from '../../core/base/refusal.js'
import { textTable } from '../../core/base/text-table.js'
import { NO_REASON } from '../../core/edit/reason.js'
import type { AddCommand, CommandContext } from '../command.js'
import { type Connection, withCompany } from '../company-connection.js'
import { lastStanding } from '../last-entry.js'
import { parseWhole } from '../options.js'
import { addKeyOption, addPlanOptions, type KeyOption, keyOf } from '../plan-places.js'
import { tellEntries, tellMoved } from '../plan-text.js'
import { followJob } from '../server-job.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

type Entry = AnswerOf<Routes['entry']>
type Kind = 'undo' | 'redo'

interface UndoOptions extends KeyOption {
  position?: number
  reason: string
  note?: string
  confirm?: boolean
  scenario: string
  as?: string
}

/** `rumbo undo` takes back one's last entry, or the one named; `rumbo redo` does again what was last taken back. */
export const addUndo: AddCommand = (program, context) => {
  const { word } = context
  for (const kind of ['undo', 'redo'] as const) {
    const command = program.command(kind).description(word(`cli.command_${kind}`))
    command
      .argument('<folder>', word('cli.argument_folder'))
      .option('--position <number>', word('cli.option_position'), parseWhole('position', 1, Number.MAX_SAFE_INTEGER))
      .option('--reason <code>', word('cli.option_reason_code'), NO_REASON.code)
      .option('--note <text>', word('cli.option_note'))
      .option('--confirm', word('cli.option_confirm'))
    addKeyOption(addPlanOptions(command, context), context).action((folder: string, options: UndoOptions) =>
      context.run((terminal) =>
        withCompany(folder, { ...context, as: options.as }, (connection) =>
          takeBack(connection, terminal, context, kind, options),
        ),
      ),
    )
  }
}

async function takeBack(
  { client, actor = 'console' }: Connection,
  terminal: Terminal,
  { word }: CommandContext,
  kind: Kind,
  options: UndoOptions,
): Promise<ExitCode> {
  const { scenario, position: asked, reason: code, note = '' } = options
  const { numbers: seen } = await client('epoch', { params: { scenario } })
  const isOwn = (entry: Entry): boolean => entry.actor === actor && kindOf(entry) === kind
  const position = asked ?? (await lastStanding(client, scenario, seen, isOwn))
  if (position === null) throw new Refusal(`cli.nothing_to_${kind}`, { actor })
  const body = { key: keyOf(options), seen, reason: { code, note } }
  const params = { scenario, position }
  const atOnce = await unlessLong(() => client('undo', { params, body }))
  if (atOnce === null && !options.confirm)
    return tellPreview(terminal, word, position, await client('previewUndo', { params }))
  const done = atOnce ?? ((await followJob(terminal, client, await client('undoAsJob', { params, body }))) as Done)
  if (terminal.json) terminal.out(JSON.stringify(done))
  else {
    terminal.err(word('cli.taken_back', { position, entry: done.entry.position }))
    tellMoved(terminal, word, done.numbers.moved)
  }
  return EXIT.done
}

type Done = AnswerOf<Routes['undo']>
type Preview = AnswerOf<Routes['previewUndo']>

/** Null where it is too much for one turn: nothing has been done then. */
async function unlessLong(undo: () => Promise<Done>): Promise<Done | null> {
  try {
    return await undo()
  } catch (error) {
    if (error instanceof ApiRefusal && error.answer.code === 'edit.undo_is_long') return null
    throw error
  }
}

/** Nothing has been done yet: whose later changes would be applied again, and which could have no effect. */
function tellPreview(terminal: Terminal, word: CommandContext['word'], position: number, preview: Preview): ExitCode {
  if (terminal.json) terminal.out(JSON.stringify({ preview }))
  else {
    const { again, cells, people, impossible } = preview
    terminal.err(word('cli.undo_is_long', { position, again, cells, impossible: impossible.count }))
    const titles = [{ title: word('cli.column_actor') }, { title: word('cli.column_changes'), align: 'right' as const }]
    const rows = people.map(({ actor, entries }) => [actor, String(entries)])
    if (rows.length > 0) terminal.out(textTable(titles, rows))
    if (impossible.entries.length > 0) tellEntries(terminal, word, impossible.entries)
    terminal.err(word('cli.undo_confirm'))
  }
  return EXIT.problems
}

/** What would take it back; comments change nothing. */
const kindOf = (entry: Entry): Kind | null =>
  entry.undoes !== undefined ? 'redo' : entry.comment === undefined ? 'undo' : null
