/** The inside of the thread that looks up holidays: loaded by the time it is asked. */
import { parentPort } from 'node:worker_threads'
import { holidayDates } from '../connectors/holidays/holidays.js'
import type { HolidayYears } from '../core/calendar/moving-holidays.js'

parentPort?.on('message', (asked: HolidayYears) => parentPort?.postMessage(holidayDates(asked)))
