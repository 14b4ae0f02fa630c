import { type ChildProcess, fork } from 'node:child_process'
import type { Course, CourseDesk } from '../../api/ports.js'
import { type MessageValue, Refusal } from '../../core/base/refusal.js'
import type { Progress } from '../../jobs/job.js'

export type ToCourse = { readonly folder: string; readonly course: Course } | 'cancel'
export type FromCourse =
  | { readonly progress: Progress }
  | { readonly made: object }
  | { readonly refused: { readonly code: string; readonly values: Readonly<Record<string, MessageValue>> } }
  | { readonly fault: { readonly message: string; readonly stack: string } }

// Compiled on purpose, also when this file runs from its source: a process cannot load TypeScript on Node 20.
const CHILD = new URL('../../../dist/house/courses/course-child.js', import.meta.url)

/** Plans and rolls a folder, each in a process of its own. */
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

function ended(child: ChildProcess, course: Course, onProgress: (progress: Progress) => void): Promise<object> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: FromCourse) => {
      if ('progress' in message) onProgress(message.progress)
      else if ('made' in message) resolve(message.made)
      else if ('refused' in message) reject(new Refusal(message.refused.code, { ...message.refused.values }))
      else reject(Object.assign(new Error(message.fault.message), { stack: message.fault.stack }))
    })
    child.once('error', reject)
    // Told before, it makes no difference.
    child.once('exit', (code, signal) =>
      reject(new Error(`the process of a ${course.kind} has ended: ${code ?? signal}`)),
    )
  })
}
