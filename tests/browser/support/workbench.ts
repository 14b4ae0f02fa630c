/**
 * The workbench as a person uses it: a server of its own over a planned company, a real browser, people with accounts.
 * Nothing is stubbed: what a page shows came through the API.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { GrantedScope } from '../../../src/access/grant.js'
import type { Role } from '../../../src/access/roles.js'
import { openAccounts } from '../../../src/house/serving/open-company.js'
import { served } from '../../serving/served.js'
import { plannedAndina } from './planned-andina.js'

const PASSWORD = 'a heading for the whole company'

export interface Person {
  readonly roles: readonly Role[]
  /** Everything, when absent. */
  readonly scope?: GrantedScope
}

export const PEOPLE: Readonly<Record<string, Person>> = {
  ana: { roles: ['demand', 'finance'] },
  peru: { roles: ['demand'], scope: { location: ['PE'] } },
  viewer: { roles: ['viewer'] },
  cfo: { roles: ['finance', 'executive'] },
  boss: { roles: ['administrator'] },
  sofia: { roles: ['supply'] },
  quillay: { roles: ['partner'], scope: { customer: ['CL', 'moderno', 'QUI'] } },
  tenso: { roles: ['partner'], scope: { supplier: 'V-TENSO' } },
}

export interface Workbench {
  readonly url: string
  readonly folder: string
  readonly browser: Browser
  /** A browser of their own, signed in. */
  readonly as: (user: string, how?: Looking) => Promise<Page>
  /** A browser with nobody in it. */
  readonly stranger: (how?: Looking) => Promise<Page>
  /** Ends the server at once, as a power cut would. */
  readonly kill: () => Promise<unknown>
  readonly start: () => Promise<void>
}

export interface Looking {
  readonly language?: 'es' | 'pt' | 'en'
  readonly scheme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  readonly at?: string
}

const LOCALE = { es: 'es-CL', pt: 'pt-BR', en: 'en-US' } as const
/** A page that threw is a fault whatever it shows. */
export const faults: string[] = []

export let workbench: Workbench

/** One server and one browser for the tests of the file that calls this. */
export function useWorkbench(environment: () => Promise<Record<string, string>> = async () => ({})): void {
  let stop = async (): Promise<void> => {}
  beforeAll(async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-browser-'))
    fs.cpSync(await plannedAndina(), folder, { recursive: true })
    await hire(folder)
    const browser = await launch()
    const settings = await environment()
    let { server, url } = await served(folder, settings)
    const contexts: BrowserContext[] = []
    const stranger = async (how: Looking = {}): Promise<Page> => {
      const context = await browser.newContext(contextOf(how))
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => faults.push(String(error)))
      await page.goto(url + (how.at ?? '/'))
      return page
    }
    workbench = {
      url,
      folder,
      browser,
      stranger,
      async as(user, how = {}) {
        const page = await stranger(how)
        await signIn(page, user)
        return page
      },
      kill() {
        server.kill('SIGKILL')
        return server.ended
      },
      async start() {
        server = (await served(folder, { ...settings, RUMBO_PORT: new URL(url).port })).server
      },
    }
    stop = async () => {
      await browser.close()
      server.kill('SIGKILL')
      await server.ended
      fs.rmSync(folder, { recursive: true, force: true })
    }
  }, 120_000)
  afterAll(() => stop())
}

/** Flags as they have to be for several browsers beside each other. */
export async function launch(): Promise<Browser> {
  const args = ['--no-sandbox', '--headless=shell', '--disable-gpu', '--hide-scrollbars']
  return playwright.launch({ executablePath: await chromium.executablePath(), args })
}

const contextOf = ({ language = 'es', scheme = 'light', width = 1440, height = 900 }: Looking) => ({
  locale: LOCALE[language],
  colorScheme: scheme,
  viewport: { width, height },
  acceptDownloads: true,
  permissions: ['clipboard-read', 'clipboard-write'],
})

export async function signIn(page: Page, user: string, password = PASSWORD): Promise<void> {
  await page.getByLabel(/^(Usuario|Usuário|User)/).fill(user)
  await page.getByLabel(/^(Contraseña|Senha|Password)/).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('main').and(page.locator('#screen')).waitFor()
}

async function hire(folder: string): Promise<void> {
  const accounts = openAccounts(folder)
  const by = { actor: 'console', origin: 'test' }
  for (const [id, { roles, scope = {} }] of Object.entries(PEOPLE)) {
    const grant = { roles: [...roles], scopes: [scope], measures: null, processes: null }
    accounts.users.add({ id, name: id, email: `${id}@andina.cl`, language: null, grant }, by)
    await accounts.resetPassword(id, PASSWORD, by, false)
  }
  accounts.close()
}

/** Keeps what is asked for at such addresses from being answered, until it is let go. */
export async function held(page: Page, at: string): Promise<() => void> {
  let letGo = (): void => {}
  const gone = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(at, async (route) => {
    await gone
    await route.continue()
  })
  return () => letGo()
}
