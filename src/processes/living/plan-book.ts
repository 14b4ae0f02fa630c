import { Refusal } from '../../core/base/refusal.js'
import { MAIN, type ScenarioId } from '../../core/edit/intent.js'
import { BranchShelf } from './branch-shelf.js'
import { Chronicle } from './chronicle.js'
import type { EnginePorts } from './engine-ports.js'
import type { Epoch } from './epoch.js'
import type { LivingBranch } from './living-branch.js'

/** What people did over one version, and the branches of it that are in memory. */
export interface Book {
  readonly chronicle: Chronicle
  readonly shelf: BranchShelf
}

/** The book of the version in force, and the last one before it that somebody asked about. */
export class PlanBooks {
  private past: { readonly at: number; readonly book: Book } | null = null

  private constructor(
    private readonly ports: EnginePorts,
    private present: Book,
  ) {}

  static async open(ports: EnginePorts): Promise<PlanBooks> {
    return new PlanBooks(ports, await openBook(ports))
  }

  get chronicle(): Chronicle {
    return this.present.chronicle
  }

  get shelf(): BranchShelf {
    return this.present.shelf
  }

  epoch(scenario: ScenarioId): Epoch {
    const { chronicle, shelf } = this.present
    const numbers = chronicle.position(scenario)
    const branch = shelf.opened(scenario) ?? shelf.opened(chronicle.scenario(scenario)?.parent ?? scenario)
    return { scenario, numbers, settled: Math.min(numbers, branch?.settled ?? numbers) }
  }

  /** The plan as it is, or as it was at a position of the journal. */
  async readable(scenario: ScenarioId, at?: number): Promise<LivingBranch> {
    return (await this.bookAt(at)).shelf.readable(scenario, at)
  }

  /** @throws Refusal `access.no_scenario` where there is none, or it is closed */
  assertOpen(scenario: ScenarioId): void {
    if (!this.chronicle.has(scenario)) throw new Refusal('access.no_scenario', { scenario })
  }

  /** Reads the journal again once `work` is done. */
  async reopen(work: () => Promise<void>): Promise<void> {
    await this.clear()
    await work()
    this.present = await openBook(this.ports)
  }

  /** Takes everything out of memory. */
  async clear(): Promise<void> {
    await this.present.shelf.clear()
    await this.past?.book.shelf.clear()
    this.past = null
  }

  private async bookAt(at: number | undefined): Promise<Book> {
    const { base, head } = this.chronicle
    if (at === undefined || at > base.position || at === head) return this.present
    if (this.past?.at !== at) {
      await this.past?.book.shelf.clear()
      this.past = { at, book: await openBook(this.ports, at) }
    }
    return this.past.book
  }
}

/** What the journal has over its base, or over the one that the plan stood on at a position. */
async function openBook(ports: EnginePorts, at?: number): Promise<Book> {
  const { journal } = ports
  // A version is the base of what comes after its position: at it, the plan was still the one before.
  const base = await journal.base(at === undefined ? undefined : Math.max(0, at - 1))
  if (base === null) throw new Refusal('living.no_base', {})
  const chronicle = new Chronicle(base, await journal.head())
  for (const scenario of await journal.scenarios()) if (scenario.id !== MAIN) chronicle.keep(scenario)
  for await (const entry of journal.read(base.position, at)) chronicle.add(entry)
  return { chronicle, shelf: new BranchShelf(chronicle, ports) }
}
