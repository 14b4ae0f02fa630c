import { textBar } from '../core/base/text-table.js'
import { CATALOGUE, say } from '../language/catalogue.js'
import type { Language } from '../language/message.js'
import { type Gauges, processGauges } from './gauges.js'
import type { Progress } from './job.js'

/** The part of a terminal or a log file that the printer writes to; `process.stderr` is one. */
export interface ProgressSink {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

const BAR_WIDTH = 20
const STEP_WIDTH = 18
const REDRAW_EVERY_MILLISECONDS = 80
const CLEAR_LINE = '\r\x1b[K'
const BYTES_PER_MEGABYTE = 1_000_000

const MARK = { running: ' ', done: '✓', failed: '✗', cancelled: '–' } as const

/**
 * Shows a job's progress. On a terminal the running step is one line, redrawn at most every 80 ms; anywhere else (a
 * log, a pipe) each step writes one line when it ends. Give it to `runJob` as `onProgress`.
 */
export function progressPrinter(
  sink: ProgressSink,
  language: Language,
  gauges: Gauges = processGauges,
): (progress: Progress) => void {
  let drawnAt = Number.NEGATIVE_INFINITY
  return (progress) => {
    if (progress.state !== 'running') {
      drawnAt = Number.NEGATIVE_INFINITY
      sink.write(`${sink.isTTY ? CLEAR_LINE : ''}${endLine(progress, language)}\n`)
      return
    }
    const now = gauges.milliseconds()
    if (!sink.isTTY || now - drawnAt < REDRAW_EVERY_MILLISECONDS) return
    drawnAt = now
    sink.write(CLEAR_LINE + runningLine(progress, language))
  }
}

function runningLine(progress: Progress, language: Language): string {
  const percent = `${Math.floor(progress.fraction * 100)} %`.padStart(5)
  return `${head(progress, language)}  ${textBar(progress.fraction, BAR_WIDTH)} ${percent}`
}

function endLine(progress: Progress, language: Language): string {
  const seconds = decimal(progress.milliseconds / 1000, 2, language)
  const megabytes = decimal(progress.peakBytes / BYTES_PER_MEGABYTE, 0, language)
  const ended = say(`job.step_${progress.state}`, { seconds, megabytes }, language).text
  return `${head(progress, language)}  ${ended}`
}

const head = (progress: Progress, language: Language): string =>
  `${MARK[progress.state]} ${stepTitle(progress.step, language).padEnd(STEP_WIDTH)}`

/** A step's name in the reader's language; a name the catalogue does not know is shown as it is. */
export function stepTitle(step: string, language: Language): string {
  const code = `job.title_${step.replace(/[ -]/g, '_')}`
  return code in CATALOGUE ? say(code, {}, language).text : step
}

const decimal = (value: number, decimals: number, language: Language): string =>
  language === 'en' ? value.toFixed(decimals) : value.toFixed(decimals).replace('.', ',')
