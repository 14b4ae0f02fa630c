import type { Messages } from '../message.js'
import { rowMessages } from './contract-rows.js'
import { correctionMessages } from './corrections.js'
import { financeMessages } from './finance.js'
import { jobMessages } from './job.js'
import { methodMessages } from './method.js'
import { reasonMessages } from './reason.js'
import { administrationMessages } from './web/administration.js'
import { calendarMessages } from './web/calendar.js'
import { dataScreenMessages } from './web/data.js'
import { financeScreenMessages } from './web/finance.js'
import { forecastScreenMessages } from './web/forecast.js'
import { frameMessages } from './web/frame.js'
import { meMessages } from './web/me.js'
import { newsMessages } from './web/news.js'
import { gridMessages } from './web/plan.js'
import { rightMessages } from './web/right.js'
import { scenarioMessages } from './web/scenarios.js'
import { tableMessages } from './web/table.js'
import { whyMessages } from './why.js'

/** What only screens say. */
export const screenMessages = {
  ...frameMessages,
  ...newsMessages,
  ...gridMessages,
  ...calendarMessages,
  ...scenarioMessages,
  ...forecastScreenMessages,
  ...financeScreenMessages,
  ...dataScreenMessages,
  ...tableMessages,
  ...administrationMessages,
  ...rightMessages,
  ...meMessages,
} satisfies Messages

/** All that a screen can say: what else there is in the catalogue stays on the server. */
export const webMessages = {
  ...screenMessages,
  ...rowMessages,
  ...correctionMessages,
  ...financeMessages,
  ...jobMessages,
  ...methodMessages,
  ...reasonMessages,
  ...whyMessages,
} satisfies Messages

export type WebKey = keyof typeof webMessages
