import type { Company } from '../core/network/company.js'
import type { Plan } from '../core/plan/plan.js'
import { groupMembers } from './cube-rows.js'
import { chainCustomers } from './customer-chain.js'
import { entryOf } from './entry.js'
import { copyFloat64, type Memory, plainMemory, settleInt32 } from './memory.js'
import type { MoneyPlan } from './money-plan.js'
import type { PaymentTerms } from './payment-terms.js'
import { crossesBorder, invoiceTaxRate } from './taxes.js'

/** What an entity invoices to a payer on one set of terms, by bucket, in atoms of the entity's currency. */
export interface Billings {
  readonly entity: number
  /** Position in the plan's accounts. */
  readonly account: number
  readonly terms: PaymentTerms
  readonly net: Float64Array
  readonly tax: Float64Array
}

/** A till is paid at once. */
export const AT_THE_TILL: PaymentTerms = { paymentTermsDays: 0, termsBasis: 'invoice', payWeekday: null }

/**
 * Invoices by entity, payer and terms, kept in blocks of cube rows so that an edit bills again what it touches. A ship-to
 * that says no terms of its own (none, no month end) has those of the nearest parent that does. Where a row of the base
 * cube sells on one set of terms only, its money is the cube's; the few with several are priced by leaf.
 */
export interface BillingBook {
  readonly billings: readonly BillingName[]
  /** Billing b has the entries [start[b], start[b + 1]), in the blocks [blockStart[b], blockStart[b + 1]). */
  readonly start: Int32Array
  readonly blockStart: Int32Array
  /** Block of each entry, billing of each block. */
  readonly blockOf: Int32Array
  readonly billingOf: Int32Array
  readonly cubeRow: Int32Array
  /** Entry e bills the demand rows rows[rowsStart[e] … rowsStart[e + 1]); none: its whole cube row. */
  readonly rowsStart: Int32Array
  readonly rows: Int32Array
  /** Tax of entry e in millionths, at taxRates[taxOf[e] * bucketCount + bucket]. */
  readonly taxOf: Int32Array
  readonly taxRates: Float64Array
  /** Entries of cube row c: ofRow[rowStart[c] … rowStart[c + 1]). */
  readonly rowStart: Int32Array
  readonly ofRow: Int32Array
  /** At [block * bucketCount + bucket]. */
  readonly net: Float64Array
  readonly tax: Float64Array
}

type BillingName = Pick<Billings, 'entity' | 'account' | 'terms'>

interface BillingEntry {
  readonly cubeRow: number
  /** Demand rows, where the cube row sells on other terms as well. */
  readonly rows: Int32Array | null
  readonly taxRate: number
}

export const ENTRIES_PER_BLOCK = 64

type RowsAndTime = Pick<Plan, 'rows' | 'horizon'>

/** Laid out and empty: `billStep` bills. */
export function openBillingBook(
  plan: RowsAndTime,
  money: MoneyPlan,
  company: Company,
  memory: Memory = plainMemory,
): BillingBook {
  const tax = openTaxRates(plan, money, company)
  const { names, entriesOf } = listEntries(plan, money, company, tax.of)
  const entries = entriesOf.flat()
  const start = memory.int32(entriesOf.length + 1)
  const blockStart = memory.int32(entriesOf.length + 1)
  const blockOf = memory.int32(entries.length)
  entriesOf.forEach((list, billing) => {
    start[billing + 1] = start[billing]! + list.length
    blockStart[billing + 1] = blockStart[billing]! + Math.ceil(list.length / ENTRIES_PER_BLOCK)
    for (let at = 0; at < list.length; at++)
      blockOf[start[billing]! + at] = blockStart[billing]! + Math.floor(at / ENTRIES_PER_BLOCK)
  })
  const blocks = blockStart[entriesOf.length]!
  const billingOf = memory.int32(blocks)
  for (let billing = 0; billing < names.length; billing++)
    billingOf.fill(billing, blockStart[billing], blockStart[billing + 1])
  const cubeRow = settleInt32(
    memory,
    entries.map((entry) => entry.cubeRow),
  )
  const ofCubeRow = groupMembers(cubeRow, money.cube.count, memory)
  const split = splitRows(entries)
  const taxRates = memory.float64(tax.list.length * money.bucketCount)
  tax.list.forEach((rates, at) => {
    taxRates.set(rates, at * money.bucketCount)
  })
  return {
    billings: names,
    start,
    blockStart,
    blockOf,
    billingOf,
    cubeRow,
    rowsStart: settleInt32(memory, split.start),
    rows: settleInt32(memory, split.rows),
    taxOf: settleInt32(
      memory,
      entries.map(({ taxRate }) => taxRate),
    ),
    taxRates,
    rowStart: ofCubeRow.start,
    ofRow: ofCubeRow.members,
    net: memory.float64(blocks * money.bucketCount),
    tax: memory.float64(blocks * money.bucketCount),
  }
}

