import { parseDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { textTable } from '../../core/base/text-table.js'
import { type CourseOf, type LoadRefused, type RollMade, runCourse } from '../../house/courses/course-run.js'
import { replayVersion } from '../../house/planning.js'
import { say } from '../../language/catalogue.js'
import { asJob } from '../as-job.js'
import { carryEdits, freezeLive, type LostEdit, lostShown, tellLost } from '../carried-edits.js'
import type { AddCommand, CommandContext } from '../command.js'
import { withServer } from '../company-connection.js'
import { tellCheck } from '../findings.js'
import { parseWhole } from '../options.js'
import { followJob } from '../server-job.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

interface RollOptions {
  to?: string
  replay?: string
  strict?: boolean
  workers?: number
}

/**
 * `rumbo roll <folder> --to <day>`: the plan in force, on a later day with the facts known by then; by the server of the
 * company where one runs.
 */
export const addRoll: AddCommand = (program, context) => {
  program
    .command('roll')
    .description(context.word('cli.command_roll'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--to <day>', context.word('cli.option_to'))
    .option('--replay <version>', context.word('roll.option_replay'))
    .option('--strict', context.word('cli.option_strict'))
    .option('--workers <count>', context.word('cli.option_workers'), parseWhole('workers', 0, 64))
    .action((folder: string, options: RollOptions) =>
      context.run((terminal) =>
        options.replay === undefined
          ? roll(terminal, context, folder, options)
          : replay(terminal, folder, options.replay, options),
      ),
    )
}

type Made = (RollMade & { readonly lostEdits: readonly LostEdit[] }) | LoadRefused

async function roll(
  terminal: Terminal,
  context: CommandContext,
  folder: string,
  { to = '', strict, workers }: RollOptions,
): Promise<ExitCode> {
  const day = parseDay(to)
  if (day === null) throw new Refusal('cli.not_an_option', { option: 'to', value: to, allowed: '2026-11-30' })
  const how = { ...(strict === undefined ? {} : { strict }), ...(workers === undefined ? {} : { workers }) }
  const served = await withServer(folder, context.language, async (client) => {
    const made = await followJob(terminal, client, await client('rollAsJob', { body: { to, ...how } }))
    return lostShown(made) as unknown as Made
  })
  const made = served ?? (await rollHere(terminal, context, folder, { kind: 'roll', to: day, ...how }))
  if ('refused' in made) {
    if (terminal.json) terminal.out(JSON.stringify(made.refused))
    else tellCheck(terminal, made.refused)
    return EXIT.refused
  }
  if (terminal.json) terminal.out(JSON.stringify(made))
  else tellMade(terminal, context, made)
  return EXIT.done
}

const rollHere = (
  terminal: Terminal,
  context: CommandContext,
  folder: string,
  course: CourseOf<'roll'>,
): Promise<Made> =>
  asJob(terminal, 'roll', async (job) => {
    // What people have changed is committed to and rolled forward like everything else, so it is a version first.
    await freezeLive(context, folder)
    const made = await runCourse<'roll'>(folder, course, job)
    return 'refused' in made ? made : { ...made, lostEdits: await carryEdits(context, folder) }
  })

function tellMade(terminal: Terminal, context: CommandContext, made: Exclude<Made, LoadRefused>): void {
  const { version, rolledFrom: from, planDay: day, commitments } = made
  terminal.err(context.word('roll.done', { version, from, day }))
  if (commitments !== null) terminal.err(context.word('roll.committed', { version: commitments }))
  tellLeftBehind(terminal, context, made.leftBehind)
  tellLost(terminal, context, made.lostEdits)
}

const SHOWN = 20

function tellLeftBehind(terminal: Terminal, { word }: CommandContext, leftBehind: RollMade['leftBehind']): void {
  if (leftBehind.length === 0) return
  terminal.out(word('roll.left_behind', { count: leftBehind.length }))
  const columns = [
    { title: word('roll.column_kind') },
    { title: word('roll.column_id') },
    { title: word('roll.column_units'), align: 'right' as const },
    { title: word('roll.column_day') },
  ]
  const rows = leftBehind.slice(0, SHOWN).map(({ kind, id, units, day }) => [word(`roll.kind_${kind}`), id, units, day])
  terminal.out(textTable(columns, rows))
}

function replay(terminal: Terminal, folder: string, id: string, options: RollOptions): Promise<ExitCode> {
  return asJob(terminal, 'roll', async (job) => {
    const { version, hash, same } = await replayVersion(folder, id, job, options)
    if (terminal.json) terminal.out(JSON.stringify({ version: version.id, expected: version.hash, hash, same }))
    else
      terminal.out(say(same ? 'roll.replayed' : 'roll.replay_differs', { version: version.id }, terminal.language).text)
    return same ? EXIT.done : EXIT.problems
  })
}
