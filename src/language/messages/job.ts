import type { Messages } from '../message.js'

export const jobMessages = {} satisfies Messages
