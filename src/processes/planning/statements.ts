import type { Horizon } from '../../core/calendar/horizon.js'
import type { Company } from '../../core/network/company.js'
import type { Facts } from '../../core/network/facts.js'
import { EVERYTHING, runStep } from '../../core/plan/step.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import { billStep } from '../../finance/bill-step.js'
import { type BillingBook, closeBillings, copyBillingBook, openBillingBook } from '../../finance/billings.js'
import { bookStep } from '../../finance/book-step.js'
import { capitalCharge } from '../../finance/fixed-money.js'
import { deriveGroupResult } from '../../finance/group-result.js'
import type { Elimination, ResultLine } from '../../finance/intercompany.js'
import { type Posting, postings } from '../../finance/ledger.js'
import { type Memory, plainMemory } from '../../finance/memory.js'
import type { FixedMoney, MoneyPlan } from '../../finance/money-plan.js'
import { bookPlan, type EntityBooks } from '../../finance/plan-books.js'
import { closeStockBook, copyStockBook, type OpenStockBook, openStockBook } from '../../finance/stock-book.js'
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

/** What statements are added up from, in parts that can be booked again alone. */
export interface StatementParts {
  readonly stock: OpenStockBook
  readonly billings: BillingBook
}

type StatedFacts = Pick<Facts, 'openItems' | 'supplyOrders'>

/** Laid out: `bookStep` books the stock and `billStep` the sales. */
export function openStatements(
  company: Company,
  { supplyOrders }: StatedFacts,
  plan: SupplyPlan,
  priced: MoneyPlan,
  memory: Memory = plainMemory,
): StatementParts {
  return {
    stock: openStockBook({ plan, money: priced, company, supplyOrders }, memory),
    billings: openBillingBook(plan, priced, company, memory),
  }
}

/** For another plan and its money, which are a copy of these. */
export function copyStatements(
  { stock, billings }: StatementParts,
  plan: SupplyPlan,
  priced: MoneyPlan,
  memory: Memory,
): StatementParts {
  return { stock: copyStockBook(stock, plan, priced, memory), billings: copyBillingBook(billings, memory) }
}

export function deriveStatements(
  company: Company,
  facts: StatedFacts,
  plan: SupplyPlan,
  priced: MoneyPlan,
): Statements {
  const parts = openStatements(company, facts, plan, priced)
  runStep(bookStep, { plan, money: priced, ledger: parts.stock.ledger }, EVERYTHING)
  runStep(billStep, { plan, money: priced, billings: parts.billings }, EVERYTHING)
  return closeStatements(parts, company, facts, plan, priced)
}

/** Adds booked parts up. */
export function closeStatements(
  parts: StatementParts,
  company: Company,
  { openItems }: StatedFacts,
  plan: SupplyPlan,
  priced: MoneyPlan,
): Statements {
  const stock = closeStockBook(parts.stock)
  const billings = closeBillings(parts.billings, priced.bucketCount)
  const capital = deriveWorkingCapital({ plan, money: priced, company, openItems, stock, billings })
  const money: MoneyPlan = {
    ...priced,
    fixed: [
      ...priced.fixed,
      ...stock.fixed,
      ...variancesOf(priced, capital),
      ...chargeOnStock(company, plan.horizon, priced, capital),
    ],
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
