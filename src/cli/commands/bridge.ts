import { textTable } from '../../core/base/text-table.js'
import { BRIDGE_ENDS, type BridgeEnd } from '../../finance/bridge-plans.js'
import { openPlan } from '../../house/living/live-plan.js'
import { say } from '../../language/catalogue.js'
import {
  BRIDGE_GROUPS,
  type BridgeGroup,
  type BridgeReport,
  buildBridge,
} from '../../processes/report/bridge-report.js'
import type { AddCommand } from '../command.js'
import { localNumber } from '../locale.js'
import { parseChoice } from '../options.js'
import { EXIT, type Terminal } from '../terminal.js'

/** `rumbo bridge <folder> <from> [to]`: what makes the difference between two versions, in money. */
export const addBridge: AddCommand = (program, context) => {
  program
    .command('bridge')
    .description(context.word('cli.command_bridge'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .argument('<from>', context.word('cli.option_from'))
    .argument('[to]', context.word('cli.option_version'))
    .option('--end <line>', context.word('cli.option_end'), parseChoice('end', BRIDGE_ENDS), 'netSales')
    .option('--by <group>', context.word('cli.option_by'), parseChoice('by', BRIDGE_GROUPS), 'total')
    .action((folder: string, from: string, to: string | undefined, options: { end: BridgeEnd; by: BridgeGroup }) =>
      context.run(async (terminal) => {
        const [start, end] = [await openPlan(folder, from), await openPlan(folder, to)]
        const report = buildBridge(
          { id: start.version.id, snapshot: start.snapshot },
          { id: end.version.id, snapshot: end.snapshot },
          options,
        )
        if (terminal.json) terminal.out(JSON.stringify(report))
        else tellBridge(terminal, report)
        return EXIT.done
      }),
    )
}

function tellBridge(terminal: Terminal, report: BridgeReport): void {
  const { language } = terminal
  const word = (code: string): string => say(code, {}, language).text
  const used = report.bars
    .map((_, bar) => bar)
    .filter((bar) => report.groups.some((group) => Number(group.bars[bar]) !== 0))
  const right = (title: string) => ({ title, align: 'right' as const })
  const columns = [
    { title: report.currency },
    right(report.from),
    ...used.map((bar) => right(word(`finance.bar_${report.bars[bar]}`))),
    right(report.to),
  ]
  const print = (amount: string): string => localNumber(amount, language, 0)
  const rows = report.groups.map((group) => [
    group.key,
    print(group.from),
    ...used.map((bar) => print(group.bars[bar]!)),
    print(group.to),
  ])
  terminal.out(textTable(columns, rows))
}
