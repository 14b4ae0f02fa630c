import { textTable } from '../../core/base/text-table.js'
import { openPlan } from '../../house/living/live-plan.js'
import { exceptionsOf } from '../../house/proving.js'
import { say } from '../../language/catalogue.js'
import { type ExceptionLine, listExceptions } from '../../processes/report/exception-list.js'
import type { AddCommand } from '../command.js'
import { localNumber } from '../locale.js'
import { parseWhole } from '../options.js'
import { EXIT, type Terminal } from '../terminal.js'

const SHOWN = 20

/** `rumbo exceptions <folder>`: what is going wrong, worth the most first. */
export const addExceptions: AddCommand = (program, context) => {
  program
    .command('exceptions')
    .description(context.word('cli.command_exceptions'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--version-id <version>', context.word('cli.option_version'))
    .option('--limit <count>', context.word('cli.option_limit'), parseWhole('limit', 1, 1_000_000))
    .action((folder: string, options: { versionId?: string; limit?: number }) =>
      context.run(async (terminal) => {
        const problems = await exceptionsOf(folder, await openPlan(folder, options.versionId))
        const lines = listExceptions(problems, terminal.language, options.limit ?? (terminal.json ? undefined : SHOWN))
        if (terminal.json) terminal.out(JSON.stringify(lines))
        else tellExceptions(terminal, lines, problems.length)
        return problems.length > 0 ? EXIT.problems : EXIT.done
      }),
    )
}

export function tellExceptions(terminal: Terminal, lines: readonly ExceptionLine[], count: number): void {
  const word = (code: string, values: Record<string, string | number> = {}): string =>
    say(code, values, terminal.language).text
  if (lines.length === 0) {
    terminal.out(word('cli.no_exceptions'))
    return
  }
  const columns = [
    { title: '#', align: 'right' as const },
    { title: `${word('cli.column_value')} ${lines[0]!.currency}`, align: 'right' as const },
    { title: word('cli.column_kind') },
    { title: word('cli.column_first_day') },
    { title: word('cli.column_last_day') },
    { title: word('cli.column_why') },
  ]
  const rows = lines.map((line) => [
    String(line.rank),
    localNumber(line.value, terminal.language, 0),
    word(`cli.kind_${line.kind}`),
    line.firstDay,
    line.lastUsefulDay ?? '–',
    line.why,
  ])
  terminal.out(textTable(columns, rows))
  if (count > lines.length) terminal.out(word('cli.more_exceptions', { shown: lines.length, count }))
}
