/** Below this a sum of two whole numbers is still exact. */
const SMALL = 2 ** 52

/**
 * A sum of products of whole numbers, exact at any size: money weights in millionths times quantities in thousandths
 * pass 2^53 at a few thousand units. Small products are gathered in a number, and moved on before they could round.
 */
export class ExactSum {
  private large = 0n
  private small = 0

  add(weight: number, quantity: number): void {
    const product = weight * quantity
    if (Math.abs(product) > SMALL) {
      this.large += BigInt(weight) * BigInt(quantity)
      return
    }
    this.small += product
    if (Math.abs(this.small) <= SMALL) return
    this.large += BigInt(this.small)
    this.small = 0
  }

  get total(): bigint {
    return this.large + BigInt(this.small)
  }
}
