import { formatMonth, type Month } from '../core/base/day.js'

/** Accounts of the plan's own books. Debit is above zero, credit below. */
export const ACCOUNTS = [
  'cash',
  'receivables',
  'intercompanyReceivables',
  'stock',
  'fixedAssets',
  'payables',
  'intercompanyPayables',
  'accruals',
  'provisions',
  'taxDebt',
  'grossSales',
  'onInvoiceDiscounts',
  'rebates',
  'tradeSpend',
  'returns',
  'fines',
  'fixedFunds',
  'intercompanySales',
  'standardCost',
  'intercompanyCost',
  'purchaseVariance',
  'intercompanyVariance',
  'transferVariance',
  'revaluation',
  'stockDifference',
  'writeOffs',
  'outboundLogistics',
  'transferLogistics',
  'expediteLogistics',
  'opex',
  'depreciation',
] as const
export type Account = (typeof ACCOUNTS)[number]

const BALANCE_SHEET: ReadonlySet<Account> = new Set<Account>([
  'cash',
  'receivables',
  'intercompanyReceivables',
  'stock',
  'fixedAssets',
  'payables',
  'intercompanyPayables',
  'accruals',
  'provisions',
  'taxDebt',
])

/** One side of a booking, in money atoms of the entity's functional currency. */
export interface Posting {
  readonly entity: string
  readonly month: Month
  readonly account: Account
  /** Above zero debit, below zero credit. */
  readonly amount: number
  /** Postings of one voucher of an entity and month add up to zero. */
  readonly voucher: string
  /** The cell of the plan this amount was read from, e.g. `grossSales/CL01/2026-12`. */
  readonly source: string
}

/**
 * What a legal entity's plan says about a month: flows as positive sizes (a return is a positive `returns`), in money
 * atoms of its functional currency. What is left out is nothing.
 */
export interface EntityMonth {
  readonly entity: string
  readonly month: Month
  readonly flows: Readonly<Partial<Record<MonthFlow, number>>>
  readonly stockOpening: number
  readonly stockClosing: number
}

export const MONTH_FLOWS = [
  'grossSales',
  'onInvoiceDiscounts',
  'rebates',
  'tradeSpend',
  'returns',
  'fines',
  'outputTax',
  'collections',
  'fixedFunds',
  'accrualsSettled',
  'standardCost',
  'purchasesAtPrice',
  'purchasesAtStandard',
  'inputTax',
  'importTax',
  'supplierPayments',
  'taxSettlement',
  'producedAtStandard',
  'componentsAtStandard',
  'writeOffs',
  'expiredAtStandard',
  'transferVariance',
  'revaluation',
  'intercompanySold',
  'intercompanySoldCost',
  'intercompanyBought',
  'intercompanyBoughtAtStandard',
  'intercompanyDuty',
  'intercompanyCollected',
  'intercompanyPaid',
  'outboundLogistics',
  'transferLogistics',
  'expediteLogistics',
  'opex',
  'depreciation',
] as const
export type MonthFlow = (typeof MONTH_FLOWS)[number]

/** A line of a voucher: account, sign (1 debit, −1 credit), the flow it reads. */
type Line = readonly [Account, 1 | -1, MonthFlow]

/**
 * The bookings of the plan. What a voucher lacks to be in balance is booked on `rest`: receivables for a sale, payables
 * for a purchase, cash for a conversion. A write-off beyond what the plan takes out of stock is provided for.
 */
