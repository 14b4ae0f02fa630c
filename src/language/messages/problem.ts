import type { Messages } from '../message.js'

export const problemMessages = {} satisfies Messages
