/** Amounts are translated at plan rates: a currency without any would leave a plan that cannot be priced. */
import { monthOf } from '../base/day.js'
import { Refusal } from '../base/refusal.js'
import type { Company, FxRate } from '../network/company.js'
import type { CompanyList } from './editable-lists.js'
import type { RecordFields } from './intent.js'
import { kindsOf, RECORD_SHAPES } from './record-shapes.js'

const hasCurrency = (list: CompanyList): boolean => 'currency' in kindsOf(list)

/** Amounts need rates, and rates are needed by amounts. */
export function listsPricedWith(list: CompanyList): readonly CompanyList[] {
  if (list === 'fx') return (Object.keys(RECORD_SHAPES) as CompanyList[]).filter(hasCurrency)
  return hasCurrency(list) ? ['fx'] : []
}

/** @throws Refusal `edit.no_rate` */
export function assertCurrenciesKnown(company: Company, list: CompanyList, record: RecordFields): void {
  const { currency } = record
  if (!hasCurrency(list) || typeof currency !== 'string' || isTranslated(company, currency)) return
  throw new Refusal('edit.no_rate', { currency })
}

/** What was translated still is. @throws Refusal `edit.no_rate` */
export function assertRatesLeft(company: Company, fx: readonly FxRate[]): void {
  const after = { ...company, fx }
  for (const currency of currenciesOf(company))
    if (isTranslated(company, currency) && !isTranslated(after, currency))
      throw new Refusal('edit.no_rate', { currency })
}

function currenciesOf(company: Company): Set<string> {
  const { settings: _, fx: __, ...lists } = company
  const used = new Set<string>()
  for (const records of Object.values(lists) as unknown as (readonly RecordFields[])[])
    for (const { currency } of records) if (typeof currency === 'string') used.add(currency)
  return used
}

/** Into the base currency, and across it into every book, from the month of the plan day on: plan rates hold until the next. */
function isTranslated({ settings, fx }: Company, currency: string): boolean {
  const [base, month] = [settings.baseCurrency, monthOf(settings.planDay)]
  const isQuoted = ({ from, to }: FxRate): boolean =>
    (from === currency && to === base) || (from === base && to === currency)
  return currency === base || fx.some((rate) => rate.rateSet === 'PLAN' && rate.month <= month && isQuoted(rate))
}
