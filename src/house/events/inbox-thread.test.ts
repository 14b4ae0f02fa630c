import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inboxFile } from './inbox-place.js'
import { openInboxThread } from './inbox-thread.js'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-inbox-thread-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const sale = (id: string, units: number | string = 1) => ({
  ...{ id, table: 'sales', says: 'set' as const, happenedAt: 1, recordedAt: 1 },
  row: { date: '2026-12-01', product_id: 'P1', units },
})
const unexpected = (error: unknown): void => expect.unreachable(String(error))

test('[EV7] posts that cross together have answers of their own, each in its order', async () => {
  const inbox = await openInboxThread(folder, unexpected)
  const posts = Array.from({ length: 30 }, (_, at) =>
    inbox.post(at % 2 === 0 ? 'till' : 'hub', [sale(`${at}`), sale(`${at} wrong`, 'many'), sale(`${at} too`)]),
  )
  for (const [at, answers] of (await Promise.all(posts)).entries())
    expect(answers.map(({ id, state }) => [id, state])).toEqual([
      [`${at}`, 'kept'],
      [`${at} wrong`, 'refused'],
      [`${at} too`, 'kept'],
    ])
  expect(await inbox.last()).toBe(60)
  expect((await inbox.read(0, 1))[0]).toMatchObject({ id: '0', sender: 'till' })
  await inbox.close()
})

test('[EV5] whoever sends after its end is refused, and ending it again is quiet', async () => {
  const inbox = await openInboxThread(folder, unexpected)
  await inbox.post('till', [sale('a')])
  await inbox.close()
  await expect(inbox.post('till', [sale('b')])).rejects.toThrow('events.inbox_ended')
  await inbox.close()
})

test('a file that is no inbox is refused', async () => {
  fs.mkdirSync(path.dirname(inboxFile(folder)))
  fs.writeFileSync(inboxFile(folder), 'something else that is no database at all, however long'.repeat(40))
  await expect(openInboxThread(folder, unexpected)).rejects.toThrow('journal.unreadable')
})
