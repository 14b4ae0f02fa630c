/** Holidays of countries, looked up beside a planning run: the library is heavy to load. */
import { Worker } from 'node:worker_threads'
import type { Holiday } from '../core/calendar/moving-holidays.js'
import type { HolidayQuestion, PlanningPorts } from '../processes/planning/ports.js'

type AskHolidays = NonNullable<PlanningPorts['holidays']>

// Compiled on purpose, like the plan's own workers.
const WORKER = new URL('../../dist/house/holiday-worker.js', import.meta.url)

/** The library is loaded on a thread of its own from now on, or, without `workers`, here by who asks. */
export async function withHolidays<Of>(workers: number, work: (holidays: AskHolidays) => Promise<Of>): Promise<Of> {
  if (workers === 0) return work(askHere)
  const worker = new Worker(WORKER)
  try {
    return await work((question) => askThread(worker, question))
  } finally {
    await worker.terminate()
  }
}

const askHere: AskHolidays = async (question) =>
  (await import('../connectors/holidays/holidays.js')).holidayDates(question)

function askThread(worker: Worker, question: HolidayQuestion): Promise<readonly Holiday[]> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.postMessage(question)
  })
}
