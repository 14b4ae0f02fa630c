import os from 'node:os'
import { formatDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { FREQUENCIES, type Frequency } from '../../core/demand/forecast/time-grid.js'
import { forecastFile } from '../../house/forecasting.js'
import { say } from '../../language/catalogue.js'
import type { Message } from '../../language/message.js'
import type { ForecastOutcome, RefusedSeries } from '../../processes/forecasting/forecast-run.js'
import { asJob } from '../as-job.js'
import type { AddCommand } from '../command.js'
import { parseChoice, parseWhole } from '../options.js'
import { EXIT, type Terminal } from '../terminal.js'

interface ForecastOptions {
  input: string
  freq: Frequency
  horizon: number
  output: string
  voices?: string
  seasons?: readonly number[]
  quantiles: readonly number[]
  byVolume?: boolean
  gapsAreZero?: boolean
  workers?: number
}

const LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
/** Refused series that are told one by one. */
const TOLD_MOST = 10

/** `rumbo forecast --input x.csv --freq W --horizon 13 --output y.csv`: the automatic forecast of any series. */
export const addForecast: AddCommand = (program, context) => {
  const { word } = context
  program
    .command('forecast')
    .description(word('forecast.command'))
    .requiredOption('--input <file>', word('forecast.option_input'))
    .requiredOption('--freq <step>', word('forecast.option_freq'), parseChoice('freq', FREQUENCIES))
    .requiredOption('--horizon <steps>', word('forecast.option_horizon'), parseWhole('horizon', 1, 1000))
    .requiredOption('--output <file>', word('forecast.option_output'))
    .option('--voices <file>', word('forecast.option_voices'))
    .option('--seasons <steps>', word('forecast.option_seasons'), parseSeasons)
    .option('--quantiles <levels>', word('forecast.option_levels'), parseLevels, LEVELS)
    .option('--by-volume', word('forecast.option_by_volume'))
    .option('--gaps-are-zero', word('forecast.option_gaps_are_zero'))
    .option('--workers <count>', word('forecast.option_workers'), parseWhole('workers', 1, 64))
    .action((options: ForecastOptions) =>
      context.run(async (terminal) => {
        const outcome = await forecast(terminal, options)
        tellOutcome(terminal, options, outcome)
        return outcome.forecast > 0 ? EXIT.done : EXIT.problems
      }),
    )
}

function forecast(terminal: Terminal, options: ForecastOptions): Promise<ForecastOutcome> {
  const { input, output, voices = null, freq, horizon, seasons = null, quantiles: levels } = options
  const { byVolume = false, gapsAreZero = false, workers = os.availableParallelism() } = options
  const order = { frequency: freq, horizon, seasons, levels, byVolume, gapsAreZero }
  return asJob(terminal, 'forecast', (job) => forecastFile({ input, output, voices }, order, workers, job))
}

/** `7,365` or `none`. */
function parseSeasons(text: string): readonly number[] {
  if (text === 'none') return []
  const whole = parseWhole('seasons', 2, 10_000)
  return text
    .split(',')
    .map((one) => whole(one.trim()))
    .sort((a, b) => a - b)
}

/** `0.05,0.5,0.95` */
function parseLevels(text: string): readonly number[] {
  const levels = text.split(',').map(Number)
  if (levels.length === 0 || levels.some((level) => !(level > 0 && level < 1)))
    throw new Refusal('cli.not_an_option', { option: 'quantiles', value: text, allowed: '0.05,0.5,0.95' })
  return [...new Set(levels)].sort((a, b) => a - b)
}

function tellOutcome(terminal: Terminal, { input, output }: ForecastOptions, outcome: ForecastOutcome): void {
  const { series, forecast, refused, seasons } = outcome
  const { language } = terminal
  if (terminal.json) {
    const told = refused.map((one) => ({ id: one.id, reason: one.reason, ...refusalText(one, language) }))
    terminal.out(JSON.stringify({ file: forecast > 0 ? output : null, series, forecast, seasons, refused: told }))
    return
  }
  const done = forecast > 0
  terminal.err(
    say(done ? 'forecast.done' : 'forecast.none', { forecast, series, file: done ? output : input }, language).text,
  )
  const count = series - forecast
  if (count === 0) return
  terminal.err(say('forecast.refused', { count }, language).text)
  for (const one of refused.slice(0, TOLD_MOST)) {
    const { text, remedy } = refusalText(one, language)
    terminal.err(`  ${text} → ${remedy}`)
  }
  if (count > TOLD_MOST) terminal.err(`  ${say('forecast.more_refused', { count: count - TOLD_MOST }, language).text}`)
}

function refusalText(one: RefusedSeries, language: keyof Message['text']): { text: string; remedy: string } {
  const where = 'time' in one ? { ds: timeText(one.time) } : 'cell' in one ? { ...one.cell } : {}
  return say(`forecast.refused_${one.reason}`, { id: one.id, ...where }, language)
}

const DAY = 86_400

/** A day where it is one; counts of steps are small numbers. */
function timeText(time: number): string {
  if (Math.abs(time) < DAY) return String(time)
  const day = Math.floor(time / DAY)
  const seconds = time - day * DAY
  return seconds === 0 ? formatDay(day) : `${formatDay(day)} ${String(Math.floor(seconds / 3600)).padStart(2, '0')}:00`
}
