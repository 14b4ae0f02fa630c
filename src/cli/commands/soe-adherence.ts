import type { Command } from 'commander'
import { type Day, formatDay, parseDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { MEASURE_GROUPS } from '../../core/edit/access.js'
import { EVERYWHERE } from '../../core/edit/box.js'
import { measureAdherence } from '../../house/adherence.js'
import { buildAdherence } from '../../processes/soe/adherence/adherence-report.js'
import { ADHERENCE_FLOWS, type AdherenceFlow } from '../../processes/soe/adherence/flow-rows.js'
import { ADHERENCE_DIMENSIONS, type AdherenceDimension } from '../../processes/soe/adherence/seen-cells.js'
import { tellAdherence } from '../adherence-text.js'
import type { CommandContext } from '../command.js'
import { parseChoice, parseWhole } from '../options.js'
import { EXIT } from '../terminal.js'

interface AdherenceArguments {
  week?: Day
  flow?: AdherenceFlow
  lag: number
  by: readonly AdherenceDimension[]
  restated?: boolean
}

const EVERYTHING = { scopes: [EVERYWHERE], measures: new Set(MEASURE_GROUPS) }
const LAGS = 3

/** `rumbo soe adherence <folder>`: how much of what was committed to was done, where and why not, and what it cost. */
export function addAdherence(soe: Command, context: CommandContext): void {
  const { word } = context
  soe
    .command('adherence')
    .description(word('adherence.command'))
    .argument('<folder>', word('cli.argument_folder'))
    .option('--week <day>', word('adherence.option_week'), parseWeek)
    .option('--flow <flow>', word('adherence.option_flow'), parseChoice('flow', ADHERENCE_FLOWS))
    .option('--lag <weeks>', word('adherence.option_lag'), parseWhole('lag', 0, LAGS), 0)
    .option('--by <names>', word('adherence.option_by'), parseBy, [])
    .option('--restated', word('adherence.option_restated'))
    .action((folder: string, { restated = false, ...query }: AdherenceArguments) =>
      context.run(async (terminal) => {
        const { measurements, weeks } = await measureAdherence(folder, { restated })
        if (measurements.length === 0)
          throw new Refusal('soe.no_week_over', { folder, day: formatDay(weeks[0]!.planDay), count: weeks.length })
        const report = buildAdherence(measurements, query, EVERYTHING)
        if (report.weeks.length === 0)
          throw notMeasured(
            measurements.flatMap(({ periods }) => periods),
            query.lag,
          )
        if (terminal.json) terminal.out(JSON.stringify(report))
        else tellAdherence(terminal, context, report)
        return EXIT.done
      }),
    )
}

function notMeasured(days: readonly Day[], lag: number): Refusal {
  const weeks = [...new Set(days)].sort((a, b) => a - b).map(formatDay)
  return new Refusal('soe.not_measured', { lag, first: weeks[0]!, last: weeks.at(-1)! })
}

function parseWeek(text: string): Day {
  const day = parseDay(text)
  if (day === null) throw new Refusal('cli.not_an_option', { option: 'week', value: text, allowed: '2026-11-30' })
  return day
}

function parseBy(text: string): AdherenceDimension[] {
  const parse = parseChoice('by', ADHERENCE_DIMENSIONS)
  return [...new Set(text.split(',').filter((name) => name !== ''))].map(parse)
}
