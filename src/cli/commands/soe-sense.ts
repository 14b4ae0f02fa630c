import { textTable } from '../../core/base/text-table.js'
import { senseFolder } from '../../house/sensing.js'
import { type ShownSensed, showSensed } from '../../processes/soe/sensing/shown-sensing.js'
import { asJob } from '../as-job.js'
import type { AddCommand, CommandContext } from '../command.js'
import { tellCheck } from '../findings.js'
import { localNumber } from '../locale.js'
import { parseWhole } from '../options.js'
import { EXIT, type Terminal } from '../terminal.js'

interface SenseOptions {
  weeks?: number
  cycle?: number
  limit: number
  workers?: number
}

const SHOWN = 10

/** `rumbo soe sense <folder>`: what the last seven days say of the weeks to come. */
export const addSoeSense: AddCommand = (soe, context) => {
  soe
    .command('sense')
    .description(context.word('sensing.command_sense'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--weeks <count>', context.word('sensing.option_weeks'), parseWhole('weeks', 2, 156))
    .option('--cycle <weeks>', context.word('sensing.option_cycle'), parseWhole('cycle', 1, 13))
    .option('--limit <count>', context.word('cli.option_limit'), parseWhole('limit', 1, 1_000_000), SHOWN)
    .option('--workers <count>', context.word('cli.option_workers'), parseWhole('workers', 0, 64))
    .action((folder: string, { weeks, cycle: cycleWeeks, limit, workers }: SenseOptions) =>
      context.run(async (terminal) => {
        const sensed = await asJob(terminal, 'sense', (job) => senseFolder(folder, job, { weeks, cycleWeeks, workers }))
        if ('refused' in sensed) {
          tellCheck(terminal, sensed.refused)
          return EXIT.refused
        }
        const shown = showSensed(sensed)
        if (terminal.json) terminal.out(JSON.stringify(shown))
        else tellSensed(terminal, context, shown, limit)
        return shown.alarms.length > 0 ? EXIT.problems : EXIT.done
      }),
    )
}

function tellSensed(terminal: Terminal, { word }: CommandContext, sensed: ShownSensed, limit: number): void {
  const { from, morning, version, planDay, plans, weeks, lateDays, knownShare, alarms } = sensed
  terminal.out(word('sensing.title', { from, until: morning, version, planDay }))
  const replayed = plans.filter((plan) => plan.version === '').reduce((sum, plan) => sum + plan.weeks, 0)
  terminal.out(word('sensing.plans', { weeks, frozen: weeks - replayed, replayed }))
  const known = localNumber(String(knownShare * 100), terminal.language, 1)
  terminal.out(word(lateDays > 0 ? 'sensing.late' : 'sensing.not_late', { days: lateDays, known }))
  if (alarms.length === 0) terminal.out(word('sensing.no_alarms'))
  else tellAlarms(terminal, word, sensed, limit)
  tellSignals(terminal, word, sensed, limit)
}

type Word = CommandContext['word']

function tellAlarms(terminal: Terminal, word: Word, { alarms, currency }: ShownSensed, limit: number): void {
  const { language } = terminal
  const right = (code: string, values = {}) => ({ title: word(`sensing.${code}`, values), align: 'right' as const })
  const columns = [
    right('column_worth', { currency }),
    { title: word('sensing.column_item') },
    { title: word('sensing.column_country') },
    right('column_weeks'),
    right('column_sold'),
    right('column_planned'),
    { title: word('sensing.column_where') },
  ]
  const rows = alarms
    .slice(0, limit)
    .map(({ worth, item, country, weeks, sold, planned, rows: carried }) => [
      localNumber(worth, language, 0),
      item,
      country,
      String(weeks),
      localNumber(sold, language, 0),
      localNumber(planned, language, 0),
      carried.map(({ location, customer }) => `${location} ${customer}`).join(', '),
    ])
  terminal.out(`\n${word('sensing.alarms', { count: alarms.length })}`)
  terminal.out(textTable(columns, rows))
}

function tellSignals(terminal: Terminal, word: Word, sensed: ShownSensed, limit: number): void {
  const { language } = terminal
  const { signals, currency, file } = sensed
  const moving = signals.filter(({ intents }) => intents > 0)
  const off = signals.filter(({ isOff }) => isOff).length
  const known = signals.filter(({ knownShare }) => knownShare > 0.5).length
  terminal.out(`\n${word('sensing.signals', { count: moving.length, all: signals.length, file })}`)
  if (moving.length > 0) {
    const right = (code: string, values = {}) => ({ title: word(`sensing.${code}`, values), align: 'right' as const })
    const columns = [
      right('column_margin', { currency }),
      right('column_net_sales', { currency }),
      right('column_units'),
      right('column_multiplier'),
      { title: word('sensing.column_item') },
      { title: word('sensing.column_country') },
      right('column_sold'),
      right('column_planned'),
      { title: '' },
    ]
    const rows = moving
      .slice(0, limit)
      .map((signal) => [
        localNumber(signal.margin, language, 0),
        localNumber(signal.netSales, language, 0),
        localNumber(signal.units, language, 0),
        `${localNumber(String((signal.multiplier - 1) * 100), language, 1)} %`,
        signal.item,
        signal.country,
        localNumber(signal.sold, language, 0),
        localNumber(signal.planned, language, 0),
        signal.needsApproval ? word('sensing.needs_approval') : '',
      ])
    terminal.out(textTable(columns, rows))
  }
  if (known > 0) terminal.out(word('sensing.known', { count: known }))
  if (off > 0) terminal.out(word('sensing.off', { count: off }))
}
