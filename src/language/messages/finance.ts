import type { Messages } from '../message.js'

export const financeMessages = {} satisfies Messages
