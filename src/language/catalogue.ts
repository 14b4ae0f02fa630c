import { fill } from './fill.js'
import type { Language, Message } from './message.js'
import { accessMessages } from './messages/access.js'
import { accuracyMessages } from './messages/accuracy.js'
import { adaptMessages } from './messages/adapt.js'
import { adherenceMessages } from './messages/adherence.js'
import { apiMessages } from './messages/api.js'
import { backupMessages } from './messages/backup.js'
import { cliMessages } from './messages/cli.js'
import { cliDemoMessages } from './messages/cli-demo.js'
import { cliPlanMessages } from './messages/cli-plan.js'
import { configMessages } from './messages/config.js'
import { contractMessages } from './messages/contract.js'
import { correctionMessages } from './messages/corrections.js'
import { dataMessages } from './messages/data.js'
import { editMessages } from './messages/edit.js'
import { eventMessages } from './messages/events.js'
import { financeMessages } from './messages/finance.js'
import { forecastMessages } from './messages/forecast.js'
import { generateMessages } from './messages/generate.js'
import { holidayMessages } from './messages/holidays.js'
import { jobMessages } from './messages/job.js'
import { journalMessages } from './messages/journal.js'
import { livingMessages } from './messages/living.js'
import { methodMessages } from './messages/method.js'
import { planMessages } from './messages/plan.js'
import { problemMessages } from './messages/problem.js'
import { proveMessages } from './messages/prove.js'
import { reasonMessages } from './messages/reason.js'
import { rollMessages } from './messages/roll.js'
import { sensingMessages } from './messages/sensing.js'
import { serveMessages } from './messages/serve.js'
import { soeBalancingMessages } from './messages/soe-balancing.js'
import { screenMessages } from './messages/web.js'
import { whyMessages } from './messages/why.js'

/** Every sentence a user can see, by code. One catalogue for CLI, API and screens (SPINE 12). */
export const CATALOGUE: Readonly<Record<string, Message>> = {
  ...accessMessages,
  ...accuracyMessages,
  ...adaptMessages,
  ...adherenceMessages,
  ...apiMessages,
  ...backupMessages,
  ...cliMessages,
  ...cliDemoMessages,
  ...cliPlanMessages,
  ...configMessages,
  ...contractMessages,
  ...correctionMessages,
  ...dataMessages,
  ...eventMessages,
  ...editMessages,
  ...financeMessages,
  ...forecastMessages,
  ...generateMessages,
  ...holidayMessages,
  ...jobMessages,
  ...journalMessages,
  ...livingMessages,
  ...methodMessages,
  ...planMessages,
  ...problemMessages,
  ...proveMessages,
  ...reasonMessages,
  ...rollMessages,
  ...screenMessages,
  ...sensingMessages,
  ...serveMessages,
  ...soeBalancingMessages,
  ...whyMessages,
}

export interface Said {
  text: string
  remedy: string
}

/** The message in a language, placeholders filled. An unknown code is shown as it is: better ugly than silent. */
export function say(code: string, values: Readonly<Record<string, string | number>>, language: Language): Said {
  const message = CATALOGUE[code]
  if (message === undefined) return { text: `${code} ${JSON.stringify(values)}`, remedy: '' }
  return {
    text: fill(message.text, values, language),
    remedy: message.remedy ? fill(message.remedy, values, language) : '',
  }
}
