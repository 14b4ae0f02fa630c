import { spawn } from 'node:child_process'
import path from 'node:path'

const RUMBO = path.resolve(import.meta.dirname, '../../bin/rumbo.js')

/** Milliseconds since its start at which a run finished each of its steps, in order, and ended. */
export type Course = readonly number[]

/** Runs a command to its end and tells when each step was done. */
export async function timeCommand(...args: string[]): Promise<Course> {
  const course: number[] = []
  const { code, milliseconds } = await runCommand(args, () => null, course)
  if (code !== 0) throw new Error(`rumbo ${args.join(' ')} exited ${code}`)
  return [...course, milliseconds]
}

/** Kills a command (really: SIGKILL) this long after it has finished so many steps; true unless it was done before. */
export async function killCommand(
  moment: { steps: number; milliseconds: number },
  ...args: string[]
): Promise<boolean> {
  const { signal } = await runCommand(args, (steps) => (steps === moment.steps ? moment.milliseconds : null), [])
  return signal === 'SIGKILL'
}

interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly milliseconds: number
}

/** `killAfter` is asked with 0 at the start and at the end of each step; a number sets the fuse. */
function runCommand(
  args: readonly string[],
  killAfter: (stepsDone: number) => number | null,
  course: number[],
): Promise<Ended> {
  const started = performance.now()
  const child = spawn(process.execPath, [RUMBO, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let fuse: NodeJS.Timeout | undefined
  const light = (milliseconds: number | null): void => {
    if (milliseconds !== null) fuse = setTimeout(() => child.kill('SIGKILL'), milliseconds)
  }
  light(killAfter(0))
  child.stderr.on('data', (text: Buffer) => {
    for (const mark of text.toString()) {
      if (mark !== '✓') continue
      course.push(performance.now() - started)
      light(killAfter(course.length))
    }
  })
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      clearTimeout(fuse)
      resolve({ code, signal, milliseconds: performance.now() - started })
    })
  })
}
