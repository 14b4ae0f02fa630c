/** Sums of what happened by each way in which a report is grouped: one name at a time, so that what is kept stays short. */
import type { Company } from '../core/network/company.js'
import { listAccounts } from './cube-rows.js'
import { chainCustomers } from './customer-chain.js'
import { entryOf } from './entry.js'

/** The groups of a report. */
export const GROUP_KINDS = [
  'country',
  'family',
  'customer',
  'item',
  'company',
  'category',
  'channel',
  'account',
] as const
export type GroupKind = (typeof GROUP_KINDS)[number]
export type GroupNames = Readonly<Record<GroupKind, string>>

/** Amounts of key k at cells[k * width … (k + 1) * width). */
export interface KeyedCells {
  readonly keys: readonly string[]
  readonly cells: Float64Array
}
export type GroupCells = Readonly<Record<GroupKind, KeyedCells>>

const NOBODY = { id: '', country: '', channel: '' }

/** What a sale's place is called in each grouping, by positions; the same names as a plan's P&L has. */
export function salePlaces(company: Company): (product: number, location: number, customer: number) => GroupNames {
  const book = listAccounts(company, chainCustomers(company.customers))
  const first = company.entities[0]?.id ?? 'main'
  return (product, location, customer) => {
    const { id: item, family, category } = company.products[product]!
    // What was sold at no place that could be named, to nobody that could be named, has no account.
    const isNamed = customer >= 0 || location >= 0
    const account = isNamed ? book.accounts[book.accountOf(customer, location)]! : NOBODY
    return {
      country: account.country,
      family,
      customer: company.customers[customer]?.id ?? '',
      item,
      company: company.locations[location]?.entity ?? first,
      category,
      channel: account.channel,
      account: account.id,
    }
  }
}

export interface GroupBook {
  /** Adds to cells of a place from `at` on. */
  add(names: GroupNames, at: number, amounts: ArrayLike<number>): void
  close(): GroupCells
}

/** @param width cells of each name */
export function openGroupBook(width: number): GroupBook {
  const books = GROUP_KINDS.map((kind) => ({ kind, rows: new Map<string, Float64Array>() }))
  return {
    add(names, at, amounts) {
      for (const { kind, rows } of books) {
        const cells = entryOf(rows, names[kind], () => new Float64Array(width))
        for (let cell = 0; cell < amounts.length; cell++) cells[at + cell]! += amounts[cell]!
      }
    },
    close: () =>
      Object.fromEntries(
        books.map(({ kind, rows }) => {
          const keys = [...rows.keys()].sort()
          const cells = new Float64Array(keys.length * width)
          keys.forEach((key, row) => {
            cells.set(rows.get(key)!, row * width)
          })
          return [kind, { keys, cells }]
        }),
      ) as unknown as GroupCells,
  }
}

/** All names of a grouping together: the same whatever the grouping. */
export function sumOfGroups({ keys, cells }: KeyedCells, width: number): Float64Array {
  const sum = new Float64Array(width)
  for (let row = 0; row < keys.length; row++) for (let at = 0; at < width; at++) sum[at]! += cells[row * width + at]!
  return sum
}
