/** What was asked for last, up to a size in all; what has not been asked for the longest goes first. */
export class Recent<Value> {
  private readonly kept = new Map<string, { readonly value: Value; readonly size: number }>()
  private size = 0

  constructor(private readonly most: number) {}

  get(key: string): Value | undefined {
    const found = this.kept.get(key)
    if (found === undefined) return undefined
    this.kept.delete(key)
    this.kept.set(key, found)
    return found.value
  }

  keep(key: string, value: Value, size: number): void {
    this.drop(key)
    if (size > this.most) return
    this.kept.set(key, { value, size })
    this.size += size
    for (const oldest of this.kept.keys()) {
      if (this.size <= this.most) return
      this.drop(oldest)
    }
  }

  private drop(key: string): void {
    this.size -= this.kept.get(key)?.size ?? 0
    this.kept.delete(key)
  }
}
