/** How often one caller may ask: a bucket that fills steadily and holds a burst. */
export class RequestLimits {
  private readonly buckets = new Map<string, { left: number; at: number }>()

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly now: () => number,
  ) {}

  /** Seconds to wait, 0 when the request may go on. */
  take(who: string): number {
    const now = this.now()
    const bucket = this.buckets.get(who) ?? { left: this.burst, at: now }
    const left = Math.min(this.burst, bucket.left + ((now - bucket.at) / 1000) * this.perSecond)
    if (this.buckets.size > MOST_CALLERS) this.forgetFull(now)
    this.buckets.set(who, { left: left >= 1 ? left - 1 : left, at: now })
    return left >= 1 ? 0 : Math.ceil((1 - left) / this.perSecond)
  }

  private forgetFull(now: number): void {
    for (const [who, { left, at }] of this.buckets)
      if (left + ((now - at) / 1000) * this.perSecond >= this.burst) this.buckets.delete(who)
  }
}

const MOST_CALLERS = 10_000
