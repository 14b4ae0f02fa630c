// Sets up a fresh clone: installs packages when they are missing or stale, compiles when a source is newer than the
// build. Plain JavaScript, built-in modules only: nothing is installed yet when this runs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { alone } from './build-lock.js'

export const root = path.resolve(import.meta.dirname, '..')
const at = (...parts) => path.join(root, ...parts)

const MINIMUM_NODE = [20, 19]

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return
  console.error(`Rumbo needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(2)
}

/** Stale when the lockfile that was installed is not the lockfile that is here. */
function installIsStale(stamp, digest) {
  return (
    !fs.existsSync(at('node_modules', 'typescript')) ||
    !fs.existsSync(stamp) ||
    fs.readFileSync(stamp, 'utf8') !== digest
  )
}

function newest(folder) {
  let time = 0
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile())
      time = Math.max(time, fs.statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs)
  }
  return time
}

function run(command, args, { quiet }) {
  const windows = process.platform === 'win32'
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: windows,
  })
  if (result.status === 0) return
  if (quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
  console.error(`\nSetting up stopped: "${command} ${args.join(' ')}" ended with ${result.status ?? result.signal}.`)
  process.exit(3)
}

export async function setUp({ quiet = false } = {}) {
  checkNode()
  const tell = (text) => (quiet ? process.stderr.write(`${text}\n`) : console.log(text))
  const digest = createHash('sha256')
    .update(fs.readFileSync(at('package-lock.json')))
    .digest('hex')
  const stamp = at('node_modules', '.rumbo-installed')
  if (installIsStale(stamp, digest)) {
    tell('Installing packages (first run, or the lockfile changed) …')
    // Not `npm ci`: npm 11 calls a lockfile that records no download addresses out of step. `--no-save` keeps it as it is.
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { quiet })
    fs.writeFileSync(stamp, digest)
  }
  if (isBuilt()) return
  await alone(at('dist', '.building'), () => {
    if (isBuilt()) return
    tell('Compiling …')
    const tool = (...parts) => at('node_modules', ...parts)
    run(process.execPath, [tool('typescript', 'bin', 'tsc'), '-b'], { quiet })
    run(process.execPath, [tool('vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], { quiet })
    fs.writeFileSync(BUILT, '')
  })
}

const BUILT = at('dist', '.built')

function isBuilt() {
  const configs = fs.readdirSync(root).filter((name) => /^(tsconfig.*\.json|vite\.config\.js)$/.test(name))
  const sources = Math.max(newest(at('src')), ...configs.map((name) => fs.statSync(at(name)).mtimeMs))
  return fs.existsSync(BUILT) && fs.statSync(BUILT).mtimeMs >= sources
}
