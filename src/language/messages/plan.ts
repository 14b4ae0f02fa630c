import type { Messages } from '../message.js'

export const planMessages = {} satisfies Messages
