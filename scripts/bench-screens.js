// `npm run bench:screens [folder]`: how long people wait for the screens, in a real browser over a real server.
// Without a folder the demo company, as `npm start` serves it; with one, a company that is planned already.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root, setUp } from './setup.js'

await setUp()
const { default: chromium } = await import('@sparticuz/chromium')
const { chromium: playwright } = await import('playwright-core')
const { openAccounts } = await import('../dist/house/serving/open-company.js')
const { prepareDemo } = await import('../dist/house/sample-companies.js')
const { planFolder } = await import('../dist/house/planning.js')
const { runJob } = await import('../dist/jobs/job.js')

const given = process.argv[2]
const folder = given ?? path.join(root, 'examples', 'andina', 'data')
const EDITS = 60
/** Nobody ends numbers quicker than this. */
const PACE_MS = 300
/** Of people who stay in the company that was measured: nobody knows it afterwards. */
const PASSWORD = randomBytes(18).toString('base64url')

const percentile = (times, share) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]
const ms = (time) => `${Math.round(time)} ms`
const tell = (what, figure, bar) => console.log(`${what.padEnd(58)} ${figure.padStart(24)}   ${bar}`)

/** The bytes a browser fetches before the first screen can run, as they travel. */
function scriptBytes() {
  const web = path.join(root, 'dist', 'web')
  const page = fs.readFileSync(path.join(web, 'index.html'), 'utf8')
  const first = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1])
  return first.reduce((sum, file) => sum + fs.statSync(`${path.join(web, file)}.br`).size, 0)
}

function hire() {
  const accounts = openAccounts(folder)
  const by = { actor: 'console', origin: 'console' }
  const grant = { roles: ['demand', 'finance', 'supply'], scopes: [{}], measures: null, processes: null }
  return Promise.all(
    ['watch-1', 'watch-2'].map(async (id) => {
      if (accounts.users.find(id) === null) accounts.users.add({ id, name: id, email: null, language: 'en', grant }, by)
      await accounts.resetPassword(id, PASSWORD, by, false)
    }),
  ).finally(() => accounts.close())
}

/** The server as a newcomer starts it; what it takes from the first process to its answer counts. */
function start() {
  const args =
    given === undefined
      ? [path.join(root, 'scripts', 'start.js')]
      : [path.join(root, 'bin', 'rumbo.js'), 'serve', folder]
  const began = performance.now()
  const child = spawn(process.execPath, [...args, '--port', '7979'], { stdio: 'ignore' })
  return { child, began, url: 'http://127.0.0.1:7979' }
}

async function answering(url, child) {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    try {
      await fetch(`${url}/health`)
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

async function signIn(page, url, user, address) {
  await page.goto(url + address)
  await page.getByLabel(/^User/).fill(user)
  await page.getByLabel(/^Password/).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await painted(page, 0)
}

/** Resolves a frame after the grid has numbers of this moment of the plan or a later one. */
const painted = (page, position) =>
  page.evaluate(
    (least) =>
      new Promise((resolve) => {
        const look = () => {
          const there = performance
            .getEntriesByType('mark')
            .some(({ name }) => /^plan (\d+)$/.test(name) && Number(name.slice(5)) >= least)
          if (there) requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
          else requestAnimationFrame(look)
        }
        look()
      }),
    position,
  )

/** From the key that ends a number to the frame that shows every total that moved. */
async function editing(page) {
  await page.locator('.dvn-scroller').click({ position: { x: 420, y: 90 } })
  const times = []
  for (let edit = 0; edit < EDITS; edit++) {
    await page.keyboard.press('Control+Home')
    for (let step = 0; step < 4 + (edit % 6); step++) await page.keyboard.press('ArrowRight')
    for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowDown')
    await page.keyboard.type('=+1')
    await page.evaluate(() => {
      window.until = new Promise((resolve) => {
        addEventListener(
          'keydown',
          ({ timeStamp }) => {
            const before = performance
              .getEntriesByType('mark')
              .filter(({ name }) => /^plan \d+$/.test(name))
              .at(-1).name
            const look = () => {
              const now = performance
                .getEntriesByType('mark')
                .filter(({ name }) => /^plan \d+$/.test(name))
                .at(-1)
              if (now.name !== before)
                requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - timeStamp)))
              else requestAnimationFrame(look)
            }
            look()
          },
          { once: true, capture: true },
        )
      })
    })
    await page.keyboard.press('Enter')
    if (edit === 0) await because(page)
    times.push(await page.evaluate(() => window.until))
    await page.waitForTimeout(PACE_MS)
  }
  // The first one waited for a person to say why.
  return times.slice(1)
}

