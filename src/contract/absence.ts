/** Tables whose absence switches off something worth naming. */
const NAMED: ReadonlySet<string> = new Set([
  'stock',
  'customers',
  'prices',
  'costs',
  'lanes',
  'suppliers',
  'recipes',
  'resources',
  'supplier_capacity',
  'policies',
  'purchase_prices',
  'trade_terms',
  'taxes',
  'fx',
  'budget',
  'opex',
  'orders',
  'supply_orders',
  'receivables',
  'payables',
  'ledger',
  'plans',
  'assortment',
  'promotions',
  'service_terms',
])

/** The code of the message that says what is off without a table. */
export const absenceCode = (table: string): string =>
  NAMED.has(table) ? `contract.off_${table}` : 'contract.table_absent'
