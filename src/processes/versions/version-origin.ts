import { digestText } from '../../core/base/digest.js'
import type { VersionOrigin } from '../../core/plan/version.js'
import type { PlannedCompany } from '../planning/planning-run.js'

/** The forecast's random draws, where a method needs any, start from here. */
export const PLANNING_SEED = 1

type MadeFrom = Pick<PlannedCompany, 'company'> & { readonly facts: Pick<PlannedCompany['facts'], 'id'> }

/** Names what made this plan: two plans with the same origin and the same program are the same plan. */
export function versionOrigin({ company, facts }: MadeFrom, program: string, rolledFrom = ''): VersionOrigin {
  const { settings } = company
  const digest = (part: unknown): string => digestText(JSON.stringify(part))
  return {
    kind: 'cycle',
    company: settings.name,
    planDay: settings.planDay,
    baseCurrency: settings.baseCurrency,
    facts: facts.id,
    rates: digest([company.fx, company.inflation, company.taxes]),
    prices: digest([company.prices, company.costs, company.purchasePrices, company.transferPrices, company.tradeTerms]),
    calendar: digest([
      company.calendars,
      company.events,
      settings.fiscalCalendar,
      settings.weekStart,
      settings.horizon,
    ]),
    program,
    seed: PLANNING_SEED,
    position: 0,
    rolledFrom,
  }
}
