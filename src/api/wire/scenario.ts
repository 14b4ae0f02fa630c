import { z } from '@hono/zod-openapi'
import type { Scenario } from '../../core/edit/journal.js'
import { moment, position } from './base.js'

export const scenario = z
  .object({
    id: z.string(),
    name: z.string(),
    owner: z.string(),
    parent: z.string().nullable(),
    position,
    openedAt: moment,
  })
  .openapi('Scenario')

export const showScenario = ({ id, name, owner, parent, position, openedAt }: Scenario): z.infer<typeof scenario> => ({
  id,
  name,
  owner,
  parent,
  position,
  openedAt,
})
