/** A company ready to be asked: its plan behind the gate, its people, its versions, as one app without a socket. */
import fs from 'node:fs'
import path from 'node:path'
import { Accounts } from '../../access/accounts/accounts.js'
import { GuardedPlan } from '../../access/guarded-plan.js'
import { type IdentityProvider, openIdentityProvider } from '../../access/openid/identity-provider.js'
import { circleOf } from '../../access/partner-circle.js'
import { type ApiApp, buildApp } from '../../api/app.js'
import { ROUTES } from '../../api/declarations.js'
import type { ApiSettings, Phase } from '../../api/ports.js'
import type { RequestLog } from '../../api/request-log.js'
import { streamParquet } from '../../store/export/parquet-stream.js'
import { readCompany } from '../../store/read-company.js'
import type { Settings } from '../configuration/settings.js'
import { openCourseDesk } from '../courses/course-desk.js'
import { openDataDesk } from '../data/data-desk.js'
import { openInboxThread } from '../events/inbox-thread.js'
import { programVersion } from '../house-options.js'
import { whenFree, withStore } from '../loading.js'
import { openProofShelf } from '../proof-shelf.js'
import { journalPlaceOf } from './journal-place.js'
import type { OpenedPlan, OpeningPlan } from './open-plan.js'
import { followSupplied } from './supplied-by.js'

export interface OpenCompany {
  readonly app: ApiApp
  readonly accounts: Accounts
  /** The plan stays open. */
  close(): Promise<void>
}

export interface OpeningCompany {
  readonly settings: Settings
  readonly consoleKey: string
  readonly log: RequestLog
  readonly phase: () => Phase
}

/** For a load that is under way. */
const LOADING_MS = 10_000

/** Joins a plan that is open with the people of its company, as one app. */
export async function openCompany(
  folder: string,
  { plan, versions }: Pick<OpenedPlan, 'plan' | 'versions'>,
  { settings, consoleKey, log, phase }: OpeningCompany,
): Promise<OpenCompany> {
  const company = await whenFree(LOADING_MS, () => withStore(folder, readCompany))
  const accounts = openAccounts(folder, settings)
  const courses = openCourseDesk(folder)
  const events = await openInboxThread(folder, (error) => log.fault('events', error))
  const app = buildApp({
    plan: new GuardedPlan(plan, (actor) => {
      const user = accounts.users.find(actor)
      return user === null ? null : circleOf(user.grant)
    }),
    accounts,
    suppliedBy: await followSupplied(plan),
    versions,
    courses,
    data: openDataDesk(folder, { courses, uploadBytes: settings['uploads.mostMegabytes'] * 2 ** 20, now: Date.now }),
    proofs: openProofShelf(folder),
    events,
    writeParquet: streamParquet,
    identityProvider: identityProviderOf(settings),
    consoleKey,
    log,
    phase,
    programVersion: programVersion(),
    companyLanguage: settings.language ?? company.settings.language,
    settings: apiSettingsOf(settings),
    now: Date.now,
  })
  return {
    app,
    accounts,
    async close() {
      app.endStreams()
      courses.close()
      accounts.close()
      await events.close()
    },
  }
}

/** The people of a company: `.rumbo/access.db`, its owner's only. Several processes may have it open. */
export function openAccounts(folder: string, settings?: Settings): Accounts {
  const file = path.join(folder, '.rumbo', 'access.db')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  // SQLite gives the files beside it the same mode.
  fs.closeSync(fs.openSync(file, 'a', 0o600))
  fs.chmodSync(file, 0o600)
  if (settings === undefined) return Accounts.open(file)
  const times = {
    idleMs: settings['sessions.idleMinutes'] * 60_000,
    absoluteMs: settings['sessions.longestHours'] * 3600_000,
  }
  return Accounts.open(file, { times })
}

/** What of the configuration the plan is opened with. */
export const openingPlan = (settings: Settings): OpeningPlan => ({
  journal: journalPlaceOf(settings),
  ...(settings.workers === null ? {} : { workers: settings.workers }),
  ...(settings.memoryMegabytes === null ? {} : { memoryMegabytes: settings.memoryMegabytes }),
  reasonRequiredAbove: settings['editing.reasonRequiredAbove'],
})

const apiSettingsOf = (settings: Settings): ApiSettings => ({
  publicUrl: settings.publicUrl,
  trustProxy: settings.trustProxy,
  bodyBytes: settings['requests.bodyMegabytes'] * 2 ** 20,
  requestsPerSecond: settings['requests.perSecond'],
  eventRequestsPerSecond: settings['requests.eventsPerSecond'],
  requestBurst: settings['requests.burst'],
  heartbeatMs: settings['events.heartbeatSeconds'] * 1000,
})

function identityProviderOf(settings: Settings): IdentityProvider | null {
  const issuer = settings['openId.issuer']
  if (issuer === null) return null
  return openIdentityProvider({
    name: settings['openId.name'],
    issuer,
    clientId: settings['openId.clientId']!,
    clientSecret: settings['openId.clientSecret'],
    redirectUrl: new URL(ROUTES.fromIdentityProvider.path, settings.publicUrl!).href,
    groupsClaim: settings['openId.groupsClaim'],
    roleOfGroup: settings['openId.rolesOfGroups'],
  })
}
