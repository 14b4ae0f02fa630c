import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { planFolder } from '../../../src/house/planning.js'
import { prepareDemo } from '../../../src/house/sample-companies.js'
import { runJob } from '../../../src/jobs/job.js'

/** The demo company, planned once for all that look at it in this process. */
export async function plannedAndina(): Promise<string> {
  planned ??= plan()
  return planned
}

let planned: Promise<string> | undefined

async function plan(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-andina-'))
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  const data = path.join(folder, 'data')
  await prepareDemo(data)
  await runJob('plan', {}, (job) => planFolder(data, job, {}))
  return data
}