export function copyBillingBook(book: BillingBook, memory: Memory): BillingBook {
  return { ...book, net: copyFloat64(memory, book.net), tax: copyFloat64(memory, book.tax) }
}

/** The blocks added up. */
export function closeBillings({ billings, blockStart, net, tax }: BillingBook, bucketCount: number): Billings[] {
  const sumOf = (blocks: Float64Array, billing: number): Float64Array => {
    const sum = new Float64Array(bucketCount)
    for (let block = blockStart[billing]!; block < blockStart[billing + 1]!; block++)
      for (let bucket = 0; bucket < bucketCount; bucket++) sum[bucket]! += blocks[block * bucketCount + bucket]!
    return sum
  }
  return billings.map((name, billing) => ({ ...name, net: sumOf(net, billing), tax: sumOf(tax, billing) }))
}

/** The demand rows of the entries that name theirs, one entry after the other. */
function splitRows(entries: readonly BillingEntry[]): { start: number[]; rows: number[] } {
  const start = [0]
  const rows: number[] = []
  for (const entry of entries) {
    for (const row of entry.rows ?? []) rows.push(row)
    start.push(rows.length)
  }
  return { start, rows }
}

function listEntries(plan: RowsAndTime, money: MoneyPlan, company: Company, taxRateOf: (cubeRow: number) => number) {
  const { termsOf, list } = termsOfCustomers(company)
  const { customer } = plan.rows.demand
  const { cube } = money
  const termsOfRow = (row: number): number => (customer[row]! < 0 ? -1 : termsOf[customer[row]!]!)
  const known = new Map<string, number>()
  const names: BillingName[] = []
  const entriesOf: BillingEntry[][] = []
  for (let cubeRow = 0; cubeRow < cube.count; cubeRow++) {
    const members = cube.memberRow.subarray(cube.memberStart[cubeRow], cube.memberStart[cubeRow + 1])
    const ofTerms = [...new Set(Array.from(members, termsOfRow))]
    for (const terms of ofTerms) {
      const entity = cube.entity[cubeRow]!
      const account = cube.account[cubeRow]!
      const billing = entryOf(known, `${entity} ${account} ${terms}`, () => {
        entriesOf.push([])
        return names.push({ entity, account, terms: terms < 0 ? AT_THE_TILL : list[terms]! }) - 1
      })
      const rows = ofTerms.length === 1 ? null : members.filter((row) => termsOfRow(row) === terms)
      entriesOf[billing]!.push({ cubeRow, rows, taxRate: taxRateOf(cubeRow) })
    }
  }
  return { names, entriesOf }
}

/** Terms of each customer as a position in a list. */
export function termsOfCustomers(company: Company): { termsOf: Int32Array; list: PaymentTerms[] } {
  const { chain } = chainCustomers(company.customers)
  const list: PaymentTerms[] = []
  const positions = new Map<string, number>()
  const says = (terms: PaymentTerms): boolean => terms.paymentTermsDays !== 0 || terms.termsBasis === 'month_end'
  const termsOf = Int32Array.from(company.customers, (own, at) => {
    const named = [...chain[at]!].map((position) => company.customers[position]!).find(says) ?? own
    const { paymentTermsDays, termsBasis, payWeekday } = named
    const key = `${paymentTermsDays} ${termsBasis} ${payWeekday}`
    return entryOf(positions, key, () => list.push({ paymentTermsDays, termsBasis, payWeekday }) - 1)
  })
  return { termsOf, list }
}

/** Tax of a cube row by bucket: the seller's country, the family's class, the first day of the bucket; none on exports. */
function openTaxRates(plan: Pick<Plan, 'horizon'>, money: MoneyPlan, company: Company) {
  const known = new Map<string, number>()
  const list: Float64Array[] = []
  const of = (cubeRow: number): number => {
    const { country } = money.entities[money.cube.entity[cubeRow]!]!
    const { id, category } = money.families[money.cube.family[cubeRow]!]!
    const exported = crossesBorder(country, money.accounts[money.cube.account[cubeRow]!]!.country)
    const rateOn = (day: number): number => (exported ? 0 : invoiceTaxRate(company.taxes, country, [id, category], day))
    return entryOf(
      known,
      exported ? '' : `${country}\u0001${category}\u0001${id}`,
      () => list.push(Float64Array.from(plan.horizon.firstDay, rateOn)) - 1,
    )
  }
  return { of, list }
}
