import { formatDay } from '../../core/base/day.js'
import type { OVERRIDABLE } from '../../core/demand/cleaning/corrections.js'
import type { Scope } from '../../core/edit/box.js'
import type { CorrectionsQuery } from '../../processes/corrections/corrections-report.js'
import type { Handlers } from '../call.js'
import { correctionColumns } from '../correction-file.js'
import type { correctionRoutes } from '../declarations/corrections.js'
import { columnFile } from '../table-file.js'
import { said } from '../wire/base.js'
import { scopeAsked } from '../wire/table.js'

export const correctionHandlers: Handlers<keyof typeof correctionRoutes> = {
  async corrections({ query }, { ports, caller }) {
    const { after, limit } = query
    const { byReason, overrides, lines, lineCount, ...report } = await ports.versions.corrections(
      query.version,
      { ...asked(query), after, limit },
      caller,
    )
    const end = after + lines.length
    return {
      ...report,
      byReason: [...byReason],
      overrides: overrides === null ? null : overrides.map(shownOverride),
      corrections: lines.map((line) => ({ ...line, week: formatDay(line.week) })),
      count: lineCount,
      next: end < lineCount && lines.length > 0 ? end : null,
    }
  },
  async correctionsFile({ query }, { ports, caller }) {
    const { version } = await ports.versions.corrections(query.version, { ...asked(query), after: 0, limit: 0 }, caller)
    // Of one version, whichever comes into force meanwhile.
    const columns = correctionColumns((after, limit) =>
      ports.versions.corrections(version, { ...asked(query), after, limit }, caller),
    )
    return columnFile('rumbo-corrections', query.format, columns, ports)
  },
}

type Asked = Partial<{ [Tree in keyof Scope]: Scope[Tree] | undefined }> &
  Pick<CorrectionsQuery, 'reason' | 'from' | 'until'>

const asked = ({ product, location, customer, reason, from, until }: Asked) => ({
  scope: scopeAsked(said({ product, location, customer })),
  ...said({ reason, from, until }),
})

const shownOverride = <Of extends { start: number; end: number; correction: string }>(override: Of) => ({
  ...override,
  start: formatDay(override.start),
  end: formatDay(override.end),
  correction: override.correction as (typeof OVERRIDABLE)[number],
})
