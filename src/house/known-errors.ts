import { cycleErrors } from '../processes/report/cycle-errors.js'
import type { KnownErrors } from '../processes/report/range-report.js'
import { loadForecastNotes } from '../store/versions/forecast-notes.js'
import { measureFolder } from './accuracy.js'
import type { OpenedVersion } from './versions.js'

/**
 * What a range of a plan's money rests on: the errors that its version kept, and the past cycles that were measured so
 * far. Null where the version kept none.
 */
export async function knownErrors(
  folder: string,
  { folder: inside, snapshot }: Pick<OpenedVersion, 'folder' | 'snapshot'>,
): Promise<KnownErrors | null> {
  const notes = await loadForecastNotes(inside)
  if (notes === null) return null
  const { measurements } = await measureFolder(folder, 'week', { keptOnly: true })
  return { cumulativeErrorSd: notes.cumulativeErrorSd, cycles: cycleErrors(measurements, snapshot) }
}
