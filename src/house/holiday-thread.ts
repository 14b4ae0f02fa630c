/** Holidays of countries, looked up beside a planning run: the library is heavy to load. */
import { Worker } from 'node:worker_threads'
import type { Holiday, HolidayYears } from '../core/calendar/moving-holidays.js'
import type { PlanningPorts } from '../processes/planning/ports.js'

type AskHolidays = NonNullable<PlanningPorts['holidays']>

// Compiled on purpose, like the plan's own workers.
const WORKER = new URL('../../dist/house/holiday-worker.js', import.meta.url)

/** The library is loaded on a thread of its own from now on, or, without `workers`, here by who asks. */
export async function withHolidays<Of>(
  workers: number,
  work: (holidays: AskHolidays) => Promise<Of>,
  inside = WORKER,
): Promise<Of> {
  if (workers === 0) return work(askHere)
  const worker = new Worker(inside)
  const died = new Promise<never>((_, reject) => worker.once('error', reject))
  // A thread that dies before it is asked harms nobody who does not ask.
  died.catch(() => undefined)
  try {
    return await work((asked) => Promise.race([askThread(worker, asked), died]))
  } finally {
    await worker.terminate()
  }
}

const askHere: AskHolidays = async (asked) => (await import('../connectors/holidays/holidays.js')).holidayDates(asked)

function askThread(worker: Worker, asked: HolidayYears): Promise<readonly Holiday[]> {
  return new Promise((resolve) => {
    worker.once('message', resolve)
    worker.postMessage(asked)
  })
}
