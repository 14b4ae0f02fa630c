//! The end of `npm start`: the demo served, its people told, and a second start beside the first.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyOfExample, rumbo } from '../examples/rumbo-command.js'
import { command, DEMO, Running } from './served.js'

let planned: string
const started: Running[] = []
const copies: string[] = []

beforeEach(() => {
  planned = copyOfExample('supplier-mini')
  expect(rumbo('plan', planned).code).toBe(0)
})
afterEach(async () => {
  for (const running of started.splice(0)) {
    running.kill('SIGKILL')
    await running.ended
  }
  for (const folder of [planned, ...copies.splice(0)]) fs.rmSync(folder, { recursive: true })
})

const demo = (folder: string, port: string): Running => {
  const running = new Running([folder], { RUMBO_PORT: port }, DEMO)
  started.push(running)
  return running
}

/** Where it is and the password of its people, once it has told all of it. */
async function told(running: Running): Promise<{ url: string; password: string }> {
  const [, url] = await running.says(/(http:\/\/127\.0\.0\.1:\d+)/)
  const [, password] = await running.says(/password (\S{20})\b/)
  await running.says(/^ {2}admin /m)
  return { url: url!, password: password! }
}

const signIn = async (url: string, user: string, password: string): Promise<number> => {
  const body = JSON.stringify({ user, password })
  const headers = { origin: url, 'content-type': 'application/json' }
  return (await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body })).status
}

test('[RS22] a second start beside the first is refused, and the password that was printed goes on being good', async () => {
  const { url, password } = await told(demo(planned, '0'))
  expect(await signIn(url, 'paula', password)).toBe(200)
  const second = demo(planned, new URL(url).port)
  expect(await second.ended).toBe(2)
  expect(second.err).toContain(`served already, at ${url}`)
  expect(second.out).toBe('')
  expect(await signIn(url, 'vera', password)).toBe(200)
})

test('[RS22] beside another company the demo takes another port; its next start gives another password', async () => {
  const other = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-other-'))
  copies.push(other)
  fs.cpSync(planned, other, { recursive: true })
  const first = await told(demo(other, '0'))
  const server = demo(planned, new URL(first.url).port)
  const beside = await told(server)
  expect(beside.url).not.toBe(first.url)
  expect(await signIn(beside.url, 'lucia', beside.password)).toBe(200)
  // Longer than what an ended server leaves behind is given: the refused port is no end.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await signIn(beside.url, 'lucia', beside.password)).toBe(200)
  server.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  const again = await told(demo(planned, '0'))
  expect(await signIn(again.url, 'lucia', beside.password)).toBe(401)
  expect(await signIn(again.url, 'lucia', again.password)).toBe(200)
  const { out } = await command('user', 'list', planned)
  expect(out).toMatch(/admin\b.*administrator/)
  expect(out).not.toMatch(/admin\b.*demand/)
})
