import { z } from 'zod'
import { type Day, parseDay } from '../core/base/day.js'
import { parseScaled } from '../core/base/decimal.js'
import { SHARE_DECIMALS } from '../core/base/quantity.js'
import type { CompanySettings } from '../core/network/company.js'
import { isCurrency } from './currency-codes.js'

const share = z.number().min(0).max(1)
const date = z
  .union([z.string(), z.date()])
  .transform((value) => (typeof value === 'string' ? value : value.toISOString().slice(0, 10)))
  .refine((text) => parseDay(text) !== null, { message: 'not a date of the form 2026-01-31' })

const fileFormat = z.strictObject({
  decimal: z.enum([',', '.']).optional(),
  dates: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  encoding: z.enum(['utf-8', 'latin-1']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
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
  metrics: z.record(z.string(), z.unknown()).optional(),
  quality: z.strictObject({ badRowValueShare: share.optional() }).optional(),
  rounding: z.unknown().optional(),
  capitalCost: share.optional(),
  /** What a file means where it cannot be recognised: `{ 'sales-*.csv': { decimal: ',', dates: dmy } }`. */
  files: z.record(z.string(), fileFormat).optional(),
})

export type CompanyFile = z.infer<typeof companyFileSchema>
export type FileFormat = z.infer<typeof fileFormat>

export interface CompanyFileFault {
  /** Key of the catalogue. */
  readonly code: string
  readonly key: string
  readonly reason: string
}

/** Checks what was read from `company.yaml`; either the file or everything that is wrong with it. */
export function parseCompanyFile(content: unknown): { file: CompanyFile } | { faults: CompanyFileFault[] } {
  const parsed = companyFileSchema.safeParse(content ?? {})
  if (!parsed.success) return { faults: parsed.error.issues.flatMap(toFaults) }
  const { baseCurrency } = parsed.data
  if (isCurrency(baseCurrency)) return { file: parsed.data }
  return { faults: [{ code: 'contract.base_currency_unknown', key: 'baseCurrency', reason: baseCurrency }] }
}

function toFaults(issue: z.core.$ZodIssue): CompanyFileFault[] {
  const key = issue.path.join('.')
  const reason = issue.message
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({
      code: 'contract.company_key_unknown',
      key: [...issue.path, name].join('.'),
      reason,
    }))
  const missing = issue.code === 'invalid_type' && /received undefined$/.test(reason)
  return [{ code: missing ? 'contract.company_key_missing' : 'contract.company_file_invalid', key: key || '-', reason }]
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
