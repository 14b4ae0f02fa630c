import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import { type Declared, RAW_TYPE } from './declaration.js'
import { ROUTE_LIST } from './declarations.js'
import { refusal } from './wire/base.js'

/** The published description: made from the same declarations that the server checks by. */
export function openApiDocument(version: string): object {
  const app = new OpenAPIHono()
  const registry = app.openAPIRegistry
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'rumbo' })
  registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  for (const [operationId, declared] of ROUTE_LIST) registry.registerPath(pathOf(operationId, declared))
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Rumbo',
      version,
      description:
        'Days are dates, quantities whole thousandths, money whole minor units with its decimals beside it. Totals are the totals of what the caller may see.',
    },
  })
}

function pathOf(operationId: string, declared: Declared): RouteConfig {
  const { method, path, summary, area, needs, params, query, body, raw } = declared
  return {
    method,
    path,
    summary,
    operationId,
    tags: [area],
    description: needs === 'nobody' ? 'Open to everybody.' : `Needs: ${needs}.`,
    security: needs === 'nobody' ? [] : [{ session: [] }, { token: [] }],
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body: { required: true, content: { 'application/json': { schema: body } } } }),
      ...(raw === undefined ? {} : { body: { required: true, content: { [RAW_TYPE]: { schema: z.string() } } } }),
    },
    responses: {
      [declared.status ?? 200]: { description: summary, ...answerOf(declared) },
      default: { description: 'Refused', content: { 'application/json': { schema: refusal } } },
    },
  }
}

function answerOf({ answer, streams, events }: Declared): { content?: Record<string, { schema: z.ZodType }> } {
  if (streams !== undefined && events !== undefined)
    return { content: Object.fromEntries(streams.map((type) => [type, { schema: eventSchema(events) }])) }
  if (streams !== undefined)
    return { content: Object.fromEntries(streams.map((type) => [type, { schema: z.string() }])) }
  return answer === undefined ? {} : { content: { 'application/json': { schema: answer } } }
}

/** The name tells what the data hold. */
const eventSchema = (events: NonNullable<Declared['events']>): z.ZodType =>
  z
    .union(Object.entries(events).map(([event, data]) => z.object({ event: z.literal(event), id, data })))
    .openapi({ description: 'Each event of the stream.' })

const id = z
  .number()
  .int()
  .optional()
  .openapi({ description: 'Position of the entry that is told, for Last-Event-ID.' })
