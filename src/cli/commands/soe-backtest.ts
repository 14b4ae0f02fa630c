import { textTable } from '../../core/base/text-table.js'
import type { Interval } from '../../core/demand/sensing/value-added.js'
import { backtestFolder } from '../../house/sensing.js'
import { type ShownBacktest, showBacktest } from '../../processes/soe/sensing/shown-sensing.js'
import { asJob } from '../as-job.js'
import type { AddCommand, CommandContext } from '../command.js'
import { tellCheck } from '../findings.js'
import { localNumber } from '../locale.js'
import { parseWhole } from '../options.js'
import { EXIT, type Terminal } from '../terminal.js'

interface BacktestOptions {
  weeks?: number
  cycle?: number
  workers?: number
}

/** `rumbo soe backtest <folder>`: what sensing would have been worth in past weeks, with what was known then. */
export const addSoeBacktest: AddCommand = (soe, context) => {
  soe
    .command('backtest')
    .description(context.word('sensing.command_backtest'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--weeks <count>', context.word('sensing.option_judged'), parseWhole('weeks', 2, 104))
    .option('--cycle <weeks>', context.word('sensing.option_cycle'), parseWhole('cycle', 1, 13))
    .option('--workers <count>', context.word('cli.option_workers'), parseWhole('workers', 0, 64))
    .action((folder: string, { weeks, cycle: cycleWeeks, workers }: BacktestOptions) =>
      context.run(async (terminal) => {
        const played = await asJob(terminal, 'backtest', (job) =>
          backtestFolder(folder, job, { weeks, cycleWeeks, workers }),
        )
        if ('refused' in played) {
          tellCheck(terminal, played.refused)
          return EXIT.refused
        }
        const shown = showBacktest(played)
        if (terminal.json) terminal.out(JSON.stringify(shown))
        else tellBacktest(terminal, context, shown)
        return EXIT.done
      }),
    )
}

function tellBacktest(terminal: Terminal, { word }: CommandContext, shown: ShownBacktest): void {
  const { language } = terminal
  const percent = (share: number | null, decimals = 2): string =>
    share === null ? '·' : localNumber(String(share * 100), language, decimals)
  const between = (interval: Interval | null): string =>
    interval === null ? '·' : `${percent(interval.low)} … ${percent(interval.high)}`
  const { from, until, judgedWeeks, learningWeeks, rows, cycleWeeks, alarms } = shown
  terminal.out(word('sensing.backtest_title', { from, until, judgedWeeks, learningWeeks, rows, cycleWeeks }))
  const columns = ['level', 'series', 'unsensed', 'sensed', 'value_added'].map((code, at) => ({
    title: word(`sensing.column_${code}`),
    align: at === 0 ? ('left' as const) : ('right' as const),
  }))
  const lines = shown.levels.map(({ level, series, unsensed, sensed, valueAdded }) => [
    word(`sensing.level_${level}`),
    localNumber(String(series), language, 0),
    percent(unsensed),
    percent(sensed),
    percent(valueAdded),
  ])
  terminal.out(textTable(columns, lines))
  const intervals = { bySeries: between(shown.bySeries), byWeek: between(shown.byWeek) }
  terminal.out(word('sensing.difference', { difference: percent(shown.difference), ...intervals }))
  const perHundred = (share: number): string => localNumber(String(share), language, 2)
  const { count, seriesWeeks } = alarms
  const told = { all: perHundred(alarms.perHundred), quiet: perHundred(alarms.quietPerHundred) }
  terminal.out(word('sensing.backtest_alarms', { count, seriesWeeks, ...told }))
  const silent = shown.settings.every((level) => level === null)
  if (silent) terminal.out(word('sensing.silent'))
  const { offWeeks, groupWeeks, cutCells, cells } = shown
  terminal.out(word('sensing.guarded', { offWeeks, groupWeeks, cutCells, cells }))
}
