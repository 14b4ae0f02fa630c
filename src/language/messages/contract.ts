import type { Messages } from '../message.js'
import { absenceMessages } from './contract-absence.js'
import { fileMessages } from './contract-files.js'
import { reportLabels } from './contract-labels.js'
import { rowMessages } from './contract-rows.js'

/** What is said about a company folder: its files, its rows, and what it does not have. */
export const contractMessages = {
  ...fileMessages,
  ...rowMessages,
  ...absenceMessages,
  ...reportLabels,
} satisfies Messages
