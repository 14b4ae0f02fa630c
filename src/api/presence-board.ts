/** Who is here, and where: kept in memory while they say so, and nowhere else. */
import type { SeenPlace } from '../access/guarded-plan.js'
import type { Day } from '../core/base/day.js'
import type { ActorId } from '../core/edit/intent.js'

export interface Place extends SeenPlace {
  readonly from: Day | null
  readonly until: Day | null
}

export interface Present {
  readonly user: ActorId
  readonly name: string
  /** Null when they have gone. */
  readonly place: Place | null
  /** Milliseconds since 1970 at which they came to the place, or went. */
  readonly at: number
}

/** Whoever has not said for so long that they are here has gone. */
const FORGOTTEN_MS = 60_000

export class PresenceBoard {
  private readonly here = new Map<ActorId, { present: Present; saidAt: number }>()
  private readonly listeners = new Set<(present: Present) => void>()

  constructor(private readonly now: () => number) {}

  /** Somebody is at a place; said again where nothing changed it is told to nobody. */
  put(user: ActorId, name: string, place: Place): void {
    this.sweep()
    const known = this.here.get(user)?.present
    const isNews = known === undefined || JSON.stringify(known.place) !== JSON.stringify(place)
    const present = isNews ? { user, name, place, at: this.now() } : known
    this.here.set(user, { present, saidAt: this.now() })
    if (isNews) this.tell(present)
  }

  /** Somebody who is here is called something else from now on. */
  rename(user: ActorId, name: string): void {
    const known = this.here.get(user)
    if (known === undefined || known.present.name === name) return
    const present = { ...known.present, name, at: this.now() }
    this.here.set(user, { ...known, present })
    this.tell(present)
  }

  leave(user: ActorId): void {
    const known = this.here.get(user)
    if (known === undefined) return
    this.here.delete(user)
    this.tell({ ...known.present, place: null, at: this.now() })
  }

  /** Those who are here. */
  list(): readonly Present[] {
    this.sweep()
    return [...this.here.values()].map(({ present }) => present)
  }

  /** Lets those go who said nothing for too long. */
  sweep(): void {
    for (const [user, { saidAt }] of [...this.here]) if (this.now() - saidAt >= FORGOTTEN_MS) this.leave(user)
  }

  /** Told of everybody who comes, moves and goes; gives how to stop. */
  watch(listener: (present: Present) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private tell(present: Present): void {
    for (const listener of this.listeners) listener(present)
  }
}
