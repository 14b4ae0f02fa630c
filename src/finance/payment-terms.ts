import { type Day, dayOf, firstDayOfMonth, monthOf, weekdayOf } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import type { Problem } from '../core/why/problem.js'
import { portion } from './portion.js'

/** When a bill is paid, as customers and suppliers of the contract say it. */
export interface PaymentTerms {
  readonly paymentTermsDays: number
  readonly termsBasis: 'invoice' | 'receipt' | 'month_end'
  /** ISO weekday on which the payer pays, null = any day. */
  readonly payWeekday: number | null
}

/**
 * The day a bill falls due: the terms' days after the invoice, after the receipt of the goods, or after the end of the
 * invoice's month; then the first pay day on or after it.
 */
export function dueDay(terms: PaymentTerms, invoiceDay: Day, receiptDay: Day = invoiceDay): Day {
  return nextPayDay(terms, basisDay(terms, invoiceDay, receiptDay) + terms.paymentTermsDays)
}

function basisDay(terms: PaymentTerms, invoiceDay: Day, receiptDay: Day): Day {
  if (terms.termsBasis === 'receipt') return receiptDay
  if (terms.termsBasis === 'month_end') return firstDayOfMonth(monthOf(invoiceDay) + 1) - 1
  return invoiceDay
}

/** The day itself, or the next one the payer pays on. */
export function nextPayDay(terms: PaymentTerms, day: Day): Day {
  if (terms.payWeekday === null) return day
  return day + ((terms.payWeekday - weekdayOf(day) + 7) % 7)
}

/** Most days these terms can leave between invoice and payment: a bill of the 1st waits 30 days for its month end. */
export function longestDays(terms: PaymentTerms): number {
  return terms.paymentTermsDays + (terms.termsBasis === 'month_end' ? 30 : 0) + (terms.payWeekday === null ? 0 : 6)
}

/** A cap on terms between private parties. It only ever warns: cash follows the terms, lawful or not (DOMAIN §7.6). */
export interface PaymentLaw {
  readonly country: string
  readonly law: string
  readonly limitDays: number
  readonly inForceFrom: Day
  /** `registered`: a registered agreement lifts it. `notBothLarge`, `smallCreditor`: whom it protects. */
  readonly scope: 'registered' | 'notBothLarge' | 'smallCreditor'
}

export const PAYMENT_LAWS: readonly PaymentLaw[] = [
  { country: 'CL', law: '21.131', limitDays: 30, inForceFrom: dayOf(2020, 4, 1), scope: 'registered' },
  { country: 'CO', law: '2024/2020', limitDays: 45, inForceFrom: dayOf(2022, 1, 1), scope: 'notBothLarge' },
  { country: 'PE', law: '31362', limitDays: 30, inForceFrom: dayOf(2022, 1, 1), scope: 'smallCreditor' },
]

/** What is known of a relationship; null where the company folder does not say. */
export interface TermsParty {
  readonly kind: 'customer' | 'supplier'
  readonly party: string
  readonly country: string
  readonly terms: PaymentTerms
  readonly registeredAgreement: boolean | null
  readonly bothLarge: boolean | null
  readonly smallCreditor: boolean | null
}

/** Everybody we sell to and buy from on terms. The company folder does not say how large they are or what is registered. */
export function termsParties(company: Pick<Company, 'customers' | 'suppliers' | 'settings'>): TermsParty[] {
  const unknown = { registeredAgreement: null, bothLarge: null, smallCreditor: null }
  const customers = company.customers.map((customer) => ({
    kind: 'customer' as const,
    party: customer.id,
    country: customer.country,
    terms: customer,
    ...unknown,
  }))
  const suppliers = company.suppliers.map((supplier) => ({
    kind: 'supplier' as const,
    party: supplier.id,
    country: supplier.country ?? company.settings.countries[0] ?? '',
    terms: { ...supplier, payWeekday: null },
    ...unknown,
  }))
  return [...customers, ...suppliers]
}

/**
 * A warning for each relationship whose terms can run past the law of its country. It has no value of its own (nothing
 * is lost while the other side keeps to the terms), so it never outranks trouble with money. Where the folder does not
 * say whether the law applies, Chile and Colombia warn (the rule is the norm there) and Peru, which protects small
 * creditors only, does not.
 */
export function termsBeyondLaw(parties: readonly TermsParty[], planDay: Day, currency: string): Problem[] {
  const problems: Problem[] = []
  for (const party of parties) {
    const law = PAYMENT_LAWS.find((each) => each.country === party.country && each.inForceFrom <= planDay)
    if (law === undefined || longestDays(party.terms) <= law.limitDays || !applies(law, party)) continue
    problems.push({
      id: `data/terms_beyond_law/${party.kind}/${party.party}`,
      kind: 'data',
      place: {
        product: '',
        location: '',
        customer: party.kind === 'customer' ? party.party : '',
        reference: party.party,
      },
      firstDay: planDay,
      durationDays: 0,
      size: 0,
      value: 0,
      currency,
      why: {
        code: 'finance.terms_beyond_law',
        values: {
          party: party.party,
          days: longestDays(party.terms),
          country: law.country,
          law: law.law,
          limit: law.limitDays,
        },
      },
      rootCause: `terms/${party.kind}/${party.party}`,
      evidence: [],
    })
  }
  return problems
}

function applies(law: PaymentLaw, party: TermsParty): boolean {
  if (law.scope === 'registered') return party.registeredAgreement !== true
  if (law.scope === 'notBothLarge') return party.bothLarge !== true
  return party.smallCreditor === true
}

/**
 * What a late bill costs in Chile: interest for the days past the limit at a yearly rate, and a fee of 1 % of the
 * amount (DOMAIN §7.6). `yearlyRate` in millionths; amounts in money atoms. A memo, never posted.
 */
export function latePaymentCharge(amount: number, daysLate: number, yearlyRate: number): number {
  if (daysLate <= 0) return 0
  return portion(amount, yearlyRate * daysLate, 365 * 1_000_000) + portion(amount, 1, 100)
}
