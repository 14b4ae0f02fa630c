/** Which things belong together, found pair by pair. The leader of a set is its smallest member, whatever the order. */
export class DisjointSets {
  readonly #parent: Int32Array

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, at) => at)
  }

  leader(of: number): number {
    const parent = this.#parent
    let at = of
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }

  join(a: number, b: number): void {
    const left = this.leader(a)
    const right = this.leader(b)
    if (left < right) this.#parent[right] = left
    else this.#parent[left] = right
  }
}
