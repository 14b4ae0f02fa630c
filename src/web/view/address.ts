/** What is looked at: all of it stands in the address, so that a link is a view (docs/specs/pages.md WB2). */
import { type FiscalCalendarName, isFiscalCalendarName } from '../../core/calendar/fiscal-calendar.js'
import type { Scope } from '../../core/edit/box.js'
import { MAIN } from '../../core/edit/intent.js'
import { readWay, wayText } from './way-text.js'

/** The address after `?`: flat texts, each of which may be absent. */
export type Address = Readonly<Partial<Record<string, string>>>

export const AS = ['units', 'value'] as const
export type As = (typeof AS)[number]

export interface View {
  readonly scenario: string
  readonly scope: Scope
  readonly as: As
  /** Null: the company's own. */
  readonly currency: string | null
  /** By which weeks and months time is told. Null: the plan's own. */
  readonly calendar: FiscalCalendarName | null
}

/** What every screen keeps when one goes from one to another. */
export const KEPT = ['in', 'product', 'location', 'customer', 'as', 'currency', 'calendar'] as const

export const readView = (address: Address): View => ({
  scenario: address.in ?? MAIN,
  scope: {
    product: readWay(address.product ?? ''),
    location: readWay(address.location ?? ''),
    customer: readWay(address.customer ?? ''),
  },
  as: address.as === 'value' ? 'value' : 'units',
  currency: address.currency ?? null,
  calendar: address.calendar !== undefined && isFiscalCalendarName(address.calendar) ? address.calendar : null,
})

/** What of an address is no more than usual is left out. */
export function writeView({
  scenario,
  scope,
  as,
  currency,
  calendar,
}: Partial<View>): Record<string, string | undefined> {
  return {
    ...(scenario === undefined ? {} : { in: scenario === MAIN ? undefined : scenario }),
    ...(scope === undefined
      ? {}
      : { product: wayOf(scope.product), location: wayOf(scope.location), customer: wayOf(scope.customer) }),
    ...(as === undefined ? {} : { as: as === 'units' ? undefined : as }),
    ...(currency === undefined ? {} : { currency: currency ?? undefined }),
    ...(calendar === undefined ? {} : { calendar: calendar ?? undefined }),
  }
}

const wayOf = (way: readonly string[]): string | undefined => (way.length === 0 ? undefined : wayText(way))

export const readAddress = (search: string): Address => Object.fromEntries(new URLSearchParams(search))
export function writeAddress(address: Address): string {
  const search = new URLSearchParams()
  for (const [name, text] of Object.entries(address)) if (text !== undefined) search.set(name, text)
  return search.size === 0 ? '' : `?${search}`
}
