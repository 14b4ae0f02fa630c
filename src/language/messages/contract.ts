import type { Messages } from '../message.js'

export const contractMessages = {} satisfies Messages
