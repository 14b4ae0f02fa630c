/** Whole numbers below 2^31 that are added one by one, by the million. */
export class NumberList {
  private numbers = new Int32Array(1024)
  private used = 0

  get count(): number {
    return this.used
  }

  get last(): number {
    return this.numbers[this.used - 1]!
  }

  add(value: number): void {
    if (this.used === this.numbers.length) {
      const wider = new Int32Array(this.used * 2)
      wider.set(this.numbers)
      this.numbers = wider
    }
    this.numbers[this.used++] = value
  }

  at(index: number): number {
    return this.numbers[index]!
  }

  set(index: number, value: number): void {
    this.numbers[index] = value
  }

  toInt32(): Int32Array {
    return this.numbers.slice(0, this.used)
  }
}
