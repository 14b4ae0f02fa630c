import fs from 'node:fs'
import path from 'node:path'
import { isMap, isScalar, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml'
import type { ConfigurationFault } from './fault.js'
import type { Given } from './given.js'
import { SETTING_KEYS, type SettingKey } from './settings.js'

export const CONFIGURATION_FILE = 'rumbo.yaml'
const EXCERPT = 80

export interface ReadFile {
  readonly given: readonly Given[]
  readonly faults: readonly ConfigurationFault[]
}

/** What `rumbo.yaml` of a folder says, key by key with its line; nothing when there is no such file. */
export function readConfigurationFile(folder: string): ReadFile {
  let text: string
  try {
    text = fs.readFileSync(path.join(folder, CONFIGURATION_FILE), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { given: [], faults: [] }
    return { given: [], faults: [{ at: CONFIGURATION_FILE, code: 'config.unreadable', values: {} }] }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' })
  const [broken] = document.errors
  if (broken !== undefined) return { given: [], faults: [notYaml(text, broken.linePos?.[0].line ?? 1)] }
  if (document.contents === null) return { given: [], faults: [] }
  if (!isMap(document.contents)) return { given: [], faults: [notYaml(text, 1)] }
  const read = { given: [], faults: [] }
  new FileReader(lines, read).read(document.contents, '')
  return read
}

function notYaml(text: string, line: number): ConfigurationFault {
  const excerpt = (text.split(/\r?\n/)[line - 1] ?? '').trim().slice(0, EXCERPT)
  return { at: `${CONFIGURATION_FILE}:${line}`, code: 'config.not_yaml', values: { excerpt } }
}

/** Walks the sections of the file down to the settings. */
class FileReader {
  constructor(
    private readonly lines: LineCounter,
    private readonly to: { given: Given[]; faults: ConfigurationFault[] },
  ) {}

  read(section: YAMLMap, within: string): void {
    for (const pair of section.items) this.readPair(pair, within)
  }

  private readPair({ key: name, value }: Pair, within: string): void {
    const key = within + String(isScalar(name) ? name.value : name)
    const at = `${CONFIGURATION_FILE}:${this.lineOf(name)}`
    if (SETTING_KEYS.includes(key as SettingKey)) {
      const plain = (value as { toJSON(): unknown } | null)?.toJSON() ?? null
      // A key without a value says nothing.
      if (plain !== null) this.to.given.push({ key: key as SettingKey, at, from: 'file', value: plain })
    } else if (SETTING_KEYS.some((one) => one.startsWith(`${key}.`))) {
      if (isMap(value)) this.read(value, `${key}.`)
      else this.to.faults.push({ at, code: 'config.section', values: { key, keys: keysIn(`${key}.`) } })
    } else this.to.faults.push({ at, code: 'config.unknown_key', values: { key, keys: keysIn(within) } })
  }

  private lineOf(node: unknown): number {
    const offset = (node as { range?: [number, number, number] } | null)?.range?.[0] ?? 0
    return this.lines.linePos(offset).line
  }
}

/** What may stand in a section. */
function keysIn(within: string): string {
  const names = SETTING_KEYS.filter((key) => key.startsWith(within)).map((key) => key.slice(within.length))
  return [...new Set(names.map((name) => name.split('.')[0]!))].join(', ')
}
