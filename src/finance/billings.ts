import type { Company } from '../core/network/company.js'
import type { Plan } from '../core/plan/plan.js'
import { RowMarks, rowsOf } from '../core/plan/row-set.js'
import type { Buckets } from '../core/plan/step.js'
import { groupMembers } from './cube-rows.js'
import { chainCustomers } from './customer-chain.js'
import { entryOf } from './entry.js'
import { addLineMoney, divisorOfCubeRow, recogniseUnits } from './leaf-money.js'
import { plainMemory } from './memory.js'
import type { BaseLine, MoneyPlan } from './money-plan.js'
import type { PaymentTerms } from './payment-terms.js'
import { portion } from './portion.js'
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

/** The invoice: gross less what is on it. Rebates, trade spend and fines are settled apart and do not shorten it. */
const ON_INVOICE: readonly { line: BaseLine; sign: 1 | -1 }[] = [
  { line: 'grossSales', sign: 1 },
  { line: 'onInvoiceDiscounts', sign: -1 },
  { line: 'returns', sign: -1 },
]

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
  readonly entries: readonly BillingEntry[]
  readonly blockOf: Int32Array
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
  readonly taxRate: Float64Array
}

const ENTRIES_PER_BLOCK = 64

type BilledPlan = Pick<Plan, 'rows' | 'columns' | 'horizon'>

/** Billed as the plan is. The base cube must have been filled. */
export function openBillingBook(plan: BilledPlan, money: MoneyPlan, company: Company): BillingBook {
  const { names, entriesOf } = listEntries(plan, money, company)
  const entries = entriesOf.flat()
  const start = Int32Array.from([0, ...entriesOf.map((list) => list.length)])
  const blockStart = start.map((count) => Math.ceil(count / ENTRIES_PER_BLOCK))
  for (let at = 1; at < start.length; at++) {
    start[at]! += start[at - 1]!
    blockStart[at]! += blockStart[at - 1]!
  }
  const blockOf = new Int32Array(entries.length)
  entriesOf.forEach((list, billing) => {
    list.forEach((_, at) => {
      blockOf[start[billing]! + at] = blockStart[billing]! + Math.floor(at / ENTRIES_PER_BLOCK)
    })
  })
  const ofCubeRow = groupMembers(
    Int32Array.from(entries, ({ cubeRow }) => cubeRow),
    money.cube.count,
    plainMemory,
  )
  const cells = blockStart[blockStart.length - 1]! * money.bucketCount
  const book = {
    billings: names,
    start,
    blockStart,
    entries,
    blockOf,
    rowStart: ofCubeRow.start,
    ofRow: ofCubeRow.members,
    net: new Float64Array(cells),
    tax: new Float64Array(cells),
  }
  const blocks = rowsOf('all', blockStart[blockStart.length - 1]!)
  billBlocks(book, plan, money, blocks, { from: 0, to: money.bucketCount })
  return book
}

/** Bills again what these cube rows belong to, in these buckets. */
export function refreshBillings(
  book: BillingBook,
  plan: BilledPlan,
  money: MoneyPlan,
  cubeRows: Int32Array,
  buckets: Buckets,
): void {
  const marks = new RowMarks(book.blockStart[book.blockStart.length - 1]!)
  for (const row of cubeRows)
    for (let at = book.rowStart[row]!; at < book.rowStart[row + 1]!; at++) marks.add(book.blockOf[book.ofRow[at]!]!)
  billBlocks(book, plan, money, marks.sorted(), buckets)
}

export const copyBillingBook = (book: BillingBook): BillingBook => ({
  ...book,
  net: book.net.slice(),
  tax: book.tax.slice(),
})

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

function listEntries(plan: BilledPlan, money: MoneyPlan, company: Company) {
  const { termsOf, list } = termsOfCustomers(company)
  const taxRateOf = taxRates(plan, money, company)
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

function billBlocks(
  book: BillingBook,
  plan: BilledPlan,
  money: MoneyPlan,
  blocks: Int32Array,
  { from, to }: Buckets,
): void {
  const count = money.bucketCount
  const billingOf = new Int32Array(book.blockStart[book.blockStart.length - 1]!)
  for (let billing = 0; billing < book.billings.length; billing++)
    billingOf.fill(billing, book.blockStart[billing], book.blockStart[billing + 1])
  const net = new Float64Array(count)
  for (const block of blocks) {
    const billing = billingOf[block]!
    const first = book.start[billing]! + (block - book.blockStart[billing]!) * ENTRIES_PER_BLOCK
    const end = Math.min(first + ENTRIES_PER_BLOCK, book.start[billing + 1]!)
    const at = block * count
    book.net.fill(0, at + from, at + to)
    book.tax.fill(0, at + from, at + to)
    for (let entry = first; entry < end; entry++) {
      const { cubeRow, rows, taxRate } = book.entries[entry]!
      net.fill(0)
      if (rows === null) addNetOfCubeRow(money, cubeRow, net, from, to)
      else addNetOfRows(plan, money, cubeRow, rows, net)
      for (let bucket = from; bucket < to; bucket++) {
        book.net[at + bucket]! += net[bucket]!
        book.tax[at + bucket]! += portion(net[bucket]!, taxRate[bucket]!, 1_000_000)
      }
    }
  }
}

function termsOfCustomers(company: Company): { termsOf: Int32Array; list: PaymentTerms[] } {
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
function taxRates(plan: Pick<Plan, 'horizon'>, money: MoneyPlan, company: Company): (cubeRow: number) => Float64Array {
  const known = new Map<string, Float64Array>()
  return (cubeRow) => {
    const { country } = money.entities[money.cube.entity[cubeRow]!]!
    const { id, category } = money.families[money.cube.family[cubeRow]!]!
    const exported = crossesBorder(country, money.accounts[money.cube.account[cubeRow]!]!.country)
    return entryOf(known, exported ? '' : `${country}\u0001${category}\u0001${id}`, () =>
      Float64Array.from(plan.horizon.firstDay, (day) =>
        exported ? 0 : invoiceTaxRate(company.taxes, country, [id, category], day),
      ),
    )
  }
}

function addNetOfCubeRow(money: MoneyPlan, cubeRow: number, net: Float64Array, from: number, to: number): void {
  for (const { line, sign } of ON_INVOICE) {
    const cube = money.cubeMoney[line]
    if (cube === null) continue
    for (let bucket = from; bucket < to; bucket++) net[bucket]! += sign * cube[cubeRow * net.length + bucket]!
  }
}

function addNetOfRows(
  plan: Pick<Plan, 'columns'>,
  money: MoneyPlan,
  cubeRow: number,
  rows: Int32Array,
  net: Float64Array,
): void {
  const units = new Float64Array(money.bucketCount)
  const amounts = new Float64Array(money.bucketCount)
  const divisor = divisorOfCubeRow(money, cubeRow)
  for (const row of rows) {
    recogniseUnits(money, plan.columns, row, units)
    for (const { line, sign } of ON_INVOICE) {
      amounts.fill(0)
      addLineMoney(money, line, row, units, divisor, amounts, 0)
      for (let bucket = 0; bucket < net.length; bucket++) net[bucket]! += sign * amounts[bucket]!
    }
  }
}
