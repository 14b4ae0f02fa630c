//! Checks of the house itself: who may import whom, words that may not appear, functions and files that grow.
//! It is an ordinary test so that `npm test` is the only gate, and its table is the architecture.
import fs from 'node:fs'
import path from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'

/** Each room, and the rooms (or single files) it may import from. ARCHITECTURE.md prints this table. */
export const MAY_IMPORT: Record<string, string[]> = {
  language: [],
  core: [],
  finance: ['core'],
  contract: ['core', 'language'],
  generate: ['core', 'contract'],
  connectors: ['core', 'contract', 'language'],
  store: ['core', 'finance', 'contract', 'connectors'],
  solver: ['core'],
  jobs: ['core', 'language'],
  journal: ['core'],
  events: ['core', 'journal/sqlite-files.ts'],
  engine: ['core', 'finance'],
  processes: ['core', 'finance', 'contract', 'language', 'engine/plan-state.ts'],
  access: ['core', 'language', 'processes'],
  api: ['core', 'finance', 'language', 'jobs', 'processes', 'access'],
  // What the browser needs of the API is how its routes are reached; their shapes are types, which are gone when it runs.
  web: ['core', 'finance', 'language', 'processes', 'access', 'api'],
  bench: ['core', 'finance', 'engine', 'store', 'solver', 'processes', 'generate', 'jobs'],
  cli: ['core', 'finance', 'contract', 'language', 'jobs', 'processes', 'access', 'api', 'house'],
  house: [
    'core',
    'finance',
    'contract',
    'language',
    'generate',
    'connectors',
    'store',
    'solver',
    'jobs',
    'journal',
    'events',
    'engine',
    'processes',
    'access',
    'api',
  ],
}

const MAY_USE_PACKAGE: Record<string, string[]> = {
  contract: ['zod'],
  connectors: ['node:', '@duckdb/node-api', 'read-excel-file', 'write-excel-file', 'yaml', 'date-holidays'],
  store: ['node:', '@duckdb/node-api', '@duckdb/node-bindings'],
  solver: ['node:', 'highs'],
  jobs: ['node:'],
  journal: ['node:', 'libsql', 'pg'],
  events: ['node:'],
  engine: ['node:'],
  access: ['node:', 'libsql', '@node-rs/argon2', 'openid-client'],
  api: ['node:', '@uwdata/flechette', 'hono', '@hono/node-server', '@hono/zod-openapi', 'pino', 'prom-client'],
  bench: ['node:', '@duckdb/node-api'],
  web: [
    'virtual:routes',
    'react',
    'react-dom',
    '@mantine/core',
    '@mantine/hooks',
    '@mantine/notifications',
    '@mantine/spotlight',
    '@tanstack/react-query',
    '@tanstack/react-router',
    '@glideapps/glide-data-grid',
    '@fontsource-variable/inter',
    '@tabler/icons-react',
    'echarts',
    'write-excel-file',
  ],
  cli: ['node:', 'commander', 'write-excel-file'],
  house: ['node:', 'yaml', 'zod'],
}

/** Rooms that run anywhere; tsconfig.anywhere.json gives them no Node and no DOM, this bans what is left. */
const PURE_ROOMS = ['core', 'finance', 'contract', 'language', 'generate', 'processes']
const PURE_BANS = [/\bDate\.now\(/, /\bnew Date\(\)/, /\bMath\.random\(/]
const EVERYWHERE_BANS = [/\bFIXME\b/, /\bTODO\b/, /\b(it|test|describe)\.only\(/, /@ts-(ignore|nocheck)/]
const BANNED_NAMES = /(^|[-/])(utils?|helpers?|manager|misc|common|shared)([-./]|$)/

/** A ratchet: small functions stay small, small files stay small; the giants are named and the list only shrinks. */
const FUNCTION_LINES = 70
const FILE_LINES = 400
const GIANTS: Record<string, string> = {}

const root = path.resolve(import.meta.dirname, '..')
const source = path.join(root, 'src')
const sourceFiles = list(source).filter((file) => /\.tsx?$/.test(file))
const files = sourceFiles.filter((file) => !/\.(test|contract)\.ts$/.test(file))

function list(folder: string): string[] {
  if (!fs.existsSync(folder)) return []
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.split(path.sep).join('/'))
}

const roomOf = (file: string): string => file.split('/')[0]!

interface Parsed {
  imports: string[]
  functions: { line: number; lines: number }[]
  lines: number
}

function parse(file: string): Parsed {
  const text = fs.readFileSync(path.join(source, file), 'utf8')
  const result = parseSync(file, text)
  const imports = [
    ...result.module.staticImports.map((found) => found.moduleRequest.value),
    ...result.module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...[...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map((match) => match[1]!),
  ]
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length
  const functions: Parsed['functions'] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (node === null || typeof node !== 'object') return
    const { type, body, start, end } = node as { type?: string; body?: unknown; start: number; end: number }
    if (
      (type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression') &&
      body
    ) {
      const from = lineAt(start)
      functions.push({ line: from, lines: lineAt(end) - from + 1 })
    }
    Object.values(node).forEach(visit)
  }
  visit(result.program)
  return { imports: [...new Set(imports)], functions, lines: text.split('\n').length }
}

/** The source behind the name of an import. */
function sourceOf(name: string): string {
  const typed = name.replace(/\.js$/, '.ts')
  return fs.existsSync(path.join(source, typed)) ? typed : `${typed}x`
}

const parsed = new Map(files.map((file) => [file, parse(file)]))

test('every import goes through an allowed door, and no imports run in a circle', () => {
  const faults: string[] = []
  const graph = new Map<string, string[]>()
  for (const [file, { imports }] of parsed) {
    const room = roomOf(file)
    const edges: string[] = []
    for (const name of imports) {
      if (!name.startsWith('.')) {
        const allowed = MAY_USE_PACKAGE[room] ?? []
        if (!allowed.some((door) => name === door || name.startsWith(door.endsWith(':') ? door : `${door}/`)))
          faults.push(`${file}: package '${name}' does not belong in ${room}/`)
        continue
      }
      const target = sourceOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), name)))
      edges.push(target)
      if (roomOf(target) === room) continue
      const open = (MAY_IMPORT[room] ?? []).some((door) => target === door || roomOf(target) === door)
      if (!open)
        faults.push(`${file}: imports ${target}; ${room}/ may import only ${MAY_IMPORT[room]?.join(', ') || 'nothing'}`)
    }
    graph.set(file, edges)
  }
  expect([...faults, ...circles(graph)]).toEqual([])
})

