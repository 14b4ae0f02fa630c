import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '../core/base/refusal.js'
import type { FactEvent } from '../core/event/fact-event.js'
import { SqliteInbox } from './sqlite-inbox.js'

const NOW = Date.UTC(2026, 11, 1, 12)
let folder: string
const open: SqliteInbox[] = []

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-inbox-'))
})
afterEach(async () => {
  for (const inbox of open.splice(0)) await inbox.close()
  fs.rmSync(folder, { recursive: true })
})

function inboxAt(now = NOW): SqliteInbox {
  const inbox = new SqliteInbox(path.join(folder, 'events.db'), () => now)
  open.push(inbox)
  return inbox
}

const event = (id: string, told: Partial<FactEvent> = {}): FactEvent => ({
  id,
  sender: 'till',
  table: 'sales',
  says: 'set',
  happenedAt: NOW - 5000,
  recordedAt: NOW - 1000,
  row: { product_id: 'P1', units: '3' },
  ...told,
})

test('[EV5] [EV8] what was kept is there for whoever opens the file next, each once, numbered without gaps', async () => {
  const inbox = inboxAt()
  expect(await inbox.keep([event('a'), event('b')])).toEqual([
    { state: 'kept', position: 1 },
    { state: 'kept', position: 2 },
  ])
  await inbox.keep([event('a'), event('c', { table: 'stock' })])
  const next = inboxAt(NOW + 60_000)
  expect(await next.last()).toBe(3)
  expect(await next.read(0, 10)).toEqual([
    { ...event('a'), position: 1, knownAt: NOW },
    { ...event('b'), position: 2, knownAt: NOW },
    { ...event('c', { table: 'stock' }), position: 3, knownAt: NOW },
  ])
  expect((await next.read(1, 1)).map(({ id }) => id)).toEqual(['b'])
  expect((await next.read(0, 10, 'stock')).map(({ id }) => id)).toEqual(['c'])
})

test('[EV6] the same words again are known, other words under the same id are not kept; ids are their sender’s own', async () => {
  const inbox = inboxAt()
  await inbox.keep([event('a')])
  const again = event('a', { row: { units: '3', product_id: 'P1' } })
  expect(await inbox.keep([again])).toEqual([{ state: 'known', position: 1 }])
  expect(await inbox.keep([event('a', { row: { product_id: 'P1', units: '4' } })])).toEqual([
    { state: 'reused', position: 1 },
  ])
  expect(await inbox.keep([event('a', { table: 'stock' })])).toEqual([{ state: 'reused', position: 1 }])
  expect(await inbox.keep([event('a', { sender: 'hub' })])).toEqual([{ state: 'kept', position: 2 }])
  expect(await inbox.keep([event('b'), event('b')])).toEqual([
    { state: 'kept', position: 3 },
    { state: 'known', position: 3 },
  ])
  expect((await inbox.read(0, 10)).map(({ id, row }) => [id, row.units])).toEqual([
    ['a', '3'],
    ['a', '3'],
    ['b', '3'],
  ])
})

test('[EV8] two who write at once get positions of their own, and each what it sent', async () => {
  const [one, other] = [inboxAt(), inboxAt()]
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? one : other).keep([event(`e${at}`)])),
  )
  const positions = answers.flat().map(({ position }) => position)
  expect([...positions].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1))
  const kept = await one.read(0, 100)
  for (const [at, position] of positions.entries()) expect(kept[position - 1]!.id).toBe(`e${at}`)
})

test('[EV5] what cannot be written is refused whole, and the inbox goes on', async () => {
  const inbox = inboxAt()
  const faulty = event('bad', { row: { units: Symbol('no text') as unknown as string } })
  const huge = { ...event('huge'), sender: null as unknown as string }
  await expect(inbox.keep([event('a'), huge])).rejects.toThrow()
  expect(await inbox.last()).toBe(0)
  expect(await inbox.keep([event('a'), faulty])).toHaveLength(2)
})

test('a file that is no inbox is refused, and named', () => {
  fs.writeFileSync(path.join(folder, 'events.db'), 'something else that is long enough not to be empty'.repeat(40))
  expect(() => new SqliteInbox(path.join(folder, 'events.db'), () => NOW)).toThrow(Refusal)
})
