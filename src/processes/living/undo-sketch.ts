/**
 * An undo that many later entries meet, worked out beside the plan: whoever reads or edits has their turns meanwhile
 * (SPINE 3; docs/specs/living-plan.md LP54–LP57).
 */
import { Refusal } from '../../core/base/refusal.js'
import {
  type EditState,
  entriesToApplyAgain,
  type LoggedEntry,
  replayEntry,
  takeBackInSteps,
} from '../../core/edit/fold.js'
import type { Entry } from '../../core/edit/intent.js'
import type { Chronicle } from './chronicle.js'
import type { LivingBranch } from './living-branch.js'

/** Beyond so many entries that are applied again an undo is worked out beside the plan, and is looked at first. */
export const AGAIN_AT_ONCE = 50

export const entriesAgain = ({ edits }: LivingBranch, position: number): readonly LoggedEntry[] =>
  entriesToApplyAgain(edits, position)

export interface SketchPorts {
  /** Lets others have their turns. */
  readonly pause: () => Promise<void>
  /** Told of each step. Throws to give it up. */
  readonly report: (applied: number, count: number) => void
}

/** A branch's fold with one entry taken back and the undo not yet in the log. */
export class UndoSketch {
  private spoilt = false

  private constructor(
    readonly fold: EditState,
    /** Of the branch that it was made of: after a roll the positions mean something else. */
    private readonly chronicle: Chronicle,
    private readonly position: number,
    private last: number,
  ) {}

  static of(branch: LivingBranch, chronicle: Chronicle, position: number): UndoSketch {
    return new UndoSketch(branch.sketch(), chronicle, position, branch.numbers)
  }

  /** Takes the entry back between the turns of others. Gives what can have no effect then. */
  async takeBack({ pause, report }: SketchPorts): Promise<readonly LoggedEntry[]> {
    const steps = takeBackInSteps(this.fold, this.position)
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value.impossible
      report(step.value.applied, step.value.count)
      await pause()
    }
  }

  /** Of these entries, those that others wrote meanwhile. @throws Refusal `edit.unknown_entry` when they are another plan's */
  behind(chronicle: Chronicle, entries: readonly Entry[]): readonly Entry[] {
    if (chronicle !== this.chronicle) throw new Refusal('edit.unknown_entry', { position: this.position })
    return entries.filter(({ position }) => position > this.last)
  }

  /**
   * Applies what others wrote meanwhile; false where that lies under every entry (promotions, events): the sketch is
   * spoilt then and has to be made again.
   */
  async follow(entries: readonly Entry[], pause?: () => Promise<void>): Promise<boolean> {
    for (const entry of entries) {
      const { parts } = replayEntry(this.fold, entry)
      this.spoilt ||= parts.has('demand')
      if (this.spoilt) return false
      this.last = entry.position
      await pause?.()
    }
    return true
  }

  get isSpoilt(): boolean {
    return this.spoilt
  }
}
