import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Refusal } from '../core/base/refusal.js'
import type { Draft, Entry } from '../core/edit/intent.js'
import type { OpeningJournal, StoredJournal } from './stored-journal.js'

/** Somewhere a journal can be kept. */
export interface JournalPlace {
  open(opening: OpeningJournal): Promise<StoredJournal>
  /** Changes what is kept behind the journal's back: one statement over its tables, while nobody has it open. */
  tamper(statement: string): Promise<void>
}

const BOX = { product: ['Bars'], location: ['PE', 'Lima'], customer: [], from: 20_500, until: 20_531 }
const BASE = { version: '0001-cycle', position: 0 }

export function draft(key: string, more: Partial<Draft> = {}): Draft {
  return {
    key,
    actor: 'ana',
    at: '2027-03-01T09:30:00.000Z',
    reason: { code: 'promo', note: '' },
    intents: [
      {
        kind: 'quantity',
        op: 'set',
        quantity: 10_000,
        box: BOX,
        layer: 'override',
        profile: 'current',
        inPacks: false,
      },
    ],
    ...more,
  }
}

export async function all(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const found: Entry[] = []
  for await (const entry of entries) found.push(entry)
  return found
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: Refusal) => error.code ?? String(error),
  )

/** What every journal must do, whatever keeps it. `docs/specs/journal.md` has the rules. */
export function describeJournal(name: string, newPlace: () => Promise<JournalPlace>): void {
  describe(name, () => {
    let place: JournalPlace
    let journal: StoredJournal
    const opened: StoredJournal[] = []
    const open = async (opening: OpeningJournal): Promise<StoredJournal> => {
      const one = await place.open(opening)
      opened.push(one)
      return one
    }
    beforeEach(async () => {
      place = await newPlace()
      journal = await open({ mode: 'write' })
    })
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close()
    })
    const reopen = async (): Promise<void> => {
      await journal.close()
      journal = await open({ mode: 'write' })
    }

    test('[JN1] positions are consecutive over all scenarios, and are still there after reopening', async () => {
      expect(await journal.head()).toBe(0)
      await journal.openScenario(scenario('s1', 0))
      const first = await journal.append('main', [draft('a'), draft('b')])
      const second = await journal.append('s1', [draft('c')])
      expect([...first, ...second].map(({ position, scenario }) => [position, scenario])).toEqual([
        [1, 'main'],
        [2, 'main'],
        [3, 's1'],
      ])
      await reopen()
      expect(await journal.head()).toBe(3)
      expect(await all(journal.read(0))).toEqual([...first, ...second])
      expect((await journal.append('main', [draft('d')]))[0]!.position).toBe(4)
    })

    test('[JN1] one draft that is refused takes the whole append with it', async () => {
      await journal.append('main', [draft('a')])
      const other = draft('a', { actor: 'luis' })
      expect(await codeOf(journal.append('main', [draft('b'), other, draft('c')]))).toBe('journal.key_reused')
      expect((await all(journal.read(0))).map(({ key }) => key)).toEqual(['a'])
      // And its keys are free.
      expect((await journal.append('main', [draft('b', { actor: 'luis' })]))[0]!.position).toBe(2)
    })

    test('[JN2] the same key again is the same entry, whenever it is sent; another content is refused', async () => {
      const [entry] = await journal.append('main', [draft('a')])
      const later = draft('a', { at: '2027-03-01T09:31:00.000Z' })
      expect(await journal.append('main', [later])).toEqual([entry])
      await reopen()
      expect(await journal.append('main', [draft('new'), later, later])).toEqual([
        expect.objectContaining({ position: 2, key: 'new' }),
        entry,
        entry,
      ])
      await journal.openScenario(scenario('s1', 0))
      expect(await codeOf(journal.append('s1', [draft('a')]))).toBe('journal.key_reused')
      for (const more of [{ intents: [] }, { undoes: 1 }, { reason: { code: 'promo', note: 'x' } }, { actor: 'eva' }])
        expect(await codeOf(journal.append('main', [draft('a', more)]))).toBe('journal.key_reused')
      expect(await journal.head()).toBe(2)
    })

    test('[JN2] the same key many times at once is one entry', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => journal.append('main', [draft('a')])))
      expect(new Set(answers.map(([entry]) => entry!.digest)).size).toBe(1)
      expect(await journal.head()).toBe(1)
    })

    test('[JN3] what is read is what was appended: any text and number', async () => {
      const anything = fc.array(
        fc.record({
          note: fc.string({ unit: 'binary' }),
          code: fc.string({ unit: 'grapheme' }),
          value: fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.double({ noNaN: true, noDefaultInfinity: true }),
            fc.boolean(),
          ),
          words: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
        }),
        { minLength: 1, maxLength: 5 },
      )
      let run = 0
      await fc.assert(
        fc.asyncProperty(anything, async (said) => {
          const before = await journal.head()
          const drafts = said.map(({ note, code, value, words }, at) =>
            draft(`any-${run}-${at}`, {
              reason: { code, note },
              intents: [{ kind: 'master', list: 'prices', key: words, field: 'price', op: 'set', value, from: null }],
              comment: { box: BOX, text: note },
            }),
          )
          run++
          const written = await journal.append('main', drafts)
          const read = await all(journal.read(before))
          expect(read).toEqual(written)
          // JSON has one zero.
          expect(read).toMatchObject(JSON.parse(JSON.stringify(drafts)))
        }),
        { numRuns: 25, seed: 4 },
      )
      expect(await journal.verify()).toMatchObject({ sound: true })
    })

    test('[JN3] a number that is not finite is a fault', async () => {
      const wrong = draft('a', {
        intents: [{ kind: 'master', list: 'fx', key: {}, field: 'rate', op: 'set', value: Number.NaN, from: null }],
      })
      await expect(journal.append('main', [wrong])).rejects.toThrow('finite')
      expect(await journal.head()).toBe(0)
    })

    test('[JN3] reading ends where it was told to', async () => {
      await journal.append(
        'main',
        Array.from({ length: 1_203 }, (_, at) => draft(`k${at}`)),
      )
      const positions = async (after: number, until?: number): Promise<number[]> =>
        (await all(journal.read(after, until))).map(({ position }) => position)
      expect(await positions(2, 4)).toEqual([3, 4])
      expect(await positions(4, 4)).toEqual([])
      expect(await positions(1_200)).toEqual([1_201, 1_202, 1_203])
      expect(await positions(1_201, 9_999)).toEqual([1_202, 1_203])
      expect(await positions(2_000)).toEqual([])
      expect(await positions(0)).toHaveLength(1_203)
    })

    test('[JN4] appends made at once are each whole, and a refused one takes no other with it', async () => {
      const work = Array.from({ length: 60 }, (_, at) =>
        at % 7 === 3
          ? journal.append('nowhere', [draft(`x${at}`)])
          : journal.append('main', [draft(`${at}-1`), draft(`${at}-2`), draft(`${at}-3`)]),
      )
      const settled = await Promise.allSettled(work)
      const refused = settled.filter(({ status }) => status === 'rejected')
      expect(refused).toHaveLength(9)
      expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({ code: 'journal.unknown_scenario' })
      const entries = await all(journal.read(0))
      expect(entries.map(({ position }) => position)).toEqual(entries.map((_, at) => at + 1))
      const kept = settled.flatMap((one) =>
        one.status === 'fulfilled' ? [one.value.map(({ position }) => position)] : [],
      )
      for (const [first, ...rest] of kept) expect(rest).toEqual([first! + 1, first! + 2])
      expect(entries).toHaveLength(51 * 3)
    })

    test('[JN5] names and moments that cannot be kept are refused', async () => {
      for (const bad of ['', 'x'.repeat(201), 'a\0b', 'half \ud83d'])
        for (const wrong of [draft(bad), draft('k', { actor: bad })])
          expect(await codeOf(journal.append('main', [wrong]))).toBe('journal.bad_name')
      for (const at of ['', 'yesterday', '2027-02-30', '2027-13-01T00:00:00Z'])
        expect(await codeOf(journal.append('main', [draft('k', { at })]))).toBe('journal.bad_moment')
      expect(await codeOf(journal.openScenario(scenario('a\0b', 0)))).toBe('journal.bad_name')
      expect(await journal.head()).toBe(0)
    })

    test('[JN5] nothing that a name says is a command', async () => {
      const names = [`'; DROP TABLE entry; --`, `"; DELETE FROM entry; --`, `$1`, `?`, '%s', `\\'; --`, '漢字 ñ 😀']
      for (const name of names) {
        await journal.openScenario({ ...scenario(name, 0), name })
        await journal.append(name, [draft(name, { actor: name, reason: { code: name, note: name } })])
      }
      const entries = await all(journal.read(0))
      expect(entries.map(({ key, actor, scenario }) => [key, actor, scenario])).toEqual(names.map((n) => [n, n, n]))
      expect((await journal.scenarios()).map(({ id }) => id)).toEqual(['main', ...names])
    })

    test('[JN6] the chain of digests, worked out here by another road', async () => {
      await journal.append('main', [draft('a'), draft('b', { cause: { kind: 'problem', id: 'P-1' } })])
      const sorted = (value: unknown): unknown =>
        Array.isArray(value) || typeof value !== 'object' || value === null
          ? Array.isArray(value)
            ? value.map(sorted)
            : value
          : Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([field, inner]) => [field, sorted(inner)]),
            )
      let before = '0'.repeat(64)
      for (const { position, scenario, key, actor, at, digest, ...rest } of await all(journal.read(0))) {
        const text = JSON.stringify([before, position, scenario, key, actor, at, sorted(rest)])
        expect(digest).toBe(createHash('sha256').update(text).digest('hex'))
        before = digest
      }
      expect(await journal.verify()).toEqual({ sound: true, entries: 2, digest: before })
    })

    test.each([
      [
        'a word changed',
        `UPDATE entry SET payload = replace(payload, '10000', '90000') WHERE position = 3`,
        3,
        'changed',
      ],
      ['another person', `UPDATE entry SET actor = 'eva' WHERE position = 1`, 1, 'changed'],
      ['another moment', `UPDATE entry SET at = '2020-01-01T00:00:00Z' WHERE position = 5`, 5, 'changed'],
      ['another digest', `UPDATE entry SET digest = '${'a'.repeat(64)}' WHERE position = 2`, 2, 'changed'],
      ['one gone', `DELETE FROM entry WHERE position = 4`, 4, 'missing'],
      ['the first gone', `DELETE FROM entry WHERE position = 1`, 1, 'missing'],
    ])('[JN7] %s: named by verify, and never read', async (_, statement, position, reason) => {
      await journal.append(
        'main',
        ['a', 'b', 'c', 'd', 'e'].map((key) => draft(key)),
      )
      await journal.close()
      await place.tamper(statement)
      journal = await open({ mode: 'read' })
      expect(await journal.verify()).toEqual({ sound: false, position, reason })
      const seen: number[] = []
      await expect(
        (async () => {
          for await (const entry of journal.read(0)) seen.push(entry.position)
        })(),
      ).rejects.toMatchObject({ code: 'journal.damaged', values: { position, reason } })
      expect(seen).toEqual([1, 2, 3, 4, 5].slice(0, position - 1))
    })

    test.each([
      ['where a scenario was opened', `UPDATE scenario SET position = 1 WHERE id = 's'`],
      ['how it was closed', `UPDATE scenario SET closed_as = 'dropped' WHERE id = 's'`],
      ['the base', `UPDATE base SET position = 1 WHERE position = 2`],
    ])('[JN7] %s, changed: said, and not taken for what was written', async (_, statement) => {
      await journal.append('main', [draft('a'), draft('b')])
      await journal.openScenario(scenario('s', 2))
      await journal.closeScenario('s', { as: 'merged', position: 2 })
      await journal.rebase({ version: '0002-cycle', position: 2 })
      await journal.close()
      await place.tamper(statement)
      journal = await open({ mode: 'read' })
      expect(await codeOf(Promise.all([journal.scenarios(), journal.base()]))).toBe('journal.unreadable')
      expect(await journal.verify()).toMatchObject({ sound: false, reason: 'unreadable' })
      // The entries are as they were.
      expect(await all(journal.read(0))).toHaveLength(2)
    })

    test('[JN7] nothing is added after an entry that is not what was written', async () => {
      await journal.append('main', [draft('a'), draft('b')])
      await journal.close()
      await place.tamper(`UPDATE entry SET payload = replace(payload, '10000', '90000') WHERE position = 2`)
      expect(await codeOf(open({ mode: 'write' }))).toBe('journal.damaged')
    })

    test('[JN8] a second writer is refused with the name of the first; readers are not, and see what is written', async () => {
      const reader = await open({ mode: 'read' })
      await expect(open({ mode: 'write' })).rejects.toMatchObject({
        code: 'journal.in_use',
        values: { process: String(process.pid) },
      })
      const written = await journal.append('main', [draft('a')])
      expect(await all(reader.read(0))).toEqual(written)
      await reader.close()
      expect(await journal.append('main', [draft('b')])).toHaveLength(1)
    })

    test('[JN8] who waits gets the lease when the holder lets go', async () => {
      await journal.append('main', [draft('a')])
      const waiting = open({ mode: 'write', waitMilliseconds: 20_000 })
      await new Promise((resolve) => setTimeout(resolve, 120))
      await journal.append('main', [draft('b')])
      await journal.close()
      const next = await waiting
      expect((await next.append('main', [draft('b'), draft('c')])).map(({ position }) => position)).toEqual([2, 3])
      await expect(open({ mode: 'write', waitMilliseconds: 60 })).rejects.toMatchObject({ code: 'journal.in_use' })
    })

    test('[JN8] a reader cannot write', async () => {
      const reader = await open({ mode: 'read' })
      expect(await codeOf(reader.append('main', [draft('a')]))).toBe('journal.read_only')
      expect(await codeOf(reader.openScenario(scenario('s', 0)))).toBe('journal.read_only')
      expect(await codeOf(reader.closeScenario('s', { as: 'dropped', position: 0 }))).toBe('journal.read_only')
      expect(await codeOf(reader.rebase(BASE))).toBe('journal.read_only')
      expect(await codeOf(reader.compact(0))).toBe('journal.read_only')
    })

    test('[JN9] who follows gets each entry once and in order, from where they were', async () => {
      await journal.append('main', [draft('a'), draft('b')])
      const reader = await open({ mode: 'read' })
      const stop = new AbortController()
      const followed: number[] = []
      const following = (async () => {
        for await (const { position } of reader.follow(1, stop.signal)) {
          followed.push(position)
          if (position === 62) stop.abort()
        }
      })()
      for (let at = 0; at < 20; at++) {
        await journal.append('main', [draft(`${at}-1`), draft(`${at}-2`), draft(`${at}-3`)])
        if (at % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 60))
      }
      await following
      expect(followed).toEqual(Array.from({ length: 61 }, (_, at) => at + 2))
    })

    test('[JN9] following ends with the signal and with closing', async () => {
      const stop = new AbortController()
      const one = all(journal.follow(0, stop.signal))
      const other = all(journal.follow(0))
      setTimeout(() => stop.abort(), 30)
      expect(await one).toEqual([])
      await journal.close()
      expect(await other).toEqual([])
    })

    test('[JN10] main is always there; scenarios open, take entries and close', async () => {
      expect(await journal.scenarios()).toMatchObject([{ id: 'main', parent: null, position: 0, closed: null }])
      await journal.append('main', [draft('a')])
      const dry = scenario('dry', 1)
      await journal.openScenario(dry)
      await journal.openScenario(dry)
      await journal.openScenario({ ...scenario('drier', 1), parent: 'dry' })
      await journal.append('dry', [draft('b')])
      await journal.closeScenario('dry', { as: 'merged', position: 2 })
      await journal.closeScenario('dry', { as: 'merged', position: 2 })
      await reopen()
      expect((await journal.scenarios()).slice(1)).toEqual([
        { ...dry, closed: { as: 'merged', position: 2 } },
        { ...scenario('drier', 1), parent: 'dry', closed: null },
      ])
      expect(await codeOf(journal.append('dry', [draft('c')]))).toBe('journal.scenario_closed')
      // What was there before it was closed still is.
      expect(await journal.append('dry', [draft('b')])).toMatchObject([{ position: 2 }])
    })

    test('[JN10] scenarios that contradict what is there are refused', async () => {
      await journal.openScenario(scenario('s', 0))
      expect(await codeOf(journal.openScenario({ ...scenario('s', 0), owner: 'eva' }))).toBe('journal.scenario_exists')
      expect(await codeOf(journal.openScenario(scenario('main', 0)))).toBe('journal.scenario_exists')
      expect(await codeOf(journal.openScenario({ ...scenario('t', 0), parent: 'x' }))).toBe('journal.unknown_scenario')
      expect(await codeOf(journal.openScenario({ ...scenario('t', 0), parent: null }))).toBe('journal.unknown_scenario')
      expect(await codeOf(journal.openScenario(scenario('t', 1)))).toBe('journal.unknown_position')
      const dropped = { as: 'dropped', position: 0 } as const
      expect(await codeOf(journal.closeScenario('x', dropped))).toBe('journal.unknown_scenario')
      expect(await codeOf(journal.closeScenario('main', dropped))).toBe('journal.unknown_scenario')
      await journal.closeScenario('s', dropped)
      expect(await codeOf(journal.closeScenario('s', { as: 'merged', position: 0 }))).toBe('journal.scenario_closed')
      expect(await codeOf(journal.append('x', [draft('a')]))).toBe('journal.unknown_scenario')
    })

    test('[JN11] the base in force, and the one of an earlier position', async () => {
      expect(await journal.base()).toBeNull()
      await journal.rebase(BASE)
      await journal.append('main', [draft('a'), draft('b')])
      const next = { version: '0002-week', position: 2 }
      await journal.rebase(next)
      await journal.rebase(next)
      await reopen()
      expect(await journal.base()).toEqual(next)
      expect(await journal.base(2)).toEqual(next)
      expect(await journal.base(1)).toEqual(BASE)
      expect(await codeOf(journal.rebase({ version: '3', position: 3 }))).toBe('journal.unknown_position')
    })

    test('[JN12] the plan as known at a moment, also where a clock went back', async () => {
      const at = (minute: number): string => `2027-03-01T09:${String(minute).padStart(2, '0')}:00.000Z`
      await journal.append(
        'main',
        [10, 20, 15, 30, 30].map((minute) => draft(`m${minute}-${Math.random()}`, { at: at(minute) })),
      )
      const positions = await Promise.all(
        [9, 10, 15, 19, 20, 29, 30, 59].map((minute) => journal.positionAt(at(minute))),
      )
      expect(positions).toEqual([0, 1, 1, 1, 3, 3, 5, 5])
      expect(await journal.positionAt('2027-03-01T05:19:00.000-04:00')).toBe(1)
      expect(await codeOf(journal.positionAt('then'))).toBe('journal.bad_moment')
    })

    test('[JN13] archived entries are read, followed, verified and known by their keys as before', async () => {
      const before = await journal.append(
        'main',
        Array.from({ length: 2_500 }, (_, at) => draft(`k${at}`)),
      )
      expect(await codeOf(journal.compact(1))).toBe('journal.not_in_base')
      await journal.rebase({ version: '0002-cycle', position: 2_400 })
      expect(await codeOf(journal.compact(2_401))).toBe('journal.not_in_base')
      const reader = await open({ mode: 'read' })
      await journal.compact(1_100)
      await journal.compact(2_400)
      await journal.compact(300)
      for (const one of [journal, reader]) {
        expect(await all(one.read(0))).toEqual(before)
        expect((await all(one.read(2_390, 2_410))).map(({ position }) => position)).toHaveLength(20)
        expect(await one.verify()).toEqual({ sound: true, entries: 2_500, digest: before.at(-1)!.digest })
        expect(await one.positionAt('2027-03-01T09:29:59.000Z')).toBe(0)
        expect(await one.positionAt('2027-03-01T09:30:00.000Z')).toBe(2_500)
      }
      await reopen()
      expect(await journal.append('main', [draft('k7'), draft('after')])).toMatchObject([
        { position: 8 },
        { position: 2_501 },
      ])
      expect(await codeOf(journal.append('main', [draft('k7', { actor: 'eva' })]))).toBe('journal.key_reused')
    })

    test('[JN13] a journal that is archived to its last entry goes on where it was', async () => {
      await journal.append('main', [draft('a'), draft('b')])
      await journal.rebase({ version: '0002-cycle', position: 2 })
      await journal.compact(2)
      await reopen()
      expect(await journal.head()).toBe(2)
      expect(await journal.positionAt('2028-01-01T00:00:00Z')).toBe(2)
      expect(await journal.append('main', [draft('c')])).toMatchObject([{ position: 3 }])
      expect(await journal.verify()).toMatchObject({ sound: true, entries: 3 })
    })
  })
}

function scenario(id: string, position: number) {
  return {
    id,
    name: `Scenario ${id.slice(0, 10)}`,
    owner: 'ana',
    parent: 'main',
    position,
    openedAt: '2027-03-01T09:00:00.000Z',
  }
}
