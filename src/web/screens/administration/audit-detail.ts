import type { Grant } from '../../server/people.js'
import { byteSize } from '../../words/byte-size.js'
import type { Words } from '../../words/words.js'
import { scopeText } from './scope-text.js'

type Detail = Readonly<Record<string, unknown>>

/** What a record of the audit says beyond who, what and whom; what there are no words for is shown as it is kept. */
export function detailText(detail: Detail, words: Words): string {
  if (isGrant(detail.before) && isGrant(detail.after))
    return `${grantText(detail.before, words)} → ${grantText(detail.after, words)}`
  if (isRecord(detail.was) && isRecord(detail.is)) return accountText(detail.was, detail.is, words)
  if (isGrant(detail.grant)) return grantText(detail.grant, words)
  if (typeof detail.bytes === 'number') {
    const sha = typeof detail.sha256 === 'string' ? ` · sha256 ${detail.sha256.slice(0, 12)}…` : ''
    return byteSize(detail.bytes, words.number) + sha
  }
  if (typeof detail.how === 'string')
    return words.sayCode(`web.audit_by_${detail.how.replaceAll(' ', '_')}`, {}, detail.how)
  if (typeof detail.kind === 'string' && typeof detail.days === 'number')
    return words.say('web.audit_token_of', {
      name: String(detail.name),
      kind: words.sayCode(`web.token_kind_${detail.kind}`, {}, detail.kind),
      days: detail.days,
    })
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
}

const isRecord = (value: unknown): value is Detail => typeof value === 'object' && value !== null

function accountText(was: Detail, is: Detail, { sayCode }: Words): string {
  return Object.keys(is)
    .map((field) => `${sayCode(`web.account_${field}`, {}, field)}: ${was[field] ?? '–'} → ${is[field] ?? '–'}`)
    .join(' · ')
}

const isGrant = (value: unknown): value is Grant =>
  typeof value === 'object' && value !== null && 'roles' in value && 'scopes' in value

function grantText({ roles, scopes, measures, processes }: Grant, words: Words): string {
  const { say } = words
  const parts = [
    roles.map((role) => say(`web.role_${role}`)).join(', ') || say('web.admin_no_roles'),
    scopes.map((scope) => scopeText(scope, words)).join(' + ') || say('web.admin_no_scope'),
    ...(measures ? [measures.map((group) => say(`web.group_${group}`)).join(', ')] : []),
    ...(processes ? [processes.map((process) => say(`web.process_${process}`)).join(', ')] : []),
  ]
  return parts.join(' / ')
}
