import type { GuardedPlan } from '../access/guarded-plan.js'
import type { Access } from '../core/edit/access.js'
import type { ActorId } from '../core/edit/intent.js'
import { GROUP_OF } from '../processes/living/viewer.js'
import type { Place, Present } from './presence-board.js'
import { type PresenceShown, showPresence } from './wire/presence.js'

const KNOWN_MOST = 1000

/** What one client is told of who is here: places only where they see something of them (AP40). */
export class PresenceTeller {
  /** What the client was told last of each who is here for it. */
  private readonly told = new Map<ActorId, Present>()
  /** Asking the plan for every step of everybody, for everybody, would keep it from its work. */
  private readonly seen = new Map<string, boolean>()

  constructor(private readonly plan: GuardedPlan) {}

  /** Null where the client is told nothing. */
  async shown(present: Present, viewer: Access): Promise<PresenceShown | null> {
    const { user, place } = present
    if (user === viewer.actor || this.knows(present)) return null
    if (place === null) return this.told.delete(user) ? showPresence(present, null) : null
    const isSeen = this.plan.hearsOf(user, place, viewer) && (await this.sees(place, viewer))
    // Planners know of each other; whoever only reads a part hears of nobody beyond it.
    if (!isSeen && !this.plan.seesScenarios(viewer))
      return this.told.delete(user) ? showPresence({ ...present, place: null }, null) : null
    this.told.set(user, present)
    return showPresence(present, isSeen ? forViewer(place, viewer) : null)
  }

  /** Another plan may have other nodes. */
  forget(): void {
    this.seen.clear()
  }

  /** Whoever came or moved while the client was told who is here has been told of already. */
  private knows(present: Present): boolean {
    const last = this.told.get(present.user)
    return last !== undefined && (last === present || last.at > present.at)
  }

  private async sees(place: Place, viewer: Access): Promise<boolean> {
    const { may, scopes, measures } = viewer
    const key = JSON.stringify([place.scenario, place.scope, scopes, [...measures], [...may]])
    const known = this.seen.get(key)
    if (known !== undefined) return known
    if (this.seen.size >= KNOWN_MOST) this.seen.clear()
    const isSeen = await this.plan.seesPlace(place, viewer)
    this.seen.set(key, isSeen)
    return isSeen
  }
}

const forViewer = (place: Place, { measures }: Access): Place =>
  place.measure === null || measures.has(GROUP_OF[place.measure]) ? place : { ...place, measure: null }
