// Two commands that are started at once build one after the other. Built-in modules only, as in `setup.js`.
import fs from 'node:fs'
import path from 'node:path'

const AGAIN_MS = 200
/** A build that takes longer has died and left its lock; of one on this machine its process says so at once. */
const LONGEST_MS = 300_000

/** Does work while nobody else does any under the same lock: a file that names the process. */
export async function alone(lock, work) {
  fs.mkdirSync(path.dirname(lock), { recursive: true })
  while (!isTaken(lock))
    if (isLeft(lock)) fs.rmSync(lock, { recursive: true, force: true })
    else await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  // A build that fails ends the process: the lock goes with it. One that is interrupted leaves it.
  const release = () => fs.rmSync(lock, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function isTaken(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  }
}

function isLeft(lock) {
  const since = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  return Date.now() - since > LONGEST_MS || hasEnded(processIn(lock))
}

/** Not a number where it is just being written. */
function processIn(lock) {
  try {
    return Number.parseInt(fs.readFileSync(lock, 'utf8'), 10)
  } catch {
    return Number.NaN
  }
}

function hasEnded(pid) {
  if (Number.isNaN(pid)) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
