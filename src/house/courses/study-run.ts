import type { Study } from '../../api/ports.js'
import { sourcesWith } from '../../connectors/company-sources.js'
import type { Job } from '../../jobs/job.js'
import { checkFolder } from '../../store/company-folder.js'

/** A folder looked at without changing anything in it; what was found, as data. @throws Refusal `job.cancelled` */
export function runStudy(folder: string, { file, elsewhere }: Study, job: Job): Promise<object> {
  return job.step('check', () => checkFolder(folder, { open: sourcesWith(file, elsewhere) }))
}
