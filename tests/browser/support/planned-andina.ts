import fs from 'node:fs'
import path from 'node:path'
import { planFolder } from '../../../src/house/planning.js'
import { prepareDemo } from '../../../src/house/sample-companies.js'
import { runJob } from '../../../src/jobs/job.js'

const BUILD = path.resolve(import.meta.dirname, '../../../dist')

/** The demo company as this build plans it: planned once, whatever number of processes ask for it. */
export async function plannedAndina(): Promise<string> {
  const { mtimeMs } = fs.statSync(path.join(BUILD, '.built'))
  const kept = path.join(BUILD, `andina-${Math.round(mtimeMs)}`)
  if (fs.existsSync(kept)) return kept
  for (const name of fs.readdirSync(BUILD))
    if (/^andina-\d+$/.test(name)) fs.rmSync(path.join(BUILD, name), { recursive: true, force: true })
  const data = fs.mkdtempSync(path.join(BUILD, 'andina-in-work-'))
  fs.rmdirSync(data)
  await prepareDemo(data)
  await runJob('plan', {}, (job) => planFolder(data, job, {}))
  try {
    fs.renameSync(data, kept)
  } catch {
    // Another process was quicker.
    fs.rmSync(data, { recursive: true, force: true })
  }
  return kept
}
