import type { z } from '@hono/zod-openapi'
import { Refusal } from '../core/base/refusal.js'
import { RAW_TYPE } from './declaration.js'
import { DetailedRefusal } from './refusals.js'

/**
 * The JSON of a request, read no further than it may be long.
 * @throws Refusal `api.not_json`, `api.too_large`, `api.invalid`
 */
export async function readBody(request: Request, most: number): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) throw new Refusal('api.not_json', {})
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge(most)
  const chunks: Uint8Array[] = []
  let length = 0
  if (request.body !== null)
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length > most) throw tooLarge(most)
      chunks.push(chunk)
    }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    throw new DetailedRefusal('api.invalid', {}, { issues: [{ at: '', problem: 'not JSON' }] })
  }
}

/**
 * The bytes of a file as they arrive; whoever reads them says how many are too many.
 * @throws Refusal `api.not_bytes`
 */
export function rawBody(request: Request): AsyncIterable<Uint8Array> {
  if (!request.headers.get('content-type')?.toLowerCase().startsWith(RAW_TYPE)) throw new Refusal('api.not_bytes', {})
  return (request.body ?? []) as unknown as AsyncIterable<Uint8Array>
}

const tooLarge = (most: number): Refusal => new Refusal('api.too_large', { megabytes: most / 2 ** 20 })

/** Told of at most: a paste of ten thousand bad rows is one mistake. */
const ISSUES_MOST = 20

export function checked(schema: z.ZodType | undefined, given: unknown, part: string): unknown {
  if (schema === undefined) return undefined
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const issues = result.error.issues
    .slice(0, ISSUES_MOST)
    .map(({ path, message }) => ({ at: [part, ...path].join('.'), problem: message }))
  throw new DetailedRefusal('api.invalid', {}, { issues })
}
