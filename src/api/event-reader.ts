/** The event stream for a client: the other end of `event-stream.ts`. Works wherever there is `fetch`. */
import { type ClientOptions, openRoute, type RouteAddress } from './route-caller.js'
import type { StreamEvent } from './wire/event.js'

/** The route `events` of the declarations, without their shapes. */
export const EVENTS: RouteAddress = { method: 'get', path: '/api/v1/events' }

/**
 * Everything that the server tells, after the entry that was told last where one is named. Ends when the server ends
 * the stream, and ends it when nobody asks for the next event.
 *
 * @throws ApiRefusal
 *
 * @example
 * for await (const { event, data } of listen({ url, token })) if (event === 'scenario') show(data.scenario)
 */
export async function* listen(options: ClientOptions, after?: number): AsyncGenerator<StreamEvent, void> {
  const response = await openRoute(options, EVENTS, after === undefined ? {} : { 'last-event-id': String(after) })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (let text = ''; ; ) {
      const { value, done } = await reader.read()
      if (done) return
      const blocks = (text + value).split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) {
        const event = eventOf(block)
        if (event !== null) yield event
      }
    }
  } finally {
    await reader.cancel()
  }
}

/** Null for heartbeats and advice to browsers. */
function eventOf(block: string): StreamEvent | null {
  const fields = new Map(block.split('\n').map((line) => splitOnce(line)))
  const event = fields.get('event')
  if (event === undefined) return null
  const id = fields.get('id')
  return { event, id: id === undefined ? null : Number(id), data: JSON.parse(fields.get('data')!) } as StreamEvent
}

function splitOnce(line: string): [name: string, value: string] {
  const at = line.indexOf(': ')
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 2)]
}