function circles(graph: Map<string, string[]>): string[] {
  const faults: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const walk = (file: string, trail: string[]): void => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      faults.push(`circle: ${[...trail.slice(trail.indexOf(file)), file].join(' -> ')}`)
      return
    }
    state.set(file, 'open')
    for (const next of graph.get(file) ?? []) walk(next, [...trail, file])
    state.set(file, 'done')
  }
  for (const file of graph.keys()) walk(file, [])
  return faults
}

test('every file lives in a room of the table, under an honest name', () => {
  const faults = sourceFiles.filter(
    (file) => !(roomOf(file) in MAY_IMPORT) || BANNED_NAMES.test(file) || /[A-Z_]/.test(file),
  )
  expect(faults).toEqual([])
})

test('pure rooms have no clock and no dice; nothing unfinished is left', () => {
  const faults: string[] = []
  for (const file of sourceFiles) {
    const text = fs.readFileSync(path.join(source, file), 'utf8')
    const bans =
      PURE_ROOMS.includes(roomOf(file)) && !file.endsWith('.test.ts')
        ? [...PURE_BANS, ...EVERYWHERE_BANS]
        : EVERYWHERE_BANS
    for (const ban of bans) if (ban.test(text)) faults.push(`${file}: ${ban.source}`)
  }
  expect(faults).toEqual([])
})

test('small functions and small files stay small', () => {
  const faults: string[] = []
  for (const [file, { functions, lines }] of parsed) {
    if (file in GIANTS) continue
    if (lines > FILE_LINES) faults.push(`${file} has ${lines} lines`)
    for (const { line, lines: count } of functions)
      if (count > FUNCTION_LINES) faults.push(`${file}:${line} is ${count} lines`)
  }
  expect(faults).toEqual([])
  expect(Object.keys(GIANTS).filter((file) => !parsed.has(file))).toEqual([])
})

test('every numbered rule in docs/specs is quoted by a test', () => {
  const specs = path.join(root, 'docs/specs')
  const rules = list(specs).flatMap((file) =>
    [...fs.readFileSync(path.join(specs, file), 'utf8').matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map(
      (match) => match[1]!,
    ),
  )
  const tests = [source, path.join(root, 'tests')]
    .flatMap((folder) =>
      list(folder)
        .filter((file) => /\.(test|contract)\.ts$/.test(file))
        .map((file) => path.join(folder, file)),
    )
    .map((file) => fs.readFileSync(file, 'utf8'))
    .join('\n')
  expect(new Set(rules).size).toBe(rules.length)
  expect(rules.filter((rule) => !tests.includes(`[${rule}]`))).toEqual([])
})

test('every sentence has a code of its own, and every one of the screens is said', () => {
  const messages = path.join(source, 'language/messages')
  const codes = list(messages)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...fs.readFileSync(path.join(messages, file), 'utf8').matchAll(/^ {2}'([\w.-]+)':/gm)].map((match) => match[1]!),
    )
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
  const said = files
    .filter((file) => !file.startsWith('language/messages'))
    .map((file) => fs.readFileSync(path.join(source, file), 'utf8'))
    .join('\n')
  // Said by its code, or by a part of it that the rest is filled into.
  const begun = [...said.matchAll(/`(web\.\w*)\$\{/g)].map((match) => match[1]!)
  const silent = codes.filter(
    (code) => code.startsWith('web.') && !said.includes(`'${code}'`) && !begun.some((start) => code.startsWith(start)),
  )
  expect(silent).toEqual([])
})

test('ARCHITECTURE.md prints the table of rooms as it is', () => {
  const page = fs.readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8')
  const missing = Object.entries(MAY_IMPORT).filter(
    ([room, doors]) => !page.includes(`| \`${room}\` | ${doors.map((door) => `\`${door}\``).join(', ') || '–'} |`),
  )
  expect(missing.map(([room]) => room)).toEqual([])
})
