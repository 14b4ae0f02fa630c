/** What somebody wrote for a setting, on its way to a value: from text, from a secret's own place, through its schema. */
import fs from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import type { ConfigurationFault } from './fault.js'
import { type SettingKey, settingOf } from './settings.js'

/** A value as it was given, and where: not yet known to be one that the setting may have. */
export interface Given {
  readonly key: SettingKey
  readonly at: string
  readonly from: 'file' | 'environment' | 'option'
  readonly value: unknown
}

export type Checked = { readonly value: unknown } | { readonly fault: ConfigurationFault }

/** The text of a variable or an option as a setting of this kind has it; what does not fit stays text, and is refused. */
export function valueOfText(key: SettingKey, text: string): unknown {
  const { kind } = settingOf(key)
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (kind === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  if (kind !== 'pairs') return text
  const pairs = text.split(',').map((pair) => pair.split('='))
  return pairs.every(({ length }) => length === 2) ? Object.fromEntries(pairs) : text
}

/** @param folder where paths to secrets start, when they are not absolute */
export function checkGiven(given: Given, folder: string, environment: NodeJS.ProcessEnv): Checked {
  const { key, at } = given
  const { schema, secret, example } = settingOf(key)
  const fault = (code: string, values: ConfigurationFault['values'] = {}): Checked => ({
    fault: { at, code, values: { key, ...values } },
  })
  const held = secret && given.from === 'file' ? heldElsewhere(given, folder, environment) : { value: given.value }
  if ('code' in held) return fault(held.code, { ...held.values, example })
  const parsed = schema.safeParse(held.value)
  if (parsed.success) return { value: parsed.data }
  const [code, values] = wordsFor(parsed.error.issues[0]!)
  return fault(code, { ...values, example })
}

type Held = { readonly value: unknown } | { readonly code: string; readonly values: Record<string, string> }

/** The secret that the file points to. An address without a password in it is no secret. */
function heldElsewhere({ key, value }: Given, folder: string, environment: NodeJS.ProcessEnv): Held {
  if (typeof value === 'string')
    return isPlainAddress(key, value) ? { value } : { code: 'config.secret_in_file', values: {} }
  const { env, file, ...rest } = (value ?? {}) as Record<string, unknown>
  if (Object.keys(rest).length > 0 || (env === undefined) === (file === undefined))
    return { code: 'config.secret_in_file', values: {} }
  const name = String(env ?? file)
  const held = env === undefined ? textOf(path.resolve(folder, name)) : environment[name]
  return held === undefined || held === ''
    ? { code: 'config.secret_missing', values: { place: name } }
    : { value: held }
}

function isPlainAddress(key: SettingKey, value: string): boolean {
  if (key !== 'journal.url' || !URL.canParse(value)) return false
  const { password, searchParams } = new URL(value)
  return password === '' && !searchParams.has('password')
}

/** Without the end of the line, which an editor adds. */
export function textOf(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch {
    return undefined
  }
}

function wordsFor(issue: z.core.$ZodIssue): [code: string, values: Record<string, string | number>] {
  if (issue.code === 'too_small' && issue.origin === 'number') return ['config.least', { least: Number(issue.minimum) }]
  if (issue.code === 'too_big' && issue.origin === 'number') return ['config.most', { most: Number(issue.maximum) }]
  if (issue.code === 'invalid_value') return ['config.choice', { choices: issue.values.join(', ') }]
  return ['config.form', {}]
}
