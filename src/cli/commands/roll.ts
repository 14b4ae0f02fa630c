import { formatDay, parseDay } from '../../core/base/day.js'
import { formatQuantity } from '../../core/base/quantity.js'
import { Refusal } from '../../core/base/refusal.js'
import { textTable } from '../../core/base/text-table.js'
import { replayVersion, rollFolder } from '../../house/planning.js'
import { say } from '../../language/catalogue.js'
import type { LeftBehind } from '../../processes/rolling/carry-over.js'
import { asJob } from '../as-job.js'
import { carryEdits, freezeLive, tellLost } from '../carried-edits.js'
import type { AddCommand, CommandContext } from '../command.js'
import { tellCheck } from '../findings.js'
import { parseWhole } from '../options.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

interface RollOptions {
  to?: string
  replay?: string
  strict?: boolean
  workers?: number
}

/** `rumbo roll <folder> --to <day>`: the plan in force, on a later day with the facts known by then. */
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

function roll(terminal: Terminal, context: CommandContext, folder: string, options: RollOptions): Promise<ExitCode> {
  const to = parseDay(options.to ?? '')
  if (to === null)
    throw new Refusal('cli.not_an_option', { option: 'to', value: options.to ?? '', allowed: '2026-11-30' })
  return asJob(terminal, 'roll', async (job) => {
    // What people have changed is committed to and rolled forward like everything else, so it is a version first.
    await freezeLive(context, folder)
    const result = await rollFolder(folder, to, job, options)
    if ('refused' in result) {
      if (terminal.json) terminal.out(JSON.stringify(result.refused))
      else tellCheck(terminal, result.refused)
      return EXIT.refused
    }
    const { version, from, commitments, leftBehind, proposals } = result
    const summary = {
      version: version.id,
      hash: version.hash,
      planDay: formatDay(version.planDay),
      rolledFrom: from.version.id,
      commitments: commitments?.id ?? null,
      proposals: proposals.length,
      leftBehind: leftBehind.map((one) => ({ ...one, units: formatQuantity(one.units), day: formatDay(one.day) })),
      lostEdits: await carryEdits(context, folder),
      steps: job.timings,
    }
    if (terminal.json) terminal.out(JSON.stringify(summary))
    else {
      terminal.err(
        say('roll.done', { version: version.id, from: from.version.id, day: summary.planDay }, terminal.language).text,
      )
      if (commitments !== null) terminal.err(say('roll.committed', { version: commitments.id }, terminal.language).text)
      tellLeftBehind(terminal, leftBehind)
      tellLost(terminal, context, summary.lostEdits)
    }
    return EXIT.done
  })
}

const SHOWN = 20

function tellLeftBehind(terminal: Terminal, leftBehind: readonly LeftBehind[]): void {
  if (leftBehind.length === 0) return
  const word = (code: string, values: Record<string, string | number> = {}): string =>
    say(code, values, terminal.language).text
  terminal.out(word('roll.left_behind', { count: leftBehind.length }))
  const columns = [
    { title: word('roll.column_kind') },
    { title: word('roll.column_id') },
    { title: word('roll.column_units'), align: 'right' as const },
    { title: word('roll.column_day') },
  ]
  terminal.out(
    textTable(
      columns,
      leftBehind
        .slice(0, SHOWN)
        .map(({ kind, id, units, day }) => [word(`roll.kind_${kind}`), id, formatQuantity(units), formatDay(day)]),
    ),
  )
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
