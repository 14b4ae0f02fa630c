import { type ChildProcess, fork } from 'node:child_process'
import type { Course, CourseDesk, Study } from '../../api/ports.js'
import { type MessageValue, Refusal } from '../../core/base/refusal.js'
import type { Progress } from '../../jobs/job.js'

export type ToCourse = { readonly folder: string; readonly course: Course | Study } | 'cancel'
export type FromCourse =
  | { readonly progress: Progress }
  | { readonly made: object }
  | { readonly refused: { readonly code: string; readonly values: Readonly<Record<string, MessageValue>> } }
  | { readonly fault: { readonly message: string; readonly stack: string } }

// Compiled on purpose, also when this file runs from its source: a process cannot load TypeScript on Node 20.
const CHILD = new URL('../../../dist/house/courses/course-child.js', import.meta.url)

/** Plans, rolls and studies a folder, each in a process of its own. */
export function openCourseDesk(folder: string): CourseDesk & { close(): void } {
  const children = new Set<ChildProcess>()
  return {
    async run(course, { signal, onProgress }) {
      const child = fork(CHILD, {
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        serialization: 'advanced',
      })
      children.add(child)
      const cancel = (): void => void (child.connected && child.send('cancel' satisfies ToCourse))
      signal.addEventListener('abort', cancel, { once: true })
      try {
        child.send({ folder, course } satisfies ToCourse)
        if (signal.aborted) cancel()
        return await ended(child, course, onProgress)
      } finally {
        signal.removeEventListener('abort', cancel)
        children.delete(child)
      }
    },
    close() {
      for (const child of children) child.kill('SIGKILL')
    },
  }
}

/** Resolves when the process is gone: until then it may have the facts open. */
function ended(child: ChildProcess, course: Course | Study, onProgress: (progress: Progress) => void): Promise<object> {
  return new Promise((resolve, reject) => {
    let outcome: Exclude<FromCourse, { progress: Progress }> | null = null
    child.on('message', (message: FromCourse) => {
      if ('progress' in message) onProgress(message.progress)
      else outcome = message
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (outcome === null) reject(new Error(`the process of a ${course.kind} has ended: ${code ?? signal}`))
      else if ('made' in outcome) resolve(outcome.made)
      else reject(errorOf(outcome))
    })
  })
}

function errorOf(outcome: Exclude<FromCourse, { progress: Progress } | { made: object }>): Error {
  if ('refused' in outcome) return new Refusal(outcome.refused.code, { ...outcome.refused.values })
  return Object.assign(new Error(outcome.fault.message), { stack: outcome.fault.stack })
}
