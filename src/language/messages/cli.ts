import type { Messages } from '../message.js'

export const cliMessages = {} satisfies Messages
