import fs from 'node:fs'
import { expect, test } from 'vitest'
import { folderWith } from '../../../tests/support/company-folder.js'
import { CATALOGUE } from '../../language/catalogue.js'
import { readConfiguration, type Sources, secretsOf, shownSettings } from './configuration.js'
import { type ConfigurationFault, RefusedConfiguration } from './fault.js'
import { SETTING_KEYS, settingOf, variableOf } from './settings.js'

const read = (yaml: string, sources: Partial<Sources> = {}, files: Record<string, string> = {}) =>
  readConfiguration(folderWith({ 'rumbo.yaml': yaml, ...files }), { environment: {}, ...sources })

function faultsOf(yaml: string, sources: Partial<Sources> = {}): readonly ConfigurationFault[] {
  try {
    read(yaml, sources)
  } catch (error) {
    if (error instanceof RefusedConfiguration) return error.faults
    throw error
  }
  return expect.unreachable('it was not refused')
}

test('[RS1] an option wins over a variable, a variable over the file, and the file over what is usual', () => {
  const yaml = 'host: 0.0.0.0\nport: 8000\nrequests:\n  perSecond: 5\n'
  const environment = { RUMBO_PORT: '8001', RUMBO_REQUESTS_PER_SECOND: '6', RUMBO_TRUST_PROXY: 'true', RUMBO_HOST: '' }
  const { settings, origins } = read(yaml, { environment, options: { port: '8002' } })
  expect([settings.host, origins.host]).toEqual(['0.0.0.0', 'rumbo.yaml:1'])
  expect([settings.port, origins.port]).toEqual([8002, '--port'])
  expect([settings['requests.perSecond'], origins['requests.perSecond']]).toEqual([6, 'RUMBO_REQUESTS_PER_SECOND'])
  expect(settings.trustProxy).toBe(true)
  expect([settings['requests.burst'], origins['requests.burst']]).toEqual([200, ''])
})

test('[RS1] a folder without the file has what is usual', () => {
  const { settings } = readConfiguration(folderWith({}), { environment: {} })
  expect([settings.host, settings.port, settings['journal.kind']]).toEqual(['127.0.0.1', 7070, 'sqlite'])
})

test('[RS2] everything that is wrong is told at once, with its line, variable or option', () => {
  const yaml = `prot: 80
port: many
journal: sqlite
log:
  level: loud
  colour: true
sessions:
  idleMinutes: 0
language: de
publicUrl: https://plan.andina.cl/rumbo
`
  const environment = { RUMBO_WORKERS: '65', RUMBO_TRUST_PROXY: 'yes' }
  const faults = faultsOf(yaml, { environment, options: { host: '' } })
  expect(faults.map(({ at, code, values }) => `${at} ${code} ${values.key}`)).toEqual([
    'rumbo.yaml:1 config.unknown_key prot',
    'rumbo.yaml:3 config.section journal',
    'rumbo.yaml:6 config.unknown_key log.colour',
    'rumbo.yaml:2 config.form port',
    'rumbo.yaml:5 config.choice log.level',
    'rumbo.yaml:8 config.least sessions.idleMinutes',
    'rumbo.yaml:9 config.choice language',
    'rumbo.yaml:10 config.form publicUrl',
    'RUMBO_TRUST_PROXY config.form trustProxy',
    'RUMBO_WORKERS config.most workers',
    '--host config.form host',
  ])
  for (const { code } of faults) expect(CATALOGUE[code]?.remedy, code).toBeDefined()
})

test('[RS2] a file that is not YAML is refused at its line', () => {
  expect(faultsOf('port: 80\nhost: [').map(({ at, code }) => [at.split(':')[0], code])).toEqual([
    ['rumbo.yaml', 'config.not_yaml'],
  ])
  expect(faultsOf('- port')[0]!.code).toBe('config.not_yaml')
  expect(read('# nothing yet\n').settings.port).toBe(7070)
})

test('[RS2] a variable that is not ours is told, and stops nothing', () => {
  const { unknownVariables } = read('', { environment: { RUMBO_PROT: '80', RUMBO_JOURNAL_URL_FILE: '', PORT: '1' } })
  expect(unknownVariables).toEqual(['RUMBO_PROT'])
})

