import { formatDay } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import { QUANTITY_DECIMALS } from '../../core/base/quantity.js'
import { Refusal } from '../../core/base/refusal.js'
import { textTable } from '../../core/base/text-table.js'
import { ACCURACY_GRAINS, type AccuracyGrain } from '../../core/demand/accuracy-cells.js'
import { MEASURE_GROUPS } from '../../core/edit/access.js'
import { EVERYWHERE } from '../../core/edit/box.js'
import { minorDecimals } from '../../finance/currency.js'
import { type MeasuredFolder, measureFolder } from '../../house/accuracy.js'
import { accuracyLines } from '../../processes/accuracy/accuracy-lines.js'
import {
  ACCURACY_DIMENSIONS,
  type AccuracyDimension,
  type AccuracyFigures,
  type AccuracyReport,
  buildAccuracy,
  type LayerFigures,
} from '../../processes/accuracy/accuracy-report.js'
import type { AddCommand, CommandContext } from '../command.js'
import { localNumber } from '../locale.js'
import { parseChoice } from '../options.js'
import { csvText } from '../table-file.js'
import { EXIT, type Terminal } from '../terminal.js'

interface AccuracyOptions {
  versionId?: string
  by: readonly ShownBy[]
  grain: AccuracyGrain
  restated?: boolean
  csv?: boolean
}

/** Layers are lines of their own where they are asked for; else the consensus speaks. */
const SHOWN_BY = ['layer', ...ACCURACY_DIMENSIONS] as const
type ShownBy = (typeof SHOWN_BY)[number]
const EVERYTHING = { scopes: [EVERYWHERE], measures: new Set(MEASURE_GROUPS) }

