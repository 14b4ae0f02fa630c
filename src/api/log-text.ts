/** A line of the log for people: moment, level when it is not the usual one, message, and everything else as it is. */
export function logText(line: string): string {
  const { time, level, msg, ...rest } = JSON.parse(line) as { time: string; level: number; msg: string }
  const raised = LEVELS[level] === undefined ? '' : ` ${LEVELS[level]}`
  const values = Object.entries(rest).map(([name, value]) => ` ${name}=${plain(value)}`)
  return `${time}${raised} ${msg}${values.join('')}\n`
}

const LEVELS: Readonly<Record<number, string>> = { 20: 'debug', 40: 'WARNING', 50: 'ERROR', 60: 'FATAL' }

const plain = (value: unknown): string =>
  typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value)
