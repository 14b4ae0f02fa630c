import type { AccuracyCells } from './accuracy-cells.js'

const FIELDS = [
  'row',
  'firstDay',
  'lag',
  'actual',
  'naive',
  'statistical',
  'events',
  'consensus',
  'errorSd',
  'naiveScale',
  'stepScale',
  'shortCost',
  'excessCost',
] as const
type Field = (typeof FIELDS)[number]

/** Gathers cells of which nobody knows beforehand how many there will be, without an object for each. */
export class CellWriter {
  private values = new Float64Array(FIELDS.length * 1024)
  private used = 0

  add(cell: Readonly<Record<Field, number>>): void {
    if (this.used === this.values.length) {
      const wider = new Float64Array(2 * this.values.length)
      wider.set(this.values)
      this.values = wider
    }
    for (const field of FIELDS) this.values[this.used++] = cell[field]
  }

  finish(): AccuracyCells {
    const whole = (field: Field): Int32Array => Int32Array.from(this.column(field))
    return {
      count: this.used / FIELDS.length,
      row: whole('row'),
      firstDay: whole('firstDay'),
      lag: whole('lag'),
      actual: this.column('actual'),
      forecast: {
        naive: this.column('naive'),
        statistical: this.column('statistical'),
        events: this.column('events'),
        consensus: this.column('consensus'),
      },
      errorSd: this.column('errorSd'),
      naiveScale: this.column('naiveScale'),
      stepScale: this.column('stepScale'),
      shortCost: this.column('shortCost'),
      excessCost: this.column('excessCost'),
    }
  }

  private column(field: Field): Float64Array {
    const first = FIELDS.indexOf(field)
    return Float64Array.from(
      { length: this.used / FIELDS.length },
      (_, cell) => this.values[cell * FIELDS.length + first]!,
    )
  }
}
