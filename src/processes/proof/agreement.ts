import { type Day, formatMonth, type Month } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import type { Quantity } from '../../core/base/quantity.js'
import type { OwnedChange } from '../../core/plan/version.js'

/** What is sold of one place and month. Money is in whole minor units of the base currency. */
export interface SalesCell {
  readonly country: string
  readonly account: string
  readonly family: string
  readonly month: Month
  /** Net sales. */
  readonly amount: number
  /** Net sales less standard cost; 0 where the side does not speak of cost. */
  readonly margin: number
  readonly units: Quantity
}

interface Sides {
  readonly signed: readonly SalesCell[]
  readonly live: readonly SalesCell[]
}

/** Signed less live, of a cell where they differ. */
export interface Difference extends SalesCell {
  /** Who answers for it: the first change that covers it and has not expired; null = nobody. */
  readonly change: OwnedChange | null
}

/** Plan of record less live, split by owner. All amounts are decimal strings in major units. */
export interface Agreement {
  readonly record: string
  readonly currency: string
  /** Money that differs and that nobody owns, netted: the One Number gap. */
  readonly amount: string
  /** True while any cell differs without an owner, even where the differences cancel. */
  readonly open: boolean
  readonly owned: readonly { readonly owner: string; readonly reason: string; readonly amount: string }[]
  /** Largest first; owner '' = nobody. */
  readonly lines: readonly AgreementLine[]
}

export interface AgreementLine {
  readonly month: string
  readonly country: string
  readonly account: string
  readonly family: string
  readonly amount: string
  readonly owner: string
}

/** Where signed and live differ, in net sales or in units, most money first, and who answers for it on the plan day. */
export function differencesOwned({ signed, live }: Sides, changes: readonly OwnedChange[], planDay: Day): Difference[] {
  const standing = changes.filter((change) => change.expires >= planDay)
  return differences(signed, live).map((cell) => ({
    ...cell,
    change: standing.find((candidate) => covers(candidate, cell)) ?? null,
  }))
}

/** Compares the plan of record with the live plan, cell by cell. What differs and nobody owns is the gap. */
export function compareWithRecord(given: {
  compared: Sides & { readonly record: string }
  changes: readonly OwnedChange[]
  planDay: Day
  currency: string
  decimals: number
}): Agreement {
  const { currency, decimals } = given
  const print = (amount: number): string => formatScaled(amount, decimals)
  const differing = differencesOwned(given.compared, given.changes, given.planDay).filter(({ amount }) => amount !== 0)
  const ownedBy = new Map<OwnedChange, number>()
  let gap = 0
  for (const { change, amount } of differing)
    if (change === null) gap += amount
    else ownedBy.set(change, (ownedBy.get(change) ?? 0) + amount)
  return {
    record: given.compared.record,
    currency,
    amount: print(gap),
    open: differing.some(({ change }) => change === null),
    owned: [...ownedBy].map(([{ owner, reason }, amount]) => ({ owner, reason, amount: print(amount) })),
    lines: differing.map(({ month, country, account, family, amount, change }) => ({
      month: formatMonth(month),
      country,
      account,
      family,
      amount: print(amount),
      owner: change?.owner ?? '',
    })),
  }
}

function differences(signed: readonly SalesCell[], live: readonly SalesCell[]): SalesCell[] {
  const cells = new Map<string, SalesCell>()
  const add = (cell: SalesCell, sign: 1 | -1): void => {
    const key = `${keyOf(cell)}\n${cell.month}`
    const known = cells.get(key) ?? { ...cell, amount: 0, margin: 0, units: 0 }
    cells.set(key, {
      ...known,
      amount: known.amount + sign * cell.amount,
      margin: known.margin + sign * cell.margin,
      units: known.units + sign * cell.units,
    })
  }
  for (const cell of signed) add(cell, 1)
  for (const cell of live) add(cell, -1)
  return [...cells.values()]
    .filter((cell) => cell.amount !== 0 || cell.units !== 0)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || a.month - b.month || (keyOf(a) < keyOf(b) ? -1 : 1))
}

const keyOf = (cell: SalesCell): string => `${cell.country}\n${cell.account}\n${cell.family}`

function covers(change: OwnedChange, cell: SalesCell): boolean {
  return (
    (change.country ?? cell.country) === cell.country &&
    (change.account ?? cell.account) === cell.account &&
    (change.family ?? cell.family) === cell.family &&
    (change.fromMonth ?? cell.month) <= cell.month &&
    (change.toMonth ?? cell.month) >= cell.month
  )
}
