import { type Day, formatMonth, type Month } from '../../core/base/day.js'
import { formatScaled } from '../../core/base/decimal.js'
import type { OwnedChange } from '../../core/plan/version.js'

/** Net sales of one place and month, in whole minor units of the base currency. */
export interface SalesCell {
  readonly country: string
  readonly account: string
  readonly family: string
  readonly month: Month
  readonly amount: number
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

/**
 * Compares the plan of record with the live plan, cell by cell, over the months that both cover. Each cell that differs
 * belongs to the first change, in order, that covers it and has not expired; what nobody owns is the gap.
 */
export function compareWithRecord(given: {
  record: string
  signed: readonly SalesCell[]
  live: readonly SalesCell[]
  changes: readonly OwnedChange[]
  planDay: Day
  currency: string
  decimals: number
}): Agreement {
  const { record, currency, decimals, planDay } = given
  const changes = given.changes.filter((change) => change.expires >= planDay)
  const print = (amount: number): string => formatScaled(amount, decimals)
  const differing = differences(given.signed, given.live)
  const ownedBy = new Map<OwnedChange, number>()
  let gap = 0
  let open = false
  const lines = differing.map((cell) => {
    const change = changes.find((candidate) => covers(candidate, cell))
    if (change === undefined) {
      gap += cell.amount
      open = true
    } else ownedBy.set(change, (ownedBy.get(change) ?? 0) + cell.amount)
    const { country, account, family, amount } = cell
    return {
      month: formatMonth(cell.month),
      country,
      account,
      family,
      amount: print(amount),
      owner: change?.owner ?? '',
    }
  })
  const owned = [...ownedBy].map(([{ owner, reason }, amount]) => ({ owner, reason, amount: print(amount) }))
  return { record, currency, amount: print(gap), open, owned, lines }
}

function differences(signed: readonly SalesCell[], live: readonly SalesCell[]): SalesCell[] {
  const months = new Set(live.map((cell) => cell.month))
  const cells = new Map<string, SalesCell>()
  const add = (cell: SalesCell, sign: 1 | -1): void => {
    if (!months.has(cell.month)) return
    const key = [cell.country, cell.account, cell.family, cell.month].join('\n')
    const amount = (cells.get(key)?.amount ?? 0) + sign * cell.amount
    cells.set(key, { ...cell, amount })
  }
  for (const cell of signed) add(cell, 1)
  for (const cell of live) add(cell, -1)
  return [...cells.values()]
    .filter((cell) => cell.amount !== 0)
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
