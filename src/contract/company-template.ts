/** `company.yaml` as `rumbo init` writes it: every key that exists, those with a default commented out. */
export const COMPANY_TEMPLATE = `name: Ejemplo
baseCurrency: CLP              # ISO 4217; reports are in this currency
countries: [CL]                # ISO 3166
planDate: 2026-01-05           # leave out to plan for the day the folder is loaded
language: es                   # es, pt or en

# weekStart: monday
# fiscalCalendar: month
# horizon: { days: 28, weeks: 26, months: 24 }
# capitalCost: 0.12            # a year, for the charge on stock
# quality: { badRowValueShare: 0.02 }

# What a file means, where its own values do not say:
# files:
#   "sales-*.csv": { decimal: ",", dates: dmy, encoding: latin-1, delimiter: ";" }
`
