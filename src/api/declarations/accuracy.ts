import { z } from '@hono/zod-openapi'
import { ACCURACY_GRAINS, STAGES } from '../../core/demand/accuracy-cells.js'
import { ACCURACY_DIMENSIONS } from '../../processes/accuracy/accuracy-report.js'
import { declare } from '../declaration.js'
import { isoDay, moment, name } from '../wire/base.js'
import { list } from '../wire/table.js'

const quantity = z.number().openapi({ description: 'Whole thousandths.' })
const share = z.number().nullable().openapi({ description: 'Null where there is nothing to divide by.' })
const money = z
  .number()
  .int()
  .nullable()
  .openapi({ description: 'Whole minor units; null for those who do not see margins.' })

const layer = z
  .object({
    layer: z.enum(STAGES),
    cells: z.number().int(),
    actual: quantity,
    forecast: quantity,
    error: quantity,
    wmape: share,
    bias: share,
    mase: share,
    rmsse: share,
    valueAdded: share,
    valueOverNaive: share,
    withoutDemand: quantity,
    overCost: money,
    underCost: money,
  })
  .openapi('AccuracyLayer')

const figures = z.object({
  layers: z.array(layer),
  range: z.object({ cells: z.number().int(), coverage: share, pinball: share }),
  pointCost: money,
})

const report = z
  .object({
    grain: z.enum(ACCURACY_GRAINS),
    currency: z.string(),
    by: z.array(z.enum(ACCURACY_DIMENSIONS)),
    cycles: z.array(
      z.object({
        version: z.string(),
        planDay: isoDay,
        frozenAt: moment,
        measuredAt: moment,
        lastMeasuredAt: moment,
        periods: z.number().int(),
        until: isoDay,
        unknown: z.number().int().nullable(),
      }),
    ),
    rows: z.array(figures.extend({ names: z.array(z.string()) })),
    total: figures,
  })
  .openapi('Accuracy')

export const accuracyRoutes = {
  accuracy: declare({
    method: 'get',
    path: '/api/v1/accuracy',
    summary:
      'How good past cycles forecast what came, by layer, and what the error cost: of the part that the caller sees',
    area: 'versions',
    needs: 'read',
    processes: ['ibp', 'sop', 'soe', 'tower', 'cpfr', 'finance'],
    query: z.object({
      grain: z.enum(ACCURACY_GRAINS).default('week'),
      by: list(ACCURACY_DIMENSIONS).default([]),
      version: name.optional(),
    }),
    answer: report,
  }),
} as const
