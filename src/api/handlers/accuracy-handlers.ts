import type { AccuracyReport } from '../../processes/accuracy/accuracy-report.js'
import type { Handlers } from '../call.js'
import type { accuracyRoutes } from '../declarations/accuracy.js'

export const accuracyHandlers: Handlers<keyof typeof accuracyRoutes> = {
  async accuracy({ query }, { ports, caller }) {
    return shown(await ports.versions.accuracy(query, caller))
  },
}

const shown = ({ by, cycles, rows, total, ...rest }: AccuracyReport) => ({
  ...rest,
  by: [...by],
  cycles: [...cycles],
  rows: rows.map(({ names, layers, ...row }) => ({ ...row, names: [...names], layers: [...layers] })),
  total: { ...total, layers: [...total.layers] },
})
