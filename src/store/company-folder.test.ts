import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCompanySources } from '../connectors/company-sources.js'
import { checkFolder, loadFolder } from './company-folder.js'

test('probe', async () => {
  for (const name of ['supplier-mini', 'retailer-mini']) {
    const folder = mkdtempSync(join(tmpdir(), 'rumbo-'))
    cpSync(`examples/${name}`, folder, { recursive: true })
    let t = performance.now()
    const report = await checkFolder(folder, { open: openCompanySources })
    console.log(
      performance.now() - t,
      JSON.stringify({ ...report, notices: report.notices.length, files: 0, coverage: 0 }, null, 1),
    )
    t = performance.now()
    const load = await loadFolder(folder, { open: openCompanySources })
    console.log(performance.now() - t, load.loaded, load.changes)
    t = performance.now()
    const again = await loadFolder(folder, { open: openCompanySources })
    console.log(performance.now() - t, again.unchanged)
  }
  expect(1).toBe(1)
})
