/** How the command line reaches a company: its running server, else the same app in this process (RS12). */
import { randomBytes } from 'node:crypto'
import { SILENT } from '../../api/request-log.js'
import { readConfiguration } from '../configuration/configuration.js'
import { assertCompanyFolder } from '../house-options.js'
import { openCompany, openingPlan } from './open-company.js'
import type { OpenPlan } from './open-plan.js'
import { runningServer } from './server-file.js'

export interface ConsoleRoad {
  readonly url: string
  readonly key: string
  /** Absent where there is a socket. */
  readonly fetch?: (request: Request) => Promise<Response> | Response
  close(): Promise<void>
}

const NOWHERE = 'http://console.rumbo'

/** @throws Refusal `cli.no_folder`, `plan.no_plan`, `journal.in_use` by something that does not answer */
export async function openConsoleRoad(folder: string, openPlan: OpenPlan): Promise<ConsoleRoad> {
  assertCompanyFolder(folder)
  const server = await runningServer(folder)
  if (server !== null) return { url: server.url, key: server.key, close: async () => {} }
  const { settings } = readConfiguration(folder, { environment: process.env })
  const key = randomBytes(32).toString('base64url')
  const opened = await openPlan(folder, openingPlan(settings))
  try {
    const company = await openCompany(folder, opened, { settings, consoleKey: key, log: SILENT, phase: () => 'ready' })
    const close = async (): Promise<void> => {
      await company.close()
      await opened.plan.close()
    }
    return { url: NOWHERE, key, fetch: (request) => company.app.fetch(request), close }
  } catch (error) {
    await opened.plan.close()
    throw error
  }
}
