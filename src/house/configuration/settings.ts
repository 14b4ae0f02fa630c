/** Every setting of a server: what it may be, what is usual, and how it is written. `docs/configuration.md` prints it. */
import { z } from 'zod'
import { ROLES } from '../../access/roles.js'
import { LANGUAGES, type Language } from '../../language/message.js'

/** How text of a variable or an option becomes a value. */
type Kind = 'text' | 'number' | 'boolean' | 'pairs'

export interface Setting<Of = unknown> {
  readonly kind: Kind
  readonly schema: z.ZodType<Of>
  readonly usual: Of
  /** As it is written in `rumbo.yaml`. */
  readonly example: string
  /** In the file it is `{ env: NAME }` or `{ file: path }`, and it is shown nowhere. */
  readonly secret: boolean
}

const setting = <Of>(
  kind: Kind,
  schema: z.ZodType<Exclude<Of, null>>,
  usual: Of,
  example: string,
  secret = false,
): Setting<Of> => ({ kind, schema: schema as unknown as z.ZodType<Of>, usual, example, secret })

const whole = <Of extends number | null>(least: number, most: number, usual: Of, example: string): Setting<Of> =>
  setting<Of>('number', z.number().int().min(least).max(most) as never, usual, example)
const choice = <const Of extends string, Usual extends Of | null>(
  choices: readonly Of[],
  usual: Usual,
  example: Of,
): Setting<Of | Usual> => setting<Of | Usual>('text', z.enum(choices) as never, usual, example)
const text = (usual: string | null, example: string): Setting<string | null> =>
  setting<string | null>('text', z.string().min(1).max(500), usual, example)
const secret = (example: string): Setting<string | null> =>
  setting<string | null>('text', z.string().min(1).max(2000), null, example, true)

/** An address of a site, without a path: browsers and the identity provider are sent there. */
const site = z.url({ protocol: /^https?$/ }).refine((address) => new URL(address).pathname === '/')

/** What PostgreSQL takes without quotes; names that begin with `pg_` are its own. */
const schemaName = z.string().regex(/^(?!pg_)[a-z_][a-z0-9_]{0,62}$/)

export const SETTINGS = {
  host: setting<string>('text', z.string().min(1).max(255), '127.0.0.1', '0.0.0.0'),
  port: whole<number>(0, 65_535, 7070, '7070'),
  publicUrl: setting<string | null>('text', site, null, 'https://plan.andina.cl'),
  trustProxy: setting<boolean>('boolean', z.boolean(), false, 'true'),
  language: choice(LANGUAGES as [Language, ...Language[]], null, 'es'),
  workers: whole<number | null>(0, 64, null, '4'),
  memoryMegabytes: whole<number | null>(256, 1_000_000, null, '8000'),
  'sessions.idleMinutes': whole<number>(1, 10_080, 120, '120'),
  'sessions.longestHours': whole<number>(1, 720, 12, '12'),
  'requests.perSecond': whole<number>(1, 100_000, 50, '50'),
  'requests.burst': whole<number>(1, 1_000_000, 200, '200'),
  'requests.eventsPerSecond': whole<number>(1, 1_000_000, 10_000, '10000'),
  'requests.bodyMegabytes': whole<number>(1, 256, 8, '8'),
  'uploads.mostMegabytes': whole<number>(1, 10_000, 100, '100'),
  'events.heartbeatSeconds': whole<number>(1, 300, 15, '15'),
  'stopping.mostSeconds': whole<number>(1, 600, 30, '30'),
  'standby.reads': setting<boolean>('boolean', z.boolean(), true, 'false'),
  'log.level': choice(['debug', 'info', 'warn', 'error', 'silent'], 'info', 'warn'),
  'log.format': choice(['json', 'text'], 'json', 'text'),
  'journal.kind': choice(['sqlite', 'postgres'], 'sqlite', 'postgres'),
  'journal.url': secret('{ env: RUMBO_POSTGRES }'),
  'journal.schema': setting<string | null>('text', schemaName, null, 'plan_of_andina'),
  'openId.name': setting<string>('text', z.string().min(1).max(100), 'OpenID', 'Andina ID'),
  'openId.issuer': setting<string | null>('text', z.url({ protocol: /^https?$/ }), null, 'https://id.andina.cl'),
  'openId.clientId': text(null, 'rumbo'),
  'openId.clientSecret': secret('{ file: /run/secrets/rumbo-client }'),
  'openId.groupsClaim': text(null, 'groups'),
  'openId.rolesOfGroups': setting(
    'pairs',
    z.record(z.string().min(1).max(200), z.enum(ROLES)),
    {},
    '{ planners: demand, cfo: finance }',
  ),
  'editing.reasonRequiredAbove': setting<number | null>('number', z.number().min(0).max(1e15), null, '10000'),
} as const

export type SettingKey = keyof typeof SETTINGS
export type Settings = { readonly [Key in SettingKey]: (typeof SETTINGS)[Key]['usual'] }

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[]
export const settingOf = (key: SettingKey): Setting => SETTINGS[key] as Setting

/** `requests.perSecond` → `RUMBO_REQUESTS_PER_SECOND` */
export const variableOf = (key: SettingKey): string =>
  `RUMBO_${key
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll('.', '_')
    .toUpperCase()}`
