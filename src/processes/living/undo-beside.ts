import { Refusal } from '../../core/base/refusal.js'
import type { Access } from '../../core/edit/access.js'
import type { ScenarioId } from '../../core/edit/intent.js'
import type { UndoChanged } from './change-kinds.js'
import type { UndoPreview } from './living-plan.js'
import type { Committed, PlanChanges, UndoDraft } from './plan-changes.js'
import { Turns } from './turns.js'
import type { UndoSketch } from './undo-sketch.js'

/** Undos that are looked at first and done between the turns of others, one at a time: each has a column of its own. */
export class UndoBeside {
  private readonly queue = new Turns()
  private readonly running = new Set<string>()
  private readonly givenUp = new Set<string>()
  private closed = false

  constructor(
    private readonly turns: Turns,
    private readonly changes: PlanChanges,
    private readonly pause: () => Promise<void>,
    private readonly told: (changed: UndoChanged) => void,
  ) {}

  /** @throws Refusal as `PlanChanges.measureUndo` */
  preview(scenario: ScenarioId, position: number, viewer: Access): Promise<UndoPreview> {
    return this.queue.take(async () => {
      const { measured, sketch } = await this.turns.take(async () => ({
        measured: await this.changes.measureUndo(scenario, position, viewer),
        sketch: await this.changes.sketchOf(scenario, position),
      }))
      const report = (): void => this.assertOpen()
      const impossible = await sketch.takeBack({ pause: this.pause, report })
      return { ...measured, impossible: impossible.map(({ entry }) => entry) }
    })
  }

  /** @throws Refusal as `PlanChanges.commit`, `job.cancelled` */
  async run(scenario: ScenarioId, draft: UndoDraft, seen: number, viewer: Access): Promise<Committed> {
    this.running.add(draft.key)
    try {
      return await this.queue.take(() => this.work(scenario, draft, seen, viewer))
    } finally {
      this.running.delete(draft.key)
      this.givenUp.delete(draft.key)
    }
  }

  cancel(key: string): void {
    if (this.running.has(key)) this.givenUp.add(key)
  }

  /** Gives everything up. */
  async close(): Promise<void> {
    this.closed = true
    await this.queue.take(() => undefined)
  }

  private async work(scenario: ScenarioId, draft: UndoDraft, seen: number, viewer: Access): Promise<Committed> {
    for (;;) {
      const begun = await this.turns.take(() => this.changes.beginUndo(scenario, draft, seen, viewer))
      if ('entry' in begun) return begun
      const done = await this.finish(begun, scenario, draft, viewer)
      if (done !== null) return done
    }
  }

  /** Null where somebody changed what lies under every entry meanwhile: it is begun again. */
  private async finish(
    sketch: UndoSketch,
    scenario: ScenarioId,
    draft: UndoDraft,
    viewer: Access,
  ): Promise<Committed | null> {
    const { pause } = this
    await sketch.takeBack({ pause, report: this.reporter(draft.key) })
    while (!sketch.isSpoilt) {
      this.assertWanted(draft.key)
      const done = await this.turns.take(() => this.changes.keepUndo(scenario, draft, viewer, sketch))
      if (done !== null) return done
      await sketch.follow(this.changes.behind(scenario, sketch), pause)
    }
    return null
  }

  /** Tells of each hundredth once. */
  private reporter(key: string): (applied: number, count: number) => void {
    let told = -1
    return (applied, count) => {
      this.assertWanted(key)
      const hundredth = Math.floor((100 * applied) / count)
      if (hundredth === told) return
      told = hundredth
      this.told({ kind: 'undoing', key, applied, count })
    }
  }

  private assertWanted(key: string): void {
    this.assertOpen()
    if (this.givenUp.has(key)) throw cancelled()
  }

  private assertOpen(): void {
    if (this.closed) throw cancelled()
  }
}

const cancelled = (): Refusal => new Refusal('job.cancelled', { job: 'undo', step: 'fold again' })
