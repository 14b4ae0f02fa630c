import type { Horizon } from '../../core/calendar/horizon.js'
import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { capitalCharge } from '../../finance/fixed-money.js'
import { deriveGroupResult } from '../../finance/group-result.js'
import type { Elimination, ResultLine } from '../../finance/intercompany.js'
import { type Posting, postings } from '../../finance/ledger.js'
import type { FixedMoney, MoneyPlan } from '../../finance/money-plan.js'
import { bookPlan, type EntityBooks } from '../../finance/plan-books.js'
import { bookStock } from '../../finance/stock-book.js'
import { variancesOf } from '../../finance/variances.js'
import { deriveWorkingCapital, type WorkingCapital } from '../../finance/working-capital.js'

/** The finance of a plan beyond the base cube: balances, cash, cash cycle and postings, by legal entity. */
export interface Statements {
  /** The priced plan with the money that hangs on stock and transfers added. */
  readonly money: MoneyPlan
  readonly capital: WorkingCapital
  readonly books: readonly EntityBooks[]
  readonly postings: readonly Posting[]
  readonly group: GroupLines
}

/** What trade inside the group adds to its companies, and what is taken off their sum. Atoms of the base currency. */
export interface GroupLines {
  readonly effects: readonly ResultLine[]
  readonly eliminations: readonly Elimination[]
}

export function deriveStatements(
  company: Company,
  facts: Pick<Facts, 'openItems' | 'supplyOrders'>,
  plan: SupplyPlan,
  priced: MoneyPlan,
): Statements {
  const stock = bookStock({ plan, money: priced, company, supplyOrders: facts.supplyOrders })
  const moved: MoneyPlan = { ...priced, fixed: [...priced.fixed, ...stock.fixed] }
  const capital = deriveWorkingCapital({
    plan,
    money: moved,
    company,
    openItems: facts.openItems,
    stock,
  })
  const money: MoneyPlan = {
    ...moved,
    fixed: [...moved.fixed, ...variancesOf(moved, capital), ...chargeOnStock(company, plan.horizon, moved, capital)],
  }
  const books = bookPlan(plan.horizon, money, capital)
  const { effects, eliminations } = deriveGroupResult(money, capital)
  return {
    money,
    capital,
    books,
    postings: postings(books.flatMap(({ months }) => months)),
    group: { effects, eliminations },
  }
}

/** The memo line: what the money tied up in stock would earn elsewhere. */
function chargeOnStock(company: Company, horizon: Horizon, money: MoneyPlan, { stock }: WorkingCapital): FixedMoney[] {
  const { capitalCost } = company.settings
  if (capitalCost === 0) return []
  return money.entities.flatMap((_, entity) => {
    const closing = new Float64Array(money.monthCount)
    for (let bucket = 0; bucket < horizon.count; bucket++)
      closing[horizon.month[bucket]!] = stock.closing[entity * stock.bucketCount + bucket]!
    return capitalCharge(money, { entity, opening: stock.opening[entity]!, closing }, capitalCost)
  })
}
