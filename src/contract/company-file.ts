import { z } from 'zod'
import { type Day, parseDay } from '../core/base/day.js'
import { parseScaled } from '../core/base/decimal.js'
import { SHARE_DECIMALS } from '../core/base/quantity.js'
import { ADHERENCE_LEVELS, type AdherenceTolerances, type CompanySettings } from '../core/network/company.js'
import { isCurrency } from './currency-codes.js'

const share = z.number().min(0).max(1)
const date = z
  .union([z.string(), z.date()])
  .transform((value) => (typeof value === 'string' ? value : value.toISOString().slice(0, 10)))
  .refine((text) => parseDay(text) !== null)

const fileFormat = z.strictObject({
  decimal: z.enum([',', '.']).optional(),
  dates: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  encoding: z.enum(['utf-8', 'latin-1']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
})

/** Every level once. */
const levels = z.array(z.enum(ADHERENCE_LEVELS)).refine((order) => {
  return order.length === ADHERENCE_LEVELS.length && new Set(order).size === order.length
})

const weekday = z.union([
  z.number().int().min(1).max(7),
  z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']),
])

/** `company.yaml`. Keys nobody knows are refused, so that a slip of the pen does not pass for a setting. */
export const companyFileSchema = z.strictObject({
  name: z.string().min(1),
  baseCurrency: z.string().regex(/^[A-Z]{3}$/),
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
  planDate: date.optional(),
  weekStart: weekday.optional(),
  fiscalCalendar: z.string().optional(),
  horizon: z
    .strictObject({
      days: z.number().int().min(1).max(366).optional(),
      weeks: z.number().int().min(1).max(104).optional(),
      months: z.number().int().min(1).max(60).optional(),
    })
    .optional(),
  language: z.enum(['es', 'pt', 'en']).optional(),
  tolerances: z.record(z.string(), z.number()).optional(),
  metrics: z.looseObject({ adherenceOrder: levels.optional() }).optional(),
  quality: z.strictObject({ badRowValueShare: share.optional() }).optional(),
  rounding: z.unknown().optional(),
  capitalCost: share.optional(),
  /** What a file means where it cannot be recognised: `{ 'sales-*.csv': { decimal: ',', dates: dmy } }`. */
  files: z.record(z.string(), fileFormat).optional(),
})

export type CompanyFile = z.infer<typeof companyFileSchema>
export type FileFormat = z.infer<typeof fileFormat>

/** How each key is written, `*` for names and positions of the reader's own: words and signs that need no language. */
export const KEY_EXAMPLES: Readonly<Record<string, string>> = {
  '': 'name: Andina',
  name: 'Andina',
  baseCurrency: 'CLP',
  countries: '[CL, PE]',
  'countries.*': 'CL',
  planDate: '2026-01-31',
  weekStart: 'monday',
  fiscalCalendar: 'month',
  horizon: '{ days: 28, weeks: 26, months: 24 }',
  'horizon.days': '28',
  'horizon.weeks': '26',
  'horizon.months': '24',
  language: 'es',
  tolerances: '{ netSales: 0.01 }',
  'tolerances.*': '0.01',
  metrics: '{ fillRate: units }',
  'metrics.adherenceOrder': '[family, item, location]',
  quality: '{ badRowValueShare: 0.02 }',
  'quality.badRowValueShare': '0.02',
  capitalCost: '0.11',
  files: '{ "sales-*.csv": { decimal: ",", dates: dmy } }',
  'files.*': '{ decimal: ",", dates: dmy }',
  'files.*.decimal': '","',
  'files.*.dates': 'dmy',
  'files.*.encoding': 'utf-8',
  'files.*.delimiter': '";"',
}

export interface CompanyFileFault {
  /** Key of the catalogue. */
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

/** Checks what was read from `company.yaml`; either the file or everything that is wrong with it. */
export function parseCompanyFile(content: unknown): { file: CompanyFile } | { faults: CompanyFileFault[] } {
  const parsed = companyFileSchema.safeParse(content ?? {})
  if (!parsed.success) return { faults: parsed.error.issues.flatMap((issue) => toFaults(issue, content ?? {})) }
  const { baseCurrency } = parsed.data
  if (isCurrency(baseCurrency)) return { file: parsed.data }
  return {
    faults: [{ code: 'contract.base_currency_unknown', values: { key: 'baseCurrency', reason: baseCurrency } }],
  }
}

function toFaults(issue: z.core.$ZodIssue, content: unknown): CompanyFileFault[] {
  const key = issue.path.join('.') || '-'
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({
      code: 'contract.company_key_unknown',
      values: { key: [...issue.path, name].join('.') },
    }))
  if (issue.path.length > 0 && valueAt(content, issue.path) === undefined)
    return [{ code: 'contract.company_key_missing', values: { key } }]
  if (issue.code === 'too_small' && issue.origin === 'number')
    return [{ code: 'contract.company_value_least', values: { key, least: Number(issue.minimum) } }]
  if (issue.code === 'too_big')
    return [{ code: 'contract.company_value_most', values: { key, most: Number(issue.maximum) } }]
  if (issue.code === 'invalid_value')
    return [{ code: 'contract.company_value_choice', values: { key, choices: issue.values.map(written).join(', ') } }]
  return [{ code: 'contract.company_value_form', values: { key, example: exampleOf(issue.path) } }]
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((at: unknown, name) => (at as Record<PropertyKey, unknown> | null | undefined)?.[name], content)
}

const written = (choice: unknown): string => (/^\w/.test(String(choice)) ? String(choice) : JSON.stringify(choice))

/** The example of the key, or of the pattern it falls under. */
function exampleOf(path: readonly PropertyKey[]): string {
  const names = path.map(String)
  const own = ([pattern]: [string, string]): boolean => {
    const parts = pattern === '' ? [] : pattern.split('.')
    return parts.length === names.length && parts.every((part, at) => part === '*' || part === names[at])
  }
  return Object.entries(KEY_EXAMPLES).find(own)?.[1] ?? KEY_EXAMPLES['']!
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
export const DEFAULT_BAD_ROW_VALUE_SHARE = 0.02

/** Settings with every default written out. `today` is the plan date of a folder that names none. */
export function settingsOf(file: CompanyFile, today: Day): CompanySettings {
  const weekStart = file.weekStart ?? 1
  return {
    name: file.name,
    baseCurrency: file.baseCurrency,
    countries: file.countries,
    planDay: file.planDate === undefined ? today : parseDay(file.planDate)!,
    weekStart: typeof weekStart === 'number' ? weekStart : WEEKDAYS.indexOf(weekStart) + 1,
    fiscalCalendar: file.fiscalCalendar ?? 'month',
    horizon: {
      days: file.horizon?.days ?? 28,
      weeks: file.horizon?.weeks ?? 26,
      months: file.horizon?.months ?? 24,
    },
    language: file.language ?? 'es',
    capitalCost: toShare(file.capitalCost ?? 0),
    badRowValueShare: toShare(file.quality?.badRowValueShare ?? DEFAULT_BAD_ROW_VALUE_SHARE),
    ...adherenceOf(file),
  }
}

/** Nothing where the file says nothing, so that what is usual stays what is usual. */
function adherenceOf({
  tolerances = {},
  metrics,
}: CompanyFile): Pick<CompanySettings, 'adherenceTolerances' | 'adherenceOrder'> {
  const shares: { -readonly [Class in keyof AdherenceTolerances]?: number } = {}
  for (const of of ['a', 'b', 'c'] as const) {
    const said = tolerances[`adherence${of.toUpperCase()}`]
    if (said !== undefined) shares[of] = toShare(said)
  }
  const order = metrics?.adherenceOrder
  return {
    ...(Object.keys(shares).length === 0 ? {} : { adherenceTolerances: shares }),
    ...(order === undefined ? {} : { adherenceOrder: order }),
  }
}

const toShare = (fraction: number): number => parseScaled(fraction.toFixed(SHARE_DECIMALS), SHARE_DECIMALS)!

/** The declared format of a file, by the first pattern that matches its path; `*` stands for anything. */
export function declaredFormat(file: CompanyFile, path: string): FileFormat {
  for (const [pattern, format] of Object.entries(file.files ?? {}))
    if (matches(pattern.toLowerCase(), path.toLowerCase())) return format
  return {}
}

/** Part by part, each at its first place: a regular expression of forty stars would try every way to share the path. */
function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('*')
  const first = parts[0]!
  const last = parts[parts.length - 1]!
  if (parts.length === 1) return pattern === path
  if (!path.startsWith(first) || !path.endsWith(last) || path.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= path.length - last.length
}
