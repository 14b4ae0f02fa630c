import os from 'node:os'
import { ApiRefusal, apiClient, type Client, type ClientOptions } from '../api/client.js'
import { Refusal } from '../core/base/refusal.js'
import { type ConsoleRoad, openConsoleRoad } from '../house/serving/console-road.js'
import type { OpenPlan } from '../house/serving/open-plan.js'
import { runningServer } from '../house/serving/server-file.js'
import type { Language } from '../language/message.js'

export interface Connecting {
  readonly openPlan: OpenPlan
  readonly language: Language
  /** The account to act as, when one is named (RS11). */
  readonly as?: string | undefined
}

export interface Connection {
  readonly client: Client
  /** Who acts; undefined is the console itself. */
  readonly actor: string | undefined
}

/** Works with a company over its API, served by somebody or not. */
export async function withCompany<Of>(
  folder: string,
  connecting: Connecting,
  work: (connection: Connection) => Promise<Of>,
): Promise<Of> {
  const road = await openConsoleRoad(folder, connecting.openPlan)
  try {
    const as = (actingAs?: string): Client => apiClient(clientOptions(road, connecting.language, actingAs))
    const actor = connecting.as ?? (await ownAccount(as()))
    return await work({ client: as(actor), actor })
  } finally {
    await road.close()
  }
}

/** Works with the server of a company as its console; null where none answers. */
export async function withServer<Of>(
  folder: string,
  language: Language,
  work: (client: Client) => Promise<Of>,
): Promise<Of | null> {
  const server = await runningServer(folder)
  if (server === null) return null
  return work(apiClient(clientOptions({ ...server, close: async () => {} }, language, undefined)))
}

const clientOptions = (road: ConsoleRoad, language: Language, actingAs: string | undefined): ClientOptions => ({
  url: road.url,
  token: road.key,
  language,
  ...(actingAs === undefined ? {} : { actingAs }),
  fetch: road.fetch ?? sendTo(road.url),
})

function sendTo(url: string): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await fetch(request)
    } catch {
      throw new Refusal('cli.no_answer', { url })
    }
  }
}

/** The account named like the user of the operating system, if there is one. */
async function ownAccount(console: Client): Promise<string | undefined> {
  const name = systemUser()
  if (name === undefined) return undefined
  try {
    const { id, active } = await console('findUser', { params: { user: name } })
    return active ? id : undefined
  } catch (error) {
    if (error instanceof ApiRefusal && [404, 422].includes(error.status)) return undefined
    throw error
  }
}

function systemUser(): string | undefined {
  try {
    return os.userInfo().username.toLowerCase()
  } catch {
    // A container may run as a number that has no name.
    return undefined
  }
}
