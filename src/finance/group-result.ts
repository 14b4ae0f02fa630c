import {
  consolidate,
  type Elimination,
  type EntityItem,
  eliminations,
  type IntercompanyTransfer,
  intercompanyEffects,
  type ResultLine,
  type UnrealisedProfit,
  unrealisedProfit,
} from './intercompany.js'
import type { MoneyPlan } from './money-plan.js'
import { addUpByMonth } from './month-sums.js'
import { portion } from './portion.js'
import { baseCurrencyOf, translateAtoms } from './transfer-pricing.js'
import type { WorkingCapital } from './working-capital.js'

/** The group between its companies, in atoms of the base currency. Months are counted from the plan's first. */
export interface GroupResult {
  /** What transfers add to the P&L of each entity. */
  readonly effects: readonly ResultLine[]
  readonly unrealised: UnrealisedProfit
  readonly eliminations: readonly Elimination[]
  /** Group = Σ entities − eliminations. `entities` are the P&Ls without transfers: effects on result. */
  consolidate(entities: readonly ResultLine[]): Elimination[]
}

/** Transfers of a plan between legal entities, translated at the PLAN rate of their month. */
export function deriveGroupResult(money: MoneyPlan, capital: WorkingCapital): GroupResult {
  const transfers = transfersByMonth(money, capital)
  const items = capital.stock.tradedItems.map((traded): EntityItem => {
    const received = addUpByMonth(money, traded.received)
    return {
      entity: traded.entity,
      item: traded.item,
      opening: traded.opening,
      received,
      issued: addUpByMonth(money, traded.issued),
      openingProfit: openingProfit(transfers, traded.entity, traded.item, traded.opening, received),
    }
  })
  const effects = intercompanyEffects(transfers)
  const unrealised = unrealisedProfit(items, transfers, money.monthCount)
  const eliminated = eliminations(transfers, unrealised, money.monthCount)
  return {
    effects,
    unrealised,
    eliminations: eliminated,
    consolidate: (entities) => consolidate([...entities, ...effects], eliminated),
  }
}

function transfersByMonth(money: MoneyPlan, { transfers }: WorkingCapital): IntercompanyTransfer[] {
  const base = baseCurrencyOf(money)
  return transfers.map((each) => {
    const month = money.monthOfBucket[each.bucket]!
    const inBase = (amount: number, entity: number): number =>
      translateAtoms(money, amount, money.entities[entity]!.currency, base, month)
    return {
      month,
      seller: each.seller,
      buyer: each.buyer,
      item: each.item,
      quantity: each.quantity,
      sold: inBase(each.sold, each.seller),
      bought: inBase(each.bought, each.buyer),
      costAtSeller: inBase(each.costAtSeller, each.seller),
      costAtBuyer: inBase(each.costAtBuyer, each.buyer),
      duty: inBase(each.duty, each.buyer),
    }
  })
}

/**
 * The group's profit in the stock a buyer opens with: as much per unit as on what it will buy, on the part of its stock
 * that comes from within the group. Nobody's folder says what was paid for it; this is the standing assumption.
 */
function openingProfit(
  transfers: readonly IntercompanyTransfer[],
  entity: number,
  item: number,
  opening: number,
  received: Float64Array,
): number {
  const bought = transfers.filter((each) => each.buyer === entity && each.item === item)
  const quantity = bought.reduce((sum, each) => sum + each.quantity, 0)
  if (quantity === 0 || opening === 0) return 0
  const profit = bought.reduce((sum, each) => sum + each.costAtBuyer - each.costAtSeller - each.duty, 0)
  const all = quantity + received.reduce((sum, each) => sum + each, 0)
  return portion(profit, opening, all)
}
