import { RowList } from '../../core/plan/row-set.js'

/** Why a stock row has to be looked at again. */
export const PLAN = 1 //  its own quantities, or those of its customers
export const WORTH = 2 // what a unit of it is worth downstream
export const CAUSE = 4 // what is known to explain a shortage there

/** Stock rows that have moved since the list was last read, and why: a byte a row. */
export class MovedRows {
  /** Everything has moved. */
  readonly isAll: boolean
  private readonly marks: Uint8Array
  private readonly rows = new RowList()

  private constructor(marks: Uint8Array, isAll: boolean) {
    this.marks = marks
    this.isAll = isAll
  }

  static all = (count: number): MovedRows => new MovedRows(new Uint8Array(count), true)
  static none = (count: number): MovedRows => new MovedRows(new Uint8Array(count), false)

  /** Rows are asked for in the order in which they were added. */
  add(row: number, why: number): void {
    if (this.isAll || (this.marks[row]! & why) === why) return
    if (this.marks[row] === 0) this.rows.add(row)
    this.marks[row]! |= why
  }

  has(row: number, why: number): boolean {
    return this.isAll || (this.marks[row]! & why) !== 0
  }

  forEach(why: number, visit: (row: number) => void): void {
    if (this.isAll) for (let row = 0; row < this.marks.length; row++) visit(row)
    else
      for (let at = 0; at < this.rows.count; at++) {
        const row = this.rows.at(at)
        if ((this.marks[row]! & why) !== 0) visit(row)
      }
  }
}
