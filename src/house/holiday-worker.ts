/** The inside of the thread that looks up holidays: loaded by the time it is asked. */
import { parentPort } from 'node:worker_threads'
import { holidayDates } from '../connectors/holidays/holidays.js'
import type { HolidayQuestion } from '../processes/planning/ports.js'

parentPort?.on('message', (question: HolidayQuestion) => parentPort?.postMessage(holidayDates(question)))
