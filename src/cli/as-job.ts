import { type Job, type Progress, runJob } from '../jobs/job.js'
import { progressPrinter } from '../jobs/progress-printer.js'
import type { Terminal } from './terminal.js'

/** Runs a command's work as a job: its steps are shown as they go, unless a program reads, and Ctrl-C cancels it. */
export async function asJob<Of>(terminal: Terminal, name: string, work: (job: Job) => Promise<Of>): Promise<Of> {
  const controller = new AbortController()
  const cancel = (): void => controller.abort()
  process.once('SIGINT', cancel)
  const print = progressPrinter(process.stderr, terminal.language)
  const onProgress = (progress: Progress): void => {
    if (!terminal.json) print(progress)
  }
  try {
    return await runJob(name, { signal: controller.signal, onProgress }, work)
  } finally {
    process.off('SIGINT', cancel)
  }
}
