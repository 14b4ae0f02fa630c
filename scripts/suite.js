// Runs one suite of tests/, or several: `node scripts/suite.js fuzz crash`. `--update` accepts changed snapshots.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { root, setUp } from './setup.js'

await setUp()
const args = process.argv.slice(2)
const flags = args.filter((arg) => arg.startsWith('--'))
const suites = args.filter((arg) => !arg.startsWith('--')).map((name) => `tests/${name}`)
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
const result = spawnSync(process.execPath, [vitest, 'run', ...suites, ...flags], { cwd: root, stdio: 'inherit' })
process.exitCode = result.status ?? 1
