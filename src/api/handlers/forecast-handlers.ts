import { formatDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import type { RecordFields } from '../../core/edit/intent.js'
import type { Handlers } from '../call.js'
import type { forecastRoutes } from '../declarations/forecast.js'
import { said } from '../wire/base.js'
import { readFields, showFields } from '../wire/company-fields.js'
import { scopeAsked } from '../wire/table.js'

export const forecastHandlers: Handlers<keyof typeof forecastRoutes> = {
  async demandRange({ params, query }, { ports, caller }) {
    const range = await ports.plan.range(params.scenario, scopeAsked(said(query)), caller)
    if (range === null) return { range: null }
    return {
      range: { ...range, points: range.points.map(({ until, ...rest }) => ({ until: formatDay(until), ...rest })) },
    }
  },
  async records({ params, body }, { ports, caller }) {
    const { list, offset, limit } = body
    const asked = { kind: 'record', op: 'remove', list, key: body.key } as const
    const { key } = readFields(asked, (field) => {
      throw new Refusal('edit.bad_value', { field, value: String(body.key[field]), list })
    })
    const { records, count, choices } = await ports.plan.records(params.scenario, { list, key, offset, limit }, caller)
    const shown = (record: RecordFields) => ({ ...showFields({ kind: 'record', op: 'insert', list, record }).record })
    return {
      records: records.map(shown),
      count,
      choices: Object.fromEntries(Object.entries(choices).map(([field, values]) => [field, [...values]])),
    }
  },
}
