import type { Messages } from '../message.js'

export const generateMessages = {} satisfies Messages
