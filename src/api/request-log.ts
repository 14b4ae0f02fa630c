import { type DestinationStream, pino } from 'pino'

/** One line of JSON for everything that happens. Never a secret, a body or an address with its query. */
export interface RequestLog {
  request(line: {
    requestId: string
    method: string
    route: string
    status: number
    milliseconds: number
    actor: string | null
    origin: string
    code?: string
  }): void
  fault(requestId: string, error: unknown): void
  /** The server cannot go on. */
  failed(error: unknown): void
  note(message: string, values?: Readonly<Record<string, string | number>>): void
}

export function openLog(destination?: DestinationStream, level = 'info'): RequestLog {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const log = destination === undefined ? pino(options) : pino(options, destination)
  return {
    request: (line) => log.info(line, 'request'),
    fault: (requestId, error) => log.error({ requestId, err: error }, 'fault'),
    failed: (error) => log.fatal({ err: error }, 'failed'),
    note: (message, values = {}) => log.info(values, message),
  }
}

export const SILENT: RequestLog = { request: () => {}, fault: () => {}, failed: () => {}, note: () => {} }