test('[RS3] a secret is where the file says, in a variable, or in the file that a variable names', () => {
  const yaml = 'journal: { kind: postgres, url: { file: secret.txt } }\nopenId: { clientSecret: { env: HERE } }\n'
  const files = { 'secret.txt': 'postgres://rumbo:hunter22@db/plans\n' }
  const configuration = read(yaml, { environment: { HERE: 'open sesame' } }, files)
  expect(secretsOf(configuration.settings)).toEqual(['postgres://rumbo:hunter22@db/plans', 'open sesame'])
  const shown = JSON.stringify(shownSettings(configuration))
  for (const secret of ['hunter22', 'open sesame']) expect(shown).not.toContain(secret)
  const held = folderWith({ key: 'from a file\n' })
  const environment = { RUMBO_OPEN_ID_CLIENT_SECRET_FILE: `${held}/key` }
  expect(secretsOf(read('', { environment }).settings)).toEqual(['from a file'])
})

test('[RS3] a secret that is written in the file is refused, one that is nowhere too', () => {
  const codes = (yaml: string) => faultsOf(yaml).map(({ code }) => code)
  expect(codes('journal: { kind: postgres, url: "postgres://rumbo:hunter22@db/plans" }')).toEqual([
    'config.secret_in_file',
  ])
  expect(codes('openId: { clientSecret: hunter22 }')).toEqual(['config.secret_in_file'])
  expect(codes('openId: { clientSecret: { env: NOWHERE } }')).toEqual(['config.secret_missing'])
  expect(codes('openId: { clientSecret: { file: not-there } }')).toEqual(['config.secret_missing'])
  expect(faultsOf('', { environment: { RUMBO_JOURNAL_URL_FILE: '/not/there' } })[0]!.at).toBe('RUMBO_JOURNAL_URL_FILE')
  const plain = read('journal: { kind: postgres, url: "postgres://rumbo@db/plans", schema: andina }')
  expect(plain.settings['journal.schema']).toBe('andina')
  expect(plain.settings['journal.url']).toBe('postgres://rumbo@db/plans')
})

test('[RS2] a schema is named so that it needs no quotes anywhere', () => {
  for (const name of ['Andina', 'pg_plans', '9plans', 'a-b', 'x; DROP TABLE entry', 'x'.repeat(64)])
    expect(faultsOf(`journal: { schema: "${name}" }`)).toMatchObject([{ code: 'config.form' }])
})

test('[RS4] settings that need each other', () => {
  const missing = (yaml: string) => faultsOf(yaml).map(({ at, values }) => `${at} ${values.by} → ${values.key}`)
  expect(missing('journal:\n  kind: postgres')).toEqual(['rumbo.yaml:2 journal.kind → journal.url'])
  expect(missing('journal: { schema: andina }')).toEqual(['rumbo.yaml:1 journal.schema → journal.url'])
  expect(missing('openId: { issuer: "https://id.andina.cl", rolesOfGroups: { a: demand } }')).toEqual([
    'rumbo.yaml:1 openId.issuer → openId.clientId',
    'rumbo.yaml:1 openId.issuer → publicUrl',
    'rumbo.yaml:1 openId.rolesOfGroups → openId.groupsClaim',
  ])
  const environment = {
    RUMBO_OPEN_ID_ISSUER: 'https://id.andina.cl',
    RUMBO_OPEN_ID_CLIENT_ID: 'rumbo',
    RUMBO_PUBLIC_URL: 'https://plan.andina.cl',
    RUMBO_OPEN_ID_GROUPS_CLAIM: 'groups',
    RUMBO_OPEN_ID_ROLES_OF_GROUPS: 'planners=demand,cfo=finance',
  }
  expect(read('', { environment }).settings['openId.rolesOfGroups']).toEqual({ planners: 'demand', cfo: 'finance' })
})

test('the page about the configuration has every setting with its variable and what is usual', () => {
  const page = fs.readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `(\S+)` \| `(\S+)` \| (.+?) \|/gm)].map(([, key, variable, usual]) => ({
    key,
    variable,
    usual: /^`.+`$/.test(usual!) ? usual!.slice(1, -1) : null,
  }))
  const known = SETTING_KEYS.map((key) => {
    const { usual } = settingOf(key)
    return { key, variable: variableOf(key), usual: usual === null || typeof usual === 'object' ? null : String(usual) }
  })
  expect(rows).toEqual(known)
})
