import { type Entry, MAIN, type ScenarioId } from '../../core/edit/intent.js'
import type { Scenario } from '../../core/edit/journal.js'
import type { EnginePorts } from './engine-ports.js'
import type { PlanBooks } from './plan-book.js'

/** Told of what was taken in: an entry with its scenario, or the whole plan anew. */
export type TakenIn = (scenario: ScenarioId, entry: Entry | null) => void

/** Takes into a plan what another process writes to its journal. Each call has the turn to itself. */
export class PlanFollower {
  constructor(
    private readonly ports: Pick<EnginePorts, 'journal'>,
    private readonly books: PlanBooks,
    private readonly takenIn: TakenIn,
  ) {}

  /** The next entry of the journal; one that is known moves nothing. */
  async follow(entry: Entry): Promise<void> {
    if (entry.position <= this.books.chronicle.head) return
    if (await this.isRebased(entry.position - 1)) return this.reopen()
    const { chronicle, shelf } = this.books
    if (entry.scenario !== MAIN && chronicle.scenario(entry.scenario) === null) await this.keepScenarios(entry.position)
    chronicle.add(entry)
    // On its way to the next version: the base will say when it is there.
    if (chronicle.own(entry.scenario).at(-1) !== entry) return
    try {
      await shelf.opened(entry.scenario)?.replay([entry])
    } catch (error) {
      await shelf.drop(entry.scenario)
      throw error
    }
    this.takenIn(entry.scenario, entry)
  }

  /** What no entry tells: another base, scenarios that were opened or closed. */
  async refresh(): Promise<void> {
    if (await this.isRebased()) await this.reopen()
    else await this.keepScenarios(this.books.chronicle.head)
  }

  /** Everything that is in the journal by now. */
  async catchUp(): Promise<void> {
    for await (const entry of this.ports.journal.read(this.books.chronicle.head)) await this.follow(entry)
    await this.refresh()
  }

  private async isRebased(until?: number): Promise<boolean> {
    const { base } = this.books.chronicle
    const now = await this.ports.journal.base(until)
    return now?.version !== base.version || now.position !== base.position
  }

  private async reopen(): Promise<void> {
    await this.books.reopen(async () => undefined)
    await this.books.readable(MAIN)
    this.takenIn(MAIN, null)
  }

  /** As they are where the entries are that have been taken in: a merge is not over before its entries show. */
  private async keepScenarios(head: number): Promise<void> {
    const { chronicle, shelf } = this.books
    for (const scenario of await this.ports.journal.scenarios()) {
      if (scenario.id === MAIN || scenario.position > head) continue
      const now = asOf(scenario, head)
      const known = chronicle.scenario(scenario.id)
      if (known !== null && (known.closed === null) === (now.closed === null)) continue
      chronicle.keep(now)
      if (now.closed !== null) await shelf.drop(scenario.id)
    }
  }
}

const asOf = (scenario: Scenario, head: number): Scenario =>
  scenario.closed !== null && scenario.closed.position > head ? { ...scenario, closed: null } : scenario
