import { z } from '@hono/zod-openapi'
import { PLAN_TREES } from '../../processes/living/living-plan.js'
import { declare } from '../declaration.js'
import { countText, name, page } from '../wire/base.js'
import { scopeAddress, treeNode, way } from '../wire/table.js'

const oneScenario = z.object({ scenario: name })

/** The trees of a plan, as far as the caller sees something under them. */
export const treeRoutes = {
  nodes: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/nodes',
    summary: 'Nodes of a tree by the end of the way to them, where the caller sees something: what a short name means',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    query: z.object({ tree: z.enum(PLAN_TREES), end: way, limit: countText(1, 100, 20) }),
    answer: z.object({ ways: z.array(z.array(z.string())), count: z.number().int() }),
  }),
  search: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/search',
    summary: 'Nodes of all trees by a part of their name or of what people call them, where the caller sees something',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    query: z.object({ text: name, limit: countText(1, 100, 20) }),
    answer: z.object({
      nodes: z.array(
        z.object({ tree: z.enum(PLAN_TREES), way: z.array(z.string()), label: z.string(), level: z.string() }),
      ),
    }),
  }),
  tree: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/tree',
    summary: 'The children of a node of a tree, where the caller sees something, in pages',
    area: 'plan',
    needs: 'read',
    params: oneScenario,
    query: page.extend({ tree: z.enum(PLAN_TREES), at: way.optional(), ...scopeAddress }),
    answer: z.object({ nodes: z.array(treeNode), count: z.number().int(), next: z.number().int().nullable() }),
  }),
} as const
