/** What a unit of a plan's rows is worth to stock, bills and suppliers, in millionths of the base currency: rule AD22. */
import { SHARE_WHOLE } from '../../../core/base/quantity.js'
import { PRODUCTION, PURCHASE } from '../../../core/network/supply-network.js'
import { AT_THE_TILL, termsOfCustomers } from '../../../finance/billings.js'
import { entryOf } from '../../../finance/entry.js'
import { unitRate } from '../../../finance/money-plan.js'
import type { PaymentTerms } from '../../../finance/payment-terms.js'
import { planTranslators } from '../../../finance/plan-translation.js'
import { readPurchasePrices } from '../../../finance/purchase-prices.js'
import { crossesBorder, invoiceTaxRate } from '../../../finance/taxes.js'
import { openBaseMoney } from '../../exceptions/base-money.js'
import type { FrozenWeights, PricedSnapshot } from './frozen-weights.js'

export interface Bill {
  /** Net of what is taken off on the invoice, and with tax. */
  readonly net: number
  readonly gross: number
  /** With tax per net. */
  readonly taxShare: number
  readonly terms: PaymentTerms
  /** Days after shipment on which it is recognised. */
  readonly shiftDays: number
  /** What one unit of the row's own currency is worth. */
  readonly factor: number
}

export interface CashRates {
  /** Null where the plan has no price. */
  bill(demandRow: number, bucket: number): Bill | null
  purchase(stockRow: number, bucket: number): { readonly gross: number; readonly terms: PaymentTerms }
  /** What production adds to the value of stock: the product less its components. */
  made(stockRow: number): number
}

export function openCashRates(snapshot: PricedSnapshot, weights: FrozenWeights): CashRates {
  const purchase = openPurchases(snapshot, weights)
  return { bill: openBills(snapshot), purchase, made: openMade(snapshot, weights) }
}

function openBills({ company, plan, money }: PricedSnapshot): CashRates['bill'] {
  const base = openBaseMoney(money)
  const { termsOf, list } = termsOfCustomers(company)
  const { customer } = plan.rows.demand
  const taxes = new Map<string, number>()
  return (row, bucket) => {
    const cubeRow = money.cubeRowOf[row]!
    if (cubeRow < 0) return null
    const entity = money.entities[money.cube.entity[cubeRow]!]!
    const { id, category } = money.families[money.cube.family[cubeRow]!]!
    const exported = crossesBorder(entity.country, money.accounts[money.cube.account[cubeRow]!]!.country)
    const day = plan.horizon.firstDay[bucket]!
    const taxShare = exported
      ? 0
      : entryOf(taxes, `${entity.country} ${bucket} ${id} ${category}`, () =>
          invoiceTaxRate(company.taxes, entity.country, [id, category], day),
        )
    const factor = base.factor(money.currencies[entity.currency]!.code, money.monthOfBucket[bucket]!)
    const own =
      unitRate(money, 'grossSales', row, bucket) -
      unitRate(money, 'onInvoiceDiscounts', row, bucket) -
      unitRate(money, 'returns', row, bucket)
    const net = Math.round(own * factor)
    const shift = money.shiftOf[row]!
    return {
      net,
      gross: Math.round(net * (1 + taxShare / SHARE_WHOLE)),
      taxShare,
      terms: customer[row]! < 0 ? AT_THE_TILL : list[termsOf[customer[row]!]!]!,
      shiftDays: shift < 0 ? 0 : money.shifts[shift]!.days,
      factor,
    }
  }
}

function openPurchases({ company, plan, money }: PricedSnapshot, weights: FrozenWeights): CashRates['purchase'] {
  const base = openBaseMoney(money)
  const prices = readPurchasePrices(company, plan.horizon)
  const translators = planTranslators(money)
  const { network, rows } = plan
  return (row, bucket) => {
    const source = firstSource(network, row, PURCHASE)
    const supplier = source < 0 ? undefined : company.suppliers[network.sourceSupplier[source]!]
    const owner = money.entityOfLocation[rows.stock.location[row]!]!
    if (supplier === undefined || owner < 0) return { gross: weights.cost(row), terms: AT_THE_TILL }
    const entity = money.entities[owner]!
    const { code } = money.currencies[entity.currency]!
    const product = company.products[rows.stock.item[row]!]!
    const location = company.locations[rows.stock.location[row]!]!.id
    const asked = prices.priceOf(supplier.id, product.id, location, translators(code))
    const factor = base.factor(code, money.monthOfBucket[bucket]!)
    const net = asked === null ? weights.cost(row) : Math.round(asked[bucket]! * factor)
    const day = plan.horizon.firstDay[bucket]!
    const tax = crossesBorder(entity.country, supplier.country)
      ? 0
      : invoiceTaxRate(company.taxes, entity.country, [product.family, product.category], day)
    const { paymentTermsDays, termsBasis } = supplier
    return {
      gross: Math.round(net * (1 + tax / SHARE_WHOLE)),
      terms: { paymentTermsDays, termsBasis, payWeekday: null },
    }
  }
}

function openMade({ plan: { network } }: PricedSnapshot, weights: FrozenWeights): CashRates['made'] {
  return (row) => {
    const source = firstSource(network, row, PRODUCTION)
    let components = 0
    if (source >= 0)
      for (let at = network.componentStart[source]!; at < network.componentStart[source + 1]!; at++)
        components += (weights.cost(network.componentRow[at]!) * network.componentPer[at]!) / SHARE_WHOLE
    return weights.cost(row) - Math.round(components)
  }
}

function firstSource(network: PricedSnapshot['plan']['network'], row: number, kind: number): number {
  for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++)
    if (network.sourceKind[source] === kind) return source
  return -1
}
