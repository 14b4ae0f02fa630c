import type { Language, Message, Sentence } from './message.js'
import { cliMessages } from './messages/cli.js'
import { contractMessages } from './messages/contract.js'
import { financeMessages } from './messages/finance.js'
import { generateMessages } from './messages/generate.js'
import { holidayMessages } from './messages/holidays.js'
import { jobMessages } from './messages/job.js'
import { planMessages } from './messages/plan.js'
import { problemMessages } from './messages/problem.js'
import { proveMessages } from './messages/prove.js'

/** Every sentence a user can see, by code. One catalogue for CLI, API and screens (SPINE 12). */
export const CATALOGUE: Readonly<Record<string, Message>> = {
  ...cliMessages,
  ...contractMessages,
  ...financeMessages,
  ...generateMessages,
  ...holidayMessages,
  ...jobMessages,
  ...planMessages,
  ...problemMessages,
  ...proveMessages,
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

function fill(sentence: Sentence, values: Readonly<Record<string, string | number>>, language: Language): string {
  return sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  )
}
