// `npm test`: sets up, then format and lint, types, and the quick tests. Arguments go to the test runner.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { root, setUp } from './setup.js'

await setUp()

const tool = (...parts) => path.join(root, 'node_modules', ...parts)
const chores = [
  ['Format and lint', tool('@biomejs', 'biome', 'bin', 'biome'), ['check', '--error-on-warnings', '.']],
  ['Types', tool('typescript', 'bin', 'tsc'), ['-p', 'tsconfig.tests.json']],
  ['Types of the screens’ tests', tool('typescript', 'bin', 'tsc'), ['-p', 'tsconfig.web-tests.json']],
  ['Tests', tool('vitest', 'vitest.mjs'), ['run', '--project', 'quick', ...process.argv.slice(2)]],
]
for (const [name, script, args] of chores) {
  console.log(`\n── ${name}`)
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
