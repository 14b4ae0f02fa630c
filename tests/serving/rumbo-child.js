// The compiled command line over the small plan of the tests, with the real lease: `node rumbo-child.js serve <folder>`.
// Plain JavaScript, because Node runs it as it is. SLOW_QUERY_MS makes a query take that long,
// PLAN_ENDS_BY names a file that ends the plan by itself as soon as it is there.
import fs from 'node:fs'
import path from 'node:path'
import { createViteServer } from 'vitest/node'
import { main } from '../../dist/cli/cli.js'
import { takeLease } from '../../dist/journal/sqlite-lease.js'

const vite = await createViteServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, watch: null, ws: false, hmr: false },
  optimizeDeps: { noDiscovery: true },
})
const { memoryLivingPlan } = await vite.ssrLoadModule(
  path.resolve(import.meta.dirname, '../support/memory-living-plan.ts'),
)
await vite.close()

const slowMs = Number(process.env.SLOW_QUERY_MS ?? 0)
const endsBy = process.env.PLAN_ENDS_BY ?? ''

async function openPlan(folder) {
  fs.mkdirSync(path.join(folder, '.rumbo'), { recursive: true })
  const lease = await takeLease(path.join(folder, '.rumbo', 'journal.db'), 0, () => null)
  const plan = memoryLivingPlan()
  return {
    isStandby: false,
    writing: Promise.resolve(),
    alive: new Promise((_, reject) => {
      if (endsBy === '') return
      const looking = setInterval(() => {
        if (!fs.existsSync(endsBy)) return
        clearInterval(looking)
        reject(new Error('the plan is out of memory'))
      }, 20)
    }),
    // Nothing here asks for a version.
    versions: {},
    plan: {
      ...plan,
      async query(...asked) {
        if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs))
        return plan.query(...asked)
      },
      close: async () => lease.release(),
    },
  }
}

process.exitCode = await main(process.argv.slice(2), openPlan)
