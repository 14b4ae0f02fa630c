import type { Messages } from '../message.js'
import { correctionMessages } from './corrections.js'
import { financeMessages } from './finance.js'
import { methodMessages } from './method.js'
import { reasonMessages } from './reason.js'
import { financeScreenMessages } from './web/finance.js'
import { forecastScreenMessages } from './web/forecast.js'
import { frameMessages } from './web/frame.js'
import { newsMessages } from './web/news.js'
import { gridMessages } from './web/plan.js'
import { scenarioMessages } from './web/scenarios.js'
import { whyMessages } from './why.js'

/** What only screens say. */
export const screenMessages = {
  ...frameMessages,
  ...newsMessages,
  ...gridMessages,
  ...scenarioMessages,
  ...forecastScreenMessages,
  ...financeScreenMessages,
} satisfies Messages

/** All that a screen can say: what else there is in the catalogue stays on the server. */
export const webMessages = {
  ...screenMessages,
  ...correctionMessages,
  ...financeMessages,
  ...methodMessages,
  ...reasonMessages,
  ...whyMessages,
} satisfies Messages

export type WebKey = keyof typeof webMessages
