import { formatDay } from '../../core/base/day.js'
import type { Handlers } from '../call.js'
import type { companyRoutes } from '../declarations/company.js'

export const companyHandlers: Handlers<keyof typeof companyRoutes> = {
  async company(_, { ports, caller }) {
    const [outline, { live }] = await Promise.all([ports.plan.outline(caller), ports.versions.list()])
    const { name, baseCurrency, currencies, countries, planDay, horizon, calendar, levels } = outline
    return {
      name,
      baseCurrency,
      currencies: currencies.map((currency) => ({ ...currency })),
      countries: [...countries],
      planDay: formatDay(planDay),
      horizon: { firstDay: formatDay(horizon.firstDay), lastDay: formatDay(horizon.lastDay) },
      calendar: { ...calendar, fiscalYearStart: formatDay(calendar.fiscalYearStart) },
      levels: { product: [...levels.product], location: [...levels.location], customer: [...levels.customer] },
      liveVersion: live,
      programVersion: ports.programVersion,
    }
  },
}
