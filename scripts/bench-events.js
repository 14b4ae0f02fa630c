// `npm run bench:events [folder] [seconds]`: how many events a second a served company takes, each on disk when it is
// answered, while somebody edits the plan. Senders and server share the machine. Without a folder the demo company.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { root, setUp } from './setup.js'

await setUp()
const { openAccounts } = await import('../dist/house/serving/open-company.js')
const { prepareDemo } = await import('../dist/house/sample-companies.js')
const { planFolder } = await import('../dist/house/planning.js')
const { runJob } = await import('../dist/jobs/job.js')

const [given, secondsText = '60'] = process.argv.slice(2)
const SECONDS = Number(secondsText)
const BATCH = 500
const BATCHES_PER_SECOND = 40
const SINGLES_PER_SECOND = 5_000
const SOCKETS = 32
const PORT = 7978
const by = { actor: 'console', origin: 'console' }

const percentile = (times, share) =>
  times.length === 0
    ? Number.NaN
    : times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]
const ms = (time) => `${time.toFixed(1)} ms`
const tell = (what, figure, bar) => console.log(`${what.padEnd(52)} ${figure.padStart(40)}   ${bar}`)

async function company() {
  if (given !== undefined) return given
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-events-')), 'andina')
  await prepareDemo(folder)
  await runJob('plan', {}, (job) => planFolder(folder, job, {}))
  return folder
}

function tokenOf(folder, user, roles) {
  const accounts = openAccounts(folder)
  const grant = { roles, scopes: [{}], measures: null, processes: null }
  if (accounts.users.find(user) === null)
    accounts.users.add({ id: user, name: user, email: null, language: 'en', grant }, by)
  const { secret } = accounts.makeToken({ user, name: 'measuring', kind: 'api', days: 1 }, by)
  accounts.close()
  return secret
}

const agent = new http.Agent({ keepAlive: true, maxSockets: SOCKETS })

/** The answer of one request, in milliseconds. */
function ask(token, method, address, body) {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const text = body === undefined ? undefined : JSON.stringify(body)
    const headers = {
      authorization: `Bearer ${token}`,
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    }
    const request = http.request(
      { host: '127.0.0.1', port: PORT, path: address, method, headers, agent },
      (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString()
          if (response.statusCode >= 300) reject(new Error(`${response.statusCode} ${answer.slice(0, 300)}`))
          else resolve({ took: performance.now() - began, answer })
        })
      },
    )
    request.on('error', reject)
    request.end(text)
  })
}

let next = 0
const run = Date.now().toString(36)
const sale = () => {
  const at = next++
  return {
    id: `${run}-${at}`,
    table: 'sales',
    says: 'add',
    at: '2026-12-01T10:00:00-03:00',
    row: {
      date: '2026-12-01',
      product_id: `P${at % 5000}`,
      location_id: `S${at % 97}`,
      flow: 'SELL_OUT',
      units: 1 + (at % 7),
    },
  }
}

/** Sends at a steady pace for so long; whoever falls behind sends as fast as it can. */
async function pace(perSecond, seconds, send) {
  const times = []
  const began = performance.now()
  const end = began + seconds * 1000
  let begun = 0
  let underWay = 0
  let failed = null
  while (performance.now() < end && failed === null) {
    const due = Math.floor(((performance.now() - began) / 1000) * perSecond)
    while (begun < due && underWay < SOCKETS * 4) {
      begun++
      underWay++
      send()
        .then(
          ({ took }) => times.push(took),
          (error) => (failed = error),
        )
        .finally(() => underWay--)
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  while (underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  if (failed !== null) throw failed
  return { perSecond: times.length / ((performance.now() - began) / 1000), times }
}

/** Edits of the plan while events come: a number every second. */
function editing(token) {
  const times = []
  let stopped = false
  const done = (async () => {
    for (let edit = 0; !stopped; edit++) {
      const box = { product: [], location: [], customer: [], from: '2027-03-01', until: '2027-04-01' }
      const intents = [{ kind: 'quantity', op: 'add', quantity: edit % 2 === 0 ? 1000 : -1000, box }]
      const body = {
        key: `${run}-edit-${edit}-${performance.now()}`,
        seen: Number.MAX_SAFE_INTEGER,
        intents,
        reason: { code: 'agreed', note: '' },
      }
      times.push((await ask(token, 'POST', '/api/v1/plans/main/entries', body)).took)
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  })()
  return async () => {
    stopped = true
    await done
    return times
  }
}

const folder = await company()
const [sender, planner] = [tokenOf(folder, 'till', ['administrator']), tokenOf(folder, 'planner', ['demand'])]
const server = spawn(process.execPath, [path.join(root, 'bin', 'rumbo.js'), 'serve', folder, '--port', String(PORT)], {
  stdio: 'ignore',
})
try {
  for (;;) {
    const up = await ask(planner, 'GET', '/api/v1/plans/main/epoch').catch(() => null)
    if (up !== null) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  for (const [what, perSecond, events, bar] of [
    [`batches of ${BATCH}`, BATCHES_PER_SECOND, BATCH, 20_000],
    ['single posts', SINGLES_PER_SECOND, 1, 5_000],
  ]) {
    const stop = editing(planner)
    const send = () => ask(sender, 'POST', '/api/v1/fact-events', { events: Array.from({ length: events }, sale) })
    const { perSecond: got, times } = await pace(perSecond * 1.1, SECONDS, send)
    const edits = await stop()
    tell(
      `events a second for ${SECONDS} s, ${what}`,
      `${Math.round(got * events).toLocaleString('en')}, answered p50 ${ms(percentile(times, 0.5))}, p99 ${ms(percentile(times, 0.99))}`,
      `≥ ${bar.toLocaleString('en')}`,
    )
    tell('  an edit of the plan meanwhile', `p50 ${ms(percentile(edits, 0.5))}, p95 ${ms(percentile(edits, 0.95))}`, '')
  }

  const file = path.join(folder, '.rumbo', 'events.db')
  tell('events kept', next.toLocaleString('en'), `${(fs.statSync(file).size / 2 ** 20).toFixed(0)} MB on disk`)
} finally {
  server.kill('SIGTERM')
  agent.destroy()
  if (given === undefined) fs.rmSync(path.dirname(folder), { recursive: true, force: true })
}