async function because(page) {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox').first()).first().click()
  await page.getByRole('option', { name: 'Promotion' }).click()
  await dialog.getByRole('button', { name: 'Change', exact: true }).click()
}

/** Frames a second while the grid is pulled down over many rows, page after page fetched on the way. */
const scrolling = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const scroller = document.querySelector('.dvn-scroller')
        const times = []
        let last = performance.now()
        const step = () => {
          const now = performance.now()
          times.push(now - last)
          last = now
          scroller.scrollTop += 240
          if (times.length < 300) requestAnimationFrame(step)
          else resolve(times.slice(1))
        }
        requestAnimationFrame(step)
      }),
  )

/** The company as its second start finds it: planning is measured elsewhere. */
async function prepare() {
  if (given !== undefined) return
  await prepareDemo(folder)
  await runJob('plan', {}, (job) => planFolder(folder, job, {}))
}

await prepare()
await hire()
const { child, began, url } = start()
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: ['--no-sandbox', '--headless=shell', '--disable-gpu', '--hide-scrollbars'],
})
try {
  console.log(`${os.cpus().length} cores, Node ${process.versions.node}, ${folder}\n`)
  const look = async () =>
    (await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } })).newPage()
  const page = await look()
  await answering(url, child)
  await page.goto(url)
  await page
    .getByText(/Rumbo|Opening/)
    .first()
    .waitFor()
  tell('process started to first painted page', ms(performance.now() - began), '')
  await page.getByLabel(/^User/).waitFor()
  tell('process started to sign-in', ms(performance.now() - began), '')
  await signIn(page, url, 'watch-1', '/plan?past=0&by=month')
  tell('process started to the plan painted (signed in at once)', ms(performance.now() - began), 'bar 5,000 ms')
  tell('first script, compressed', `${Math.round(scriptBytes() / 1000)} kB`, 'bar 500 kB')

  const other = await look()
  await signIn(other, url, 'watch-2', '/plan?past=0&by=month')
  const times = await editing(page)
  tell('key press to painted totals, two people there: p50', ms(percentile(times, 0.5)), '')
  tell(`  p95 of ${times.length}`, ms(percentile(times, 0.95)), 'bar 250 ms')

  for (const [what, address] of [
    ['by item, place and customer', '/plan?past=0&by=month&rows=p3.l2.c4'],
    ['the same with the past', '/plan?by=month&rows=p3.l2.c4'],
  ]) {
    await page.goto(url + address)
    await painted(page, 0)
    await page.goto('about:blank')
    await page.goto(url + address)
    const shown = await painted(page, 0)
    tell(`grid ${what}, page loaded anew`, ms(shown), '')
    const asked = await page.evaluate(
      () =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.endsWith('/query'))
          .map(({ startTime, duration }) => [startTime, duration])[0],
    )
    tell('  of which from the question to the paint', ms(shown - asked[0]), 'bar 500 ms')
    await page.waitForTimeout(500)
    const rows = await page.evaluate(() => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'))
    const frames = await scrolling(page)
    const mean = frames.reduce((sum, time) => sum + time, 0) / frames.length
    tell(`  scrolled down 300 × 240 px (${rows ?? '?'} rows)`, `${(1000 / mean).toFixed(1)} frames/s`, 'bar 50')
    tell('  longest frame', ms(Math.max(...frames)), '')
  }
} finally {
  await browser.close()
  child.kill('SIGTERM')
}
