import { logText } from '../../api/log-text.js'
import { openLog, type RequestLog } from '../../api/request-log.js'
import { secretsOf } from '../configuration/configuration.js'
import type { Settings } from '../configuration/settings.js'

/** The log as the configuration wants it; secrets that found their way into it (RS3) are struck out. */
export function openServerLog(settings: Settings, write: (line: string) => void): RequestLog {
  const secrets = secretsOf(settings)
    .flatMap((secret) => [secret, ...passwordIn(secret)])
    .filter(({ length }) => length >= LEAST)
    // As they are, in an address, and in a line of JSON.
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
  const strike = (line: string): string => secrets.reduce((text, secret) => text.replaceAll(secret, '•••'), line)
  const form = settings['log.format'] === 'text' ? logText : (line: string): string => line
  return openLog({ write: (line: string) => write(strike(form(line))) }, settings['log.level'])
}

/** Shorter ones are everywhere, and striking them out would leave no log. */
const LEAST = 4

/** An address may be taken apart before it is told. */
function passwordIn(secret: string): string[] {
  const password = URL.canParse(secret) ? new URL(secret).password : ''
  return password === '' ? [] : [password, decodeURIComponent(password)]
}
