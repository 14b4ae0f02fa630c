/** The server's socket: Node's HTTP under the web's `Request` and `Response`. */
import type { Server, ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Refusal } from '../core/base/refusal.js'

export interface Socket {
  readonly port: number
  /** Takes nothing new and waits for what is being answered, at most so long; false when something was cut off. */
  close(mostMs: number): Promise<boolean>
}

type Answer = (request: Request, env: object) => Promise<Response> | Response

/** @throws Refusal `serve.port_taken`, `serve.cannot_listen` */
export async function openSocket(answer: Answer, { host, port }: { host: string; port: number }): Promise<Socket> {
  const server = createAdaptorServer({ fetch: answer }) as Server
  const answering = new Set<ServerResponse>()
  let allAnswered = (): void => {}
  server.on('request', (_, response: ServerResponse) => {
    answering.add(response)
    response.once('close', () => {
      answering.delete(response)
      if (answering.size === 0) allAnswered()
    })
  })
  await listening(server, host, port)
  return {
    port: (server.address() as { port: number }).port,
    async close(mostMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      if (answering.size > 0)
        await within(
          mostMs,
          new Promise<void>((resolve) => {
            allAnswered = resolve
          }),
        )
      const finished = answering.size === 0
      server.closeAllConnections()
      await closed
      return finished
    },
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code = '' }: NodeJS.ErrnoException) => {
      const where = { host, port: String(port), code }
      reject(new Refusal(code === 'EADDRINUSE' ? 'serve.port_taken' : 'serve.cannot_listen', where))
    })
    server.listen(port, host, resolve)
  })
}

/** Waits for work, but not longer than this. */
export async function within(mostMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, mostMs)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