const VOUCHERS: readonly { name: string; lines: readonly Line[]; rest: Account; of: string }[] = [
  {
    name: 'sale',
    lines: [
      ['grossSales', -1, 'grossSales'],
      ['onInvoiceDiscounts', 1, 'onInvoiceDiscounts'],
      ['returns', 1, 'returns'],
      ['taxDebt', -1, 'outputTax'],
    ],
    rest: 'receivables',
    of: 'billed',
  },
  {
    name: 'trade accrual',
    lines: [
      ['rebates', 1, 'rebates'],
      ['tradeSpend', 1, 'tradeSpend'],
      ['fines', 1, 'fines'],
      ['fixedFunds', 1, 'fixedFunds'],
    ],
    rest: 'accruals',
    of: 'accrued',
  },
  { name: 'trade settlement', lines: [['accruals', 1, 'accrualsSettled']], rest: 'cash', of: 'accrualsSettled' },
  { name: 'cost of sales', lines: [['standardCost', 1, 'standardCost']], rest: 'stock', of: 'standardCost' },
  { name: 'collection', lines: [['cash', 1, 'collections']], rest: 'receivables', of: 'collections' },
  { name: 'purchase', lines: purchaseLines(), rest: 'payables', of: 'purchasesWithTax' },
  { name: 'import tax', lines: [['taxDebt', 1, 'importTax']], rest: 'cash', of: 'importTax' },
  { name: 'supplier payment', lines: [['payables', 1, 'supplierPayments']], rest: 'cash', of: 'supplierPayments' },
  { name: 'tax settlement', lines: [['taxDebt', 1, 'taxSettlement']], rest: 'cash', of: 'taxSettlement' },
  {
    name: 'production',
    lines: [
      ['stock', 1, 'producedAtStandard'],
      ['stock', -1, 'componentsAtStandard'],
    ],
    rest: 'cash',
    of: 'conversion',
  },
  {
    name: 'write-off',
    lines: [
      ['writeOffs', 1, 'writeOffs'],
      ['stock', -1, 'expiredAtStandard'],
    ],
    rest: 'provisions',
    of: 'writeOffs',
  },
  { name: 'transfer', lines: [['stock', 1, 'transferVariance']], rest: 'transferVariance', of: 'transferVariance' },
  { name: 'revaluation', lines: [['stock', 1, 'revaluation']], rest: 'revaluation', of: 'revaluation' },
  {
    name: 'intercompany sale',
    lines: [['intercompanyReceivables', 1, 'intercompanySold']],
    rest: 'intercompanySales',
    of: 'intercompanySold',
  },
  {
    name: 'intercompany cost',
    lines: [['stock', -1, 'intercompanySoldCost']],
    rest: 'intercompanyCost',
    of: 'intercompanySoldCost',
  },
  {
    name: 'intercompany purchase',
    lines: [
      ['stock', 1, 'intercompanyBoughtAtStandard'],
      ['intercompanyPayables', -1, 'intercompanyBought'],
      ['cash', -1, 'intercompanyDuty'],
    ],
    rest: 'intercompanyVariance',
    of: 'intercompanyBought',
  },
  {
    name: 'intercompany collection',
    lines: [['cash', 1, 'intercompanyCollected']],
    rest: 'intercompanyReceivables',
    of: 'intercompanyCollected',
  },
  {
    name: 'intercompany payment',
    lines: [['intercompanyPayables', 1, 'intercompanyPaid']],
    rest: 'cash',
    of: 'intercompanyPaid',
  },
  { name: 'depreciation', lines: [['depreciation', 1, 'depreciation']], rest: 'fixedAssets', of: 'depreciation' },
  ...(['outboundLogistics', 'transferLogistics', 'expediteLogistics', 'opex'] as const).map((line) => ({
    name: line,
    lines: [[line, 1, line]] as const,
    rest: 'cash' as const,
    of: line,
  })),
]

/** Stock comes in at standard, the bill is at the purchase price: the difference is the month's variance. */
function purchaseLines(): Line[] {
  return [
    ['stock', 1, 'purchasesAtStandard'],
    ['purchaseVariance', 1, 'purchasesAtPrice'],
    ['purchaseVariance', -1, 'purchasesAtStandard'],
    ['taxDebt', 1, 'inputTax'],
  ]
}

/**
 * The plan as double entry. Every voucher adds up to zero by construction of its last line. Stock is closed to what
 * the plan says is there: what no flow explains is booked as `stockDifference`, seen by everybody, and nothing in a
 * plan whose flows are whole.
 */
export function postings(months: readonly EntityMonth[]): Posting[] {
  const all: Posting[] = []
  for (const month of months) {
    let stockMoved = 0
    for (const voucher of VOUCHERS) {
      for (const posting of bookVoucher(month, voucher)) {
        all.push(posting)
        if (posting.account === 'stock') stockMoved += posting.amount
      }
    }
    const difference = month.stockClosing - month.stockOpening - stockMoved
    if (difference !== 0) {
      all.push(post(month, 'stock', difference, 'stock difference', 'stockClosing'))
      all.push(post(month, 'stockDifference', 0 - difference, 'stock difference', 'stockClosing'))
    }
  }
  return all
}

function bookVoucher(month: EntityMonth, voucher: (typeof VOUCHERS)[number]): Posting[] {
  const booked: Posting[] = []
  let balance = 0
  for (const [account, sign, flow] of voucher.lines) {
    const amount = sign * (month.flows[flow] ?? 0)
    if (amount === 0) continue
    booked.push(post(month, account, amount, voucher.name, flow))
    balance += amount
  }
  if (balance !== 0) booked.push(post(month, voucher.rest, 0 - balance, voucher.name, voucher.of))
  return booked
}

function post(month: EntityMonth, account: Account, amount: number, voucher: string, cell: string): Posting {
  const source = `${cell}/${month.entity}/${formatMonth(month.month)}`
  return { entity: month.entity, month: month.month, account, amount, voucher, source }
}

/** The first voucher that does not add up to zero, or null. For `prove`. */
export function firstUnbalancedVoucher(all: readonly Posting[]): { posting: Posting; balance: number } | null {
  const open = new Map<string, { posting: Posting; balance: number }>()
  for (const posting of all) {
    const key = `${posting.entity}\n${posting.month}\n${posting.voucher}`
    const voucher = open.get(key)
    if (voucher === undefined) open.set(key, { posting, balance: posting.amount })
    else voucher.balance += posting.amount
  }
  for (const voucher of open.values()) if (voucher.balance !== 0) return voucher
  return null
}

/** What an entity booked on an account in a month. */
export function movement(all: readonly Posting[], entity: string, month: Month, account: Account): number {
  let sum = 0
  for (const posting of all)
    if (posting.entity === entity && posting.month === month && posting.account === account) sum += posting.amount
  return sum
}

/** Result of an entity and month as the books have it: income less expense, profit above zero. */
export function bookedResult(all: readonly Posting[], entity: string, month: Month): number {
  let sum = 0
  for (const posting of all)
    if (posting.entity === entity && posting.month === month && !BALANCE_SHEET.has(posting.account))
      sum -= posting.amount
  return sum
}
