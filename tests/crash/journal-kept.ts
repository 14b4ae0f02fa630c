//! What was asked of a journal and what it acknowledged, and whether it is all there.
import { expect } from 'vitest'
import type { Entry } from '../../src/core/edit/intent.js'
import type { Base, Scenario } from '../../src/core/edit/journal.js'
import { canonicalJson } from '../../src/journal/canonical-json.js'
import type { StoredJournal } from '../../src/journal/stored-journal.js'
import { type Batch, batchOf, draftsOf, nameOf, scenarioOf, type Told } from './journal-load.js'

type Place = readonly [position: number, digest: string]

export class Kept {
  /** Batches by name: where their entries are, or null while nobody has said so. */
  readonly #batches = new Map<string, readonly Place[] | null>()
  readonly #scenarios = new Map<string, { scenario: Scenario; opened: boolean; closed: 'no' | 'asked' | 'told' }>()
  /** The one that was acknowledged last, and those that were asked for since. */
  #bases: (Base | null)[] = [null]

  /** Acknowledged in all, batches sent again not counted. */
  get entries(): number {
    return [...this.#batches.values()].reduce((sum, places) => sum + (places?.length ?? 0), 0)
  }

  readonly hear = (told: Told): void => {
    if ('asks' in told) this.#hearAsked(told.asks)
    else if ('kept' in told) this.#hearKept(told.kept, told.entries)
    else if ('opens' in told) this.#scenarios.set(told.opens.id, { scenario: told.opens, opened: false, closed: 'no' })
    else if ('opened' in told) this.#scenarios.get(told.opened)!.opened = true
    else if ('closes' in told) this.#hearCloses(told.closes, told.position)
    else if ('closed' in told) this.#scenarios.get(told.closed)!.closed = 'told'
    else if ('rebases' in told) this.#bases.push(told.rebases)
    else if ('rebased' in told) this.#bases = [told.rebased]
  }

  /**
   * Reads everything: every batch whole or absent, what was acknowledged where it was and as it was, and nothing that
   * nobody asked for. What is seen now must be there the next time; what is not may still come, while it is not known
   * that whoever asked for it is gone.
   */
  async expectEntries(journal: StoredJournal, told: string): Promise<readonly Entry[]> {
    const entries: Entry[] = []
    for await (const entry of journal.read(0)) entries.push(entry)
    this.#expectEntries(entries, told)
    return entries
  }

  /** And verifies it, with scenarios and base as last acknowledged or as asked for next; nobody writes meanwhile. */
  async expectAll(journal: StoredJournal, told: string): Promise<readonly Entry[]> {
    const entries = await this.expectEntries(journal, told)
    expect(await journal.verify(), told).toEqual({
      sound: true,
      entries: entries.length,
      digest: entries.at(-1)?.digest ?? '0'.repeat(64),
    })
    await this.#expectScenarios(journal, told)
    const base = await journal.base()
    expect(this.#bases, told).toContainEqual(base)
    this.#bases = [base]
    return entries
  }

  /** Sends again what nobody knows the fate of, and a few of what is known: each is the entries that it was. */
  async expectAgain(journal: StoredJournal, run: number, told: string): Promise<{ again: number; anew: number }> {
    const counts = { again: 0, anew: 0 }
    const ofRun = [...this.#batches].filter(([name]) => batchOf(name).run === run)
    for (const [name, places] of [...ofRun.filter(([, known]) => known === null), ...ofRun.slice(-8)]) {
      const batch = batchOf(name)
      if (!(await this.#takesEntries(journal, batch))) continue
      const entries = await journal.append(scenarioOf(batch), draftsOf(batch))
      const again = entries.map(({ position, digest }): Place => [position, digest])
      if (places !== null) expect(again, `${told}, ${name} sent again`).toEqual(places)
      counts[places === null ? 'anew' : 'again'] += 1
      this.#batches.set(name, again)
    }
    return counts
  }

  async #takesEntries(journal: StoredJournal, batch: Batch): Promise<boolean> {
    const id = scenarioOf(batch)
    return (await journal.scenarios()).some((scenario) => scenario.id === id && scenario.closed === null)
  }

  #hearAsked(batch: Batch): void {
    const name = nameOf(batch)
    if (!this.#batches.has(name)) this.#batches.set(name, null)
  }

  #hearKept(batch: Batch, places: readonly Place[]): void {
    const name = nameOf(batch)
    const before = this.#batches.get(name)
    if (before) expect(places, `${name} sent again`).toEqual(before)
    this.#batches.set(name, places)
  }

  #hearCloses(id: string, position: number): void {
    const known = this.#scenarios.get(id)!
    known.closed = 'asked'
    known.scenario = { ...known.scenario, closed: { as: 'merged', position } }
  }

  #expectEntries(entries: readonly Entry[], told: string): void {
    const found = new Map<string, Entry[]>()
    for (const entry of entries) {
      const name = nameOf(batchOf(entry.key))
      found.set(name, [...(found.get(name) ?? []), entry])
    }
    for (const [name, group] of found) {
      if (!this.#batches.has(name)) throw new Error(`${told}: ${name} was never asked for`)
      const batch = batchOf(name)
      const first = group[0]!.position
      const wanted = draftsOf(batch).map((draft, at) =>
        canonicalJson({ ...draft, scenario: scenarioOf(batch), position: first + at }),
      )
      const there = group.map(({ digest: _, ...entry }) => canonicalJson(entry))
      if (canonicalJson(there) !== canonicalJson(wanted)) expect(there, `${told}: ${name}`).toEqual(wanted)
    }
    for (const [name, places] of this.#batches) {
      const there = (found.get(name) ?? []).map(({ position, digest }): Place => [position, digest])
      if (places !== null && canonicalJson(there) !== canonicalJson(places))
        expect(there, `${told}: ${name} was acknowledged`).toEqual(places)
      this.#batches.set(name, there.length === 0 ? null : there)
    }
  }

  async #expectScenarios(journal: StoredJournal, told: string): Promise<void> {
    const found = new Map((await journal.scenarios()).map((scenario) => [scenario.id, scenario]))
    for (const [id, { scenario, opened, closed }] of this.#scenarios) {
      const there = found.get(id)
      found.delete(id)
      if (there === undefined) {
        expect(opened, `${told}: scenario ${id} was opened`).toBe(false)
        this.#scenarios.delete(id)
        continue
      }
      const allowed = [
        ...(closed === 'told' ? [] : [{ ...scenario, closed: null }]),
        ...(closed === 'no' ? [] : [scenario]),
      ]
      expect(allowed, `${told}: scenario ${id}`).toContainEqual(there)
      this.#scenarios.set(id, { scenario: there, opened: true, closed: there.closed === null ? 'no' : 'told' })
    }
    expect([...found.keys()], told).toEqual(['main'])
  }
}
