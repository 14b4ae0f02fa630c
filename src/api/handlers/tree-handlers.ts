import type { Handlers } from '../call.js'
import type { treeRoutes } from '../declarations/trees.js'
import { said } from '../wire/base.js'
import { scopeAsked } from '../wire/table.js'

export const treeHandlers: Handlers<keyof typeof treeRoutes> = {
  async search({ params, query: { text, limit } }, { ports, caller }) {
    const found = await ports.plan.search(params.scenario, text, limit, caller)
    return { nodes: found.map(({ way, ...node }) => ({ ...node, way: [...way] })) }
  },
  async nodes({ params, query: { tree, end, limit } }, { ports, caller }) {
    const ways = await ports.plan.nodes(params.scenario, tree, end, caller)
    return { ways: ways.slice(0, limit).map((way) => [...way]), count: ways.length }
  },
  async tree({ params, query }, { ports, caller }) {
    const { tree, at = [], after, limit } = query
    const nodes = await ports.plan.children(params.scenario, tree, at, scopeAsked(said(query)), caller)
    const shown = nodes.slice(after, after + limit)
    const end = after + shown.length
    return { nodes: shown, count: nodes.length, next: shown.length > 0 && end < nodes.length ? end : null }
  },
}
