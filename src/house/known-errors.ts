import path from 'node:path'
import type { Measurement } from '../processes/accuracy/measurement.js'
import { cycleErrors, type FirstWeek, firstWeekOf } from '../processes/report/cycle-errors.js'
import type { KnownErrors } from '../processes/report/range-report.js'
import { keptMeasurements } from '../store/accuracy/kept-measurements.js'
import { loadForecastNotes } from '../store/versions/forecast-notes.js'
import { standingAmong } from './accuracy.js'
import { type OpenedVersion, versionsOf } from './versions.js'

/**
 * What a range of a plan's money rests on: the errors that its version kept, and the past cycles that were measured so
 * far. Null where the version kept none.
 */
export async function knownErrors(
  { folder, snapshot }: Pick<OpenedVersion, 'folder' | 'snapshot'>,
  weeks: readonly FirstWeek[],
): Promise<KnownErrors | null> {
  const notes = await loadForecastNotes(folder)
  return notes === null ? null : { cumulativeErrorSd: notes.cumulativeErrorSd, cycles: cycleErrors(weeks, snapshot) }
}

/** First weeks of the cycles of a folder that were measured so far. Each is read once: what was measured stands. */
export class FirstWeekShelf {
  private readonly known = new Map<string, FirstWeek>()

  constructor(private readonly folder: string) {}

  async weeks(): Promise<readonly FirstWeek[]> {
    const isStanding = standingAmong(await versionsOf(this.folder).list())
    const book = keptMeasurements<Measurement>(this.folder)
    const names = await book.names('week')
    const weeks: FirstWeek[] = []
    for (const [at, name] of names.entries()) {
      // A cycle's first week is in what was measured of it first.
      if (at > 0 && path.dirname(names[at - 1]!) === path.dirname(name)) continue
      const week = this.known.get(name) ?? (await this.read(book, name))
      if (week !== null && isStanding(week)) weeks.push(week)
    }
    return weeks
  }

  private async read(book: ReturnType<typeof keptMeasurements<Measurement>>, name: string): Promise<FirstWeek | null> {
    const measured = await book.read(name)
    if (measured === null) return null
    const week = firstWeekOf(measured)
    this.known.set(name, week)
    return week
  }
}
