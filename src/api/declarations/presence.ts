import { z } from '@hono/zod-openapi'
import { declare } from '../declaration.js'
import { day, name, scope } from '../wire/base.js'
import { measure } from '../wire/table.js'

export const presenceRoutes = {
  sayPresent: declare({
    method: 'put',
    path: '/api/v1/presence',
    summary: 'Where the caller is, for the others: said when it changes, and every twenty seconds',
    area: 'plan',
    needs: 'read',
    body: z.object({
      scenario: name.default('main'),
      scope: scope.default({ product: [], location: [], customer: [] }),
      measure: measure.nullable().default(null),
      from: day.nullable().default(null),
      until: day.nullable().default(null),
    }),
    status: 204,
  }),
  sayGone: declare({
    method: 'delete',
    path: '/api/v1/presence',
    summary: 'The caller has gone; whoever says nothing for a minute has, too',
    area: 'plan',
    needs: 'read',
    status: 204,
  }),
} as const