/** `rumbo accuracy <folder>`: how good past plans were, which layer made them better, and what the rest cost. */
export const addAccuracy: AddCommand = (program, context) => {
  program
    .command('accuracy')
    .description(context.word('accuracy.command'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--version-id <version>', context.word('accuracy.option_version'))
    .option('--by <names>', context.word('accuracy.option_by'), parseBy, ['layer'] as const)
    .option('--grain <grain>', context.word('accuracy.option_grain'), parseChoice('grain', ACCURACY_GRAINS), 'week')
    .option('--restated', context.word('accuracy.option_restated'))
    .option('--csv', context.word('cli.option_csv'))
    .action((folder: string, options: AccuracyOptions) =>
      context.run(async (terminal) => {
        const { versionId: version, by, grain, restated = false } = options
        const measured = await measureFolder(folder, grain, { version, restated })
        if (measured.cycles.length === 0) throw new Refusal('plan.no_plan', { folder })
        const dimensions = by.filter((name) => name !== 'layer')
        const report = buildAccuracy(measured.measurements, { grain, by: dimensions, version }, EVERYTHING)
        if (terminal.json) terminal.out(JSON.stringify(report))
        else if (options.csv) terminal.file(csvText(accuracyLines(report)))
        else if (report.cycles.length === 0) tellNothing(terminal, context, folder, grain, measured)
        else tellAccuracy(terminal, context, report, by.includes('layer'))
        return EXIT.done
      }),
    )
}

function parseBy(text: string): ShownBy[] {
  const parse = parseChoice('by', SHOWN_BY)
  return [...new Set(text.split(',').filter((name) => name !== ''))].map(parse)
}

function tellNothing(
  terminal: Terminal,
  { word }: CommandContext,
  folder: string,
  grain: AccuracyGrain,
  { cycles }: MeasuredFolder,
): void {
  const planDay = formatDay(cycles[0]!.planDay)
  const values = { folder, planDay, grain: word(`accuracy.grain_${grain}`), count: cycles.length }
  terminal.out(word(cycles.length === 1 ? 'accuracy.one_cycle' : 'accuracy.no_actuals', values))
}

function tellAccuracy(terminal: Terminal, context: CommandContext, report: AccuracyReport, layers: boolean): void {
  const { word } = context
  const { cycles, grain, by, rows, total } = report
  const [first, last] = [cycles[0]!, cycles.at(-1)!]
  const until = cycles.reduce((latest, cycle) => (cycle.until > latest ? cycle.until : latest), '')
  const plans = { count: cycles.length, first: first.planDay, last: last.planDay, until }
  terminal.out(word('accuracy.title', { grain: word(`accuracy.grain_${grain}`), ...plans }))
  const right = (code: string, values = {}) => ({
    title: word(`accuracy.column_${code}`, values),
    align: 'right' as const,
  })
  const { currency } = report
  const columns = [
    ...by.map((name) => ({ title: word(`accuracy.by_${name}`) })),
    { title: word('accuracy.column_layer') },
    ...['actual', 'forecast', 'wmape', 'bias', 'mase', 'rmsse', 'value_added', 'value_naive'].map((code) =>
      right(code),
    ),
    right('over_cost', { currency }),
    right('under_cost', { currency }),
  ]
  const lines = (names: readonly string[], figures: AccuracyFigures): string[][] =>
    figures.layers
      .filter(({ layer }) => layers || layer === 'consensus')
      .map((figure) => [...names, word(`accuracy.layer_${figure.layer}`), ...cells(figure, currency, terminal)])
  const body = by.length === 0 ? [] : rows.flatMap((row) => lines(namesShown(row.names, by, word), row))
  const whole = by.map((_, at) => (at === 0 ? word('cli.total') : ''))
  terminal.out(textTable(columns, [...body, ...lines(whole, total)]))
  tellRest(terminal, context, report)
}

const namesShown = (
  names: readonly string[],
  by: readonly AccuracyDimension[],
  word: CommandContext['word'],
): string[] => names.map((name, at) => (by[at] === 'class' ? word(`accuracy.class_${name}`) : name))

const NOTHING = '·'

function cells(figures: LayerFigures, currency: string, { language }: Terminal): string[] {
  const number = (value: number | null, decimals: number, times = 1): string =>
    value === null ? NOTHING : localNumber(String(value * times), language, decimals)
  const units = (quantity: number): string => number(Number(formatScaled(quantity, QUANTITY_DECIMALS)), 0)
  const money = (minor: number | null): string =>
    minor === null ? NOTHING : number(Number(formatScaled(minor, minorDecimals(currency))), 0)
  const { actual, forecast, wmape, bias, mase, rmsse, valueAdded, valueOverNaive, overCost, underCost } = figures
  return [
    units(actual),
    units(forecast),
    number(wmape, 1, 100),
    number(bias, 1, 100),
    number(mase, 2),
    number(rmsse, 2),
    number(valueAdded, 1, 100),
    number(valueOverNaive, 1, 100),
    money(overCost),
    money(underCost),
  ]
}

/** What is said once, under the table. */
function tellRest(terminal: Terminal, { word }: CommandContext, { cycles, total, currency }: AccuracyReport): void {
  const { language } = terminal
  const units = (quantity: number): string =>
    localNumber(formatScaled(Math.round(quantity), QUANTITY_DECIMALS), language, 1)
  for (const { layer, withoutDemand } of total.layers)
    if (withoutDemand > 0)
      terminal.out(
        word('accuracy.without_demand', { layer: word(`accuracy.layer_${layer}`), units: units(withoutDemand) }),
      )
  const { coverage, pinball, cells: ranged } = total.range
  if (coverage !== null && pinball !== null)
    terminal.out(
      word('accuracy.range', {
        coverage: `${localNumber(String(coverage * 100), language, 1)} %`,
        cells: localNumber(String(ranged), language, 0),
        pinball: units(pinball),
      }),
    )
  if (total.pointCost !== null && total.pointCost > 0)
    terminal.out(
      word('accuracy.point', {
        amount: localNumber(formatScaled(total.pointCost, minorDecimals(currency)), language, 0),
        currency,
      }),
    )
  const unknown = cycles.reduce((sum, cycle) => sum + (cycle.unknown ?? 0), 0)
  if (unknown > 0) terminal.out(word('accuracy.unknown', { count: unknown }))
  const moments = cycles.flatMap(({ measuredAt, lastMeasuredAt }) => [measuredAt, lastMeasuredAt]).sort()
  const dayOfMoment = (moment: string): string => moment.slice(0, 10)
  terminal.out(word('accuracy.measured', { first: dayOfMoment(moments[0]!), last: dayOfMoment(moments.at(-1)!) }))
}
