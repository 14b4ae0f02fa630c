import { SHARE_WHOLE } from '../../core/base/quantity.js'
import { textTable } from '../../core/base/text-table.js'
import { allocateFolder } from '../../house/balancing.js'
import type { AllocationMode, AllocationReport } from '../../processes/soe/balancing/shortage-allocations.js'
import type { AddCommand, CommandContext } from '../command.js'
import { localNumber } from '../locale.js'
import { parseChoice, parseWhole } from '../options.js'
import { EXIT, type Terminal } from '../terminal.js'

interface AllocateOptions {
  versionId?: string
  mode: AllocationMode
  least: number
}

const MODES = ['fair', 'value'] as const
const LEAST_PERCENT = 50

/** `rumbo soe allocate <folder>`: who gets what of what is scarce. */
export const addSoeAllocate: AddCommand = (soe, context) => {
  soe
    .command('allocate')
    .description(context.word('soe.command_allocate'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--version-id <version>', context.word('cli.option_version'))
    .option('--mode <mode>', context.word('soe.option_mode'), parseChoice('mode', MODES), 'fair')
    .option('--least <percent>', context.word('soe.option_least'), parseWhole('least', 0, 100), LEAST_PERCENT)
    .action((folder: string, { versionId, mode, least }: AllocateOptions) =>
      context.run(async (terminal) => {
        const leastShare = (least * SHARE_WHOLE) / 100
        const report = await allocateFolder(folder, { versionId, mode, leastShare })
        if (terminal.json) terminal.out(JSON.stringify(report))
        else tellAllocations(terminal, context, report)
        return report.shortages > 0 ? EXIT.problems : EXIT.done
      }),
    )
}

function tellAllocations({ language, out }: Terminal, { word }: CommandContext, report: AllocationReport): void {
  const { planDate, shortages: count, lines } = report
  if (count === 0) {
    out(word('soe.allocate_nothing', { planDate }))
    return
  }
  out(word('soe.allocate_title', { planDate, count }))
  const left = (code: string) => ({ title: word(`soe.column_${code}`) })
  const right = (code: string) => ({ ...left(code), align: 'right' as const })
  const units = (text: string): string => localNumber(text, language, 0)
  const columns = [
    ...['week', 'product', 'from', 'customer'].map(left),
    ...['asked', 'planned', 'given'].map(right),
    left('reason'),
  ]
  const rows = lines.map((line) => [
    line.week,
    line.product,
    line.location,
    line.customer,
    units(line.asked),
    units(line.planned),
    units(line.given),
    line.reason === null ? '' : word(`soe.cut_${line.reason}`, { priority: line.priority ?? 0 }),
  ])
  out(textTable(columns, rows))
}
