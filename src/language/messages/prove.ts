import type { Messages } from '../message.js'

export const proveMessages = {} satisfies Messages
