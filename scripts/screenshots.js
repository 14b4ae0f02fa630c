// `npm run screenshots`: the pictures of README and docs/tour.md, made from the demo company as it is planned now.
// `npm run screenshots -- --all <folder>`: every screen, by day and night, in English and Spanish, wide and on a phone,
// to be looked at one by one.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root, setUp } from './setup.js'

await setUp()
const { default: chromium } = await import('@sparticuz/chromium')
const { chromium: playwright } = await import('playwright-core')
const { planFolder } = await import('../dist/house/planning.js')
const { prepareDemo } = await import('../dist/house/sample-companies.js')
const { hireDemoPeople, newDemoPassword } = await import('../dist/house/demo-people.js')
const { runJob } = await import('../dist/jobs/job.js')

const PORT = '7980'
const url = `http://127.0.0.1:${PORT}`
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
const LOCALE = { es: 'es-CL', en: 'en-US' }

/** What there is to see: who looks, where, and what is there when it is ready. */
const SCREENS = [
  { name: 'plan', user: 'paula', at: '/plan', ready: 'canvas' },
  { name: 'plan-months', user: 'paula', at: '/plan?by=month&past=12&scale=k', ready: 'canvas' },
  {
    name: 'plan-why',
    user: 'paula',
    at: '/plan?past=0&by=month&rows=p3&product=Alimentos%20y%20bebidas%2FCaf%C3%A9',
    ready: 'canvas',
    then: why,
  },
  { name: 'plan-time', user: 'paula', at: '/plan?time=rows&by=month&rows=p2&calendar=nrf', ready: 'canvas' },
  { name: 'plan-value', user: 'paula', at: '/plan?as=value&scale=k', ready: 'canvas' },
  { name: 'finance', user: 'carlos', at: '/finance', ready: 'table' },
  { name: 'bridge', user: 'carlos', at: '/finance/bridge', ready: 'h1' },
  { name: 'forecast', user: 'paula', at: '/forecast?product=Alimentos%20y%20bebidas%2FCaf%C3%A9', ready: 'h1' },
  { name: 'scenarios', user: 'carlos', at: '/scenarios', ready: 'h1' },
  { name: 'data', user: 'admin', at: '/data', ready: 'h1' },
  { name: 'administration', user: 'admin', at: '/administration', ready: 'h1' },
]

/** Of README and the tour: by day, in English. */
const SHOWN = ['plan', 'plan-why', 'finance', 'bridge', 'forecast', 'scenarios', 'data']

async function why(page) {
  const scroller = page.locator('.dvn-scroller')
  await scroller.click({ position: { x: 520, y: 200 } })
  await page.keyboard.press('Alt+Enter')
  await page.waitForTimeout(1200)
}

async function signIn(page, user, password) {
  await page.locator('input[autocomplete=username]').fill(user)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('#screen').waitFor()
}

async function shoot(browser, password, { name, user, at, ready, then }, { language, scheme, size, file }) {
  const context = await browser.newContext({ locale: LOCALE[language], colorScheme: scheme, viewport: SIZES[size] })
  const page = await context.newPage()
  await page.goto(url + at)
  await signIn(page, user, password)
  await page.locator(ready).first().waitFor()
  await page.waitForTimeout(1500)
  if (then !== undefined && size === 'wide') await then(page)
  await page.screenshot({ path: file })
  await context.close()
  console.log(`${name.padEnd(16)} ${file}`)
}

/** Something has happened in the plan that is shown: a promotion, dearer prices, and a scenario in which demand falls. */
async function live(password) {
  const paula = await caller('paula', password)
  const carlos = await caller('carlos', password)
  const year = { from: '2027-03-01', until: '2027-07-01' }
  const quantity = (product, factor) => ({ kind: 'quantity', op: 'scale', factor, box: { product, ...year } })
  const dearer = {
    kind: 'master',
    list: 'prices',
    key: {},
    field: 'amount',
    op: 'scale',
    value: 1_020_000,
    from: '2027-02-01',
  }
  const drinks = ['Alimentos y bebidas']
  await paula('/plans/main/entries', {
    intents: [quantity(drinks, 1_080_000)],
    reason: { code: 'promotion', note: 'Two for one' },
  })
  await paula('/plans/main/entries', { intents: [dearer], reason: { code: 'price', note: 'New list' } })
  const { id } = await carlos('/scenarios', { name: 'Demand falls by a tenth' })
  await paula(`/plans/${id}/entries`, { intents: [quantity([], 900_000)], reason: { code: 'competition', note: '' } })
}

async function caller(user, password) {
  const headers = { origin: url, 'content-type': 'application/json' }
  const entered = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ user, password }),
  })
  const cookie = entered.headers.get('set-cookie').split(';')[0]
  return async (path, body) => {
    const keyed = { key: crypto.randomUUID(), seen: 1e6, ...body }
    const sent = path === '/scenarios' ? body : keyed
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify(sent),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-screenshots-'))
const data = path.join(folder, 'andina')
await prepareDemo(data)
await runJob('plan', {}, (job) => planFolder(data, job, {}))
hireDemoPeople(data)
const { password } = await newDemoPassword(data)
const server = spawn(process.execPath, [path.join(root, 'bin', 'rumbo.js'), 'serve', data, '--port', PORT], {
  stdio: 'ignore',
})
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--headless=shell', '--disable-gpu', '--hide-scrollbars'],
})
try {
  for (let ready = false; !ready; )
    ready = await fetch(`${url}/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
  await live(password)
  const all = process.argv[2] === '--all' ? path.resolve(process.argv[3] ?? 'screenshots') : null
  const to = all ?? path.join(root, 'docs', 'screens')
  fs.mkdirSync(to, { recursive: true })
  for (const screen of SCREENS) {
    if (all === null) {
      if (!SHOWN.includes(screen.name)) continue
      const how = { language: 'en', scheme: 'light', size: 'wide', file: path.join(to, `${screen.name}.png`) }
      await shoot(browser, password, screen, how)
      continue
    }
    for (const language of ['en', 'es'])
      for (const scheme of ['light', 'dark'])
        for (const size of ['wide', 'phone']) {
          const file = path.join(to, `${screen.name}-${language}-${scheme}-${size}.png`)
          await shoot(browser, password, screen, { language, scheme, size, file })
        }
  }
} finally {
  await browser.close()
  server.kill('SIGTERM')
  fs.rmSync(folder, { recursive: true, force: true })
}
