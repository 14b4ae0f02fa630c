import type { Day } from '../core/base/day.js'
import type { Share } from '../core/base/quantity.js'
import type { Tax } from '../core/network/company.js'

/**
 * Taxes that are added on an invoice, collected for the state and passed on, by their usual names in Latin America
 * (DOMAIN §7.5). Taxes "por dentro" (ICMS, PIS, COFINS) are given in the table as their equivalent on the net amount.
 * Other kinds (retentions, turnover taxes) move cash between companies and the state in ways that a table of rates
 * does not say; they are left out.
 */
const INVOICE_TAXES: ReadonlySet<string> = new Set([
  'vat', 'iva', 'igv', 'itbis', 'itbms', 'isv', 'icms', 'ipi', 'pis', 'cofins', 'cbs', 'ibs', 'gst', 'ieps', 'ila', 'isc',
]) // biome-ignore format: a list

/**
 * Tax on the invoice as a share of the net amount, in millionths: per kind the newest rate valid on the day, the one of
 * the product's class (its category or family) before the one without, kinds added up. 0 where the table has nothing.
 */
export function invoiceTaxRate(taxes: readonly Tax[], country: string, classes: readonly string[], day: Day): Share {
  const chosen = new Map<string, Tax>()
  for (const tax of taxes) {
    const kind = tax.kind.toLowerCase()
    if (tax.country !== country || tax.validFrom > day || !INVOICE_TAXES.has(kind)) continue
    if (tax.productClass !== null && !classes.includes(tax.productClass)) continue
    const before = chosen.get(kind)
    if (before === undefined || isBetter(tax, before)) chosen.set(kind, tax)
  }
  let rate = 0
  for (const tax of chosen.values()) rate += tax.rate
  return rate
}

function isBetter(tax: Tax, before: Tax): boolean {
  if ((tax.productClass === null) !== (before.productClass === null)) return tax.productClass !== null
  return tax.validFrom > before.validFrom
}

/** An export leaves without the seller's tax; what is imported is taxed at the border instead. */
export function crossesBorder(sellerCountry: string, buyerCountry: string | null): boolean {
  return buyerCountry !== null && buyerCountry !== sellerCountry
}
