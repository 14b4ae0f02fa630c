/** The inside of the process that plans, rolls or studies for a server: whoever serves goes on, and facts have one opener. */
import type { Course, Study } from '../../api/ports.js'
import { Refusal } from '../../core/base/refusal.js'
import { type Progress, runJob } from '../../jobs/job.js'
import type { FromCourse, ToCourse } from './course-desk.js'
import { runCourse } from './course-run.js'
import { runStudy } from './study-run.js'

const controller = new AbortController()
const tell = (message: FromCourse): void => void process.send?.(message)

// A server that is gone has nobody go on over what would be made.
process.on('disconnect', () => controller.abort())
// Ctrl-C goes to everybody at a terminal: the server says what becomes of its jobs.
process.on('SIGINT', () => undefined)
process.on('message', (message: ToCourse) => {
  if (message === 'cancel') controller.abort()
  else void work(message.folder, message.course)
})

async function work(folder: string, course: Course | Study): Promise<void> {
  try {
    const options = { signal: controller.signal, onProgress: (progress: Progress) => tell({ progress }) }
    const made = await runJob(course.kind, options, (job) =>
      course.kind === 'plan' || course.kind === 'roll' ? runCourse(folder, course, job) : runStudy(folder, course, job),
    )
    tell({ made })
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    tell(
      error instanceof Refusal
        ? { refused: { code: error.code, values: error.values } }
        : { fault: { message, stack } },
    )
  }
  if (process.connected) process.disconnect()
}
