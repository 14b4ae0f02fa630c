import type { Refusal } from '../../core/base/refusal.js'
import type { KeptCorrections } from '../../core/demand/cleaning/kept-corrections.js'
import type { ForecastNote } from '../../core/demand/forecast-note.js'
import type { LostIntent } from '../../core/edit/carry-over.js'
import type { Journal } from '../../core/edit/journal.js'
import type { FactRow } from '../../core/network/facts.js'
import type { Version, VersionKind } from '../../core/plan/version.js'
import type { ShelfPorts } from './branch-shelf.js'
import type { LivingBranch } from './living-branch.js'

export interface EnginePorts extends ShelfPorts {
  /** Asked for anew each time: whoever takes over goes on with another. */
  readonly journal: Journal
  /** What those hear who would change a plan that another process writes; null where this one does. */
  readonly otherWriter: () => Refusal | null
  /** ISO. */
  readonly now: () => string
  /** Rows of the files behind the facts of a part of the plan. */
  readonly sources: FactSources
  /** How the forecast of a demand row of a version was made; null where nothing was kept. */
  readonly forecastNote: (version: string, demandRow: number) => Promise<ForecastNote | null>
  /** How wrong the forecast of each demand row of a version was expected to be (DI2); null where that was not kept. */
  readonly forecastErrors: (version: string) => Promise<Float64Array | null>
  /** What was corrected in the history that a version was planned from; null where it is not known. */
  readonly corrections: (version: string) => Promise<KeptCorrections | null>
  /** Changes that move more net sales than this need a reason; in major units of the base currency. */
  readonly reasonAbove: number
  /** Makes a settled branch an immutable version. */
  readonly freeze: (branch: LivingBranch, position: number, kind: VersionKind) => Promise<Version>
  /** Makes the live version the base of the journal; gives what of the entries could not be carried over. */
  readonly followLive: () => Promise<readonly LostIntent[]>
  /** How long a settling waits for those who ask right behind a change; not at all, when absent. */
  readonly moment?: () => Promise<void>
  /** A settling that failed is a fault of ours: somebody has to know. */
  readonly fault: (error: unknown) => void
}

/** Products, locations and customers by their ids; an empty list means any. */
export interface FactPart {
  readonly products: readonly string[]
  readonly locations: readonly string[]
  readonly customers: readonly string[]
}

/** The newest rows of sales or stock behind a part of the plan, at most so many. */
export type FactSources = (kind: 'sales' | 'stock', part: FactPart, most: number) => Promise<readonly FactRow[]>
