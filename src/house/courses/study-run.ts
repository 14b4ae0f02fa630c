import type { Study } from '../../api/ports.js'
import { sourcesWith } from '../../connectors/company-sources.js'
import type { Job } from '../../jobs/job.js'
import { checkFolder } from '../../store/company-folder.js'
import { bridgeEntries } from '../bridge-entries.js'
import { proveFolder } from '../proving.js'

/**
 * A folder looked at without changing anything in it; what was found, as data.
 * @throws Refusal `job.cancelled`, `plan.no_plan`
 */
export function runStudy(folder: string, study: Study, job: Job): Promise<object> {
  if (study.kind === 'prove') return job.step('prove', () => proveFolder(folder))
  if (study.kind === 'bridge') return bridgeEntries(folder, study, job)
  const { file, elsewhere } = study
  return job.step('check', () => checkFolder(folder, { open: sourcesWith(file, elsewhere) }))
}
