import type { Company } from '../core/network/company.js'
import type { Plan } from '../core/plan/plan.js'
import { chainCustomers } from './customer-chain.js'
import { entryOf } from './entry.js'
import { addLineMoney, divisorOfCubeRow, recogniseUnits } from './leaf-money.js'
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
 * Invoices by entity, payer and terms. A ship-to that says no terms of its own (none, no month end) has those of the
 * nearest parent that does. Where a row of the base cube sells on one set of terms only, its money is the cube's; the
 * few with several are priced by leaf.
 */
export function billCustomers(
  plan: Pick<Plan, 'rows' | 'columns' | 'horizon'>,
  money: MoneyPlan,
  company: Company,
): Billings[] {
  const { termsOf, list } = termsOfCustomers(company)
  const billings = new Map<string, Billings>()
  const taxRateOf = taxRates(plan, money, company)
  const { customer } = plan.rows.demand
  const { cube, bucketCount } = money
  for (let cubeRow = 0; cubeRow < cube.count; cubeRow++) {
    const members = cube.memberRow.subarray(cube.memberStart[cubeRow], cube.memberStart[cubeRow + 1])
    const groups = new Map<number, number[]>()
    for (const row of members) entryOf(groups, customer[row]! < 0 ? -1 : termsOf[customer[row]!]!, () => []).push(row)
    for (const [terms, rows] of groups) {
      const entity = cube.entity[cubeRow]!
      const account = cube.account[cubeRow]!
      const into = entryOf(billings, `${entity} ${account} ${terms}`, () => ({
        entity,
        account,
        terms: terms < 0 ? AT_THE_TILL : list[terms]!,
        net: new Float64Array(bucketCount),
        tax: new Float64Array(bucketCount),
      }))
      const net = groups.size === 1 ? netOfCubeRow(money, cubeRow) : netOfRows(plan, money, cubeRow, rows)
      const rate = taxRateOf(cubeRow)
      for (let bucket = 0; bucket < bucketCount; bucket++) {
        into.net[bucket]! += net[bucket]!
        into.tax[bucket]! += portion(net[bucket]!, rate[bucket]!, 1_000_000)
      }
    }
  }
  return [...billings.values()]
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

function netOfCubeRow(money: MoneyPlan, cubeRow: number): Float64Array {
  const net = new Float64Array(money.bucketCount)
  for (const { line, sign } of ON_INVOICE) {
    const cube = money.cubeMoney[line]
    if (cube === null) continue
    for (let bucket = 0; bucket < net.length; bucket++) net[bucket]! += sign * cube[cubeRow * net.length + bucket]!
  }
  return net
}

function netOfRows(
  plan: Pick<Plan, 'columns'>,
  money: MoneyPlan,
  cubeRow: number,
  rows: readonly number[],
): Float64Array {
  const net = new Float64Array(money.bucketCount)
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
  return net
}
