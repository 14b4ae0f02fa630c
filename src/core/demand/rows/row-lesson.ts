/**
 * What the rows of a plan teach about each other, kind by kind, before any of them is forecast: whose voice counts how
 * much, what comes after what, and how wrong all that is. Learned from a sample; data only, so that every thread forecasts
 * its rows with the same.
 */
import type { Collection, PreparedSeries } from '../forecast/collection.js'
import { type Lesson, learn, type TrainedVoices } from '../forecast/collection-forecast.js'
import type { PooledModel } from '../forecast/pooled-regression.js'
import { oldestOriginOf, rehearse } from '../forecast/rehearsal.js'
import type { FlatRow } from './row-series.js'
import { kindOf, ROW_KINDS, ROW_SETTINGS, type RowKind, rowVoices, trainRows } from './row-voices.js'

export interface RowLesson {
  /** What was learned before the oldest origin of each row, and from everything. */
  readonly past: PooledModel | null
  readonly now: PooledModel | null
  readonly lesson: Lesson
}
export type RowLessons = Readonly<Record<RowKind, RowLesson>>

/** Rows of one kind that teach, and rows that are looked at to find them. */
const SAMPLE_ROWS = 100
const LOOKED_MAX = 10_000

/** `rowOf` gives row r of `rowCount`. Rows are taken evenly over all of them. */
export function learnRows(rowCount: number, rowOf: (row: number) => FlatRow): RowLessons {
  const found: Record<RowKind, PreparedSeries[]> = { regular: [], rare: [], ending: [] }
  let looked = 0
  for (const row of evenly(rowCount)) {
    if (looked++ >= LOOKED_MAX || ROW_KINDS.every((kind) => found[kind].length >= SAMPLE_ROWS)) break
    const flat = rowOf(row)
    const kind = kindOf(flat.class)
    if (kind !== null && found[kind].length < SAMPLE_ROWS) found[kind].push(preparedRow(flat, row))
  }
  const lessonOf = (kind: RowKind): RowLesson => learnKind(kind, found[kind])
  return { regular: lessonOf('regular'), rare: lessonOf('rare'), ending: lessonOf('ending') }
}

/** A week that was made up is not told apart: cleaning has its own book (DM7). */
export function preparedRow({ flat, from }: FlatRow, row: number): PreparedSeries {
  return { id: String(row), values: flat, from, told: new Uint8Array(flat.length).fill(1), drivers: [] }
}

export function voicesOfRows(kind: RowKind, { past, now }: RowLesson): TrainedVoices {
  return { past: rowVoices(kind, past), now: rowVoices(kind, now) }
}

function learnKind(kind: RowKind, prepared: readonly PreparedSeries[]): RowLesson {
  const collection: Collection = { ...ROW_SETTINGS, prepared }
  const past = trainRows(kind, prepared, (row) => oldestOriginOf(collection, row))
  const now = past === null ? null : trainRows(kind, prepared, (row) => row.values.length)
  const voices = rowVoices(kind, past)
  const rehearsals = prepared.map((row) => rehearse(collection, voices, row))
  return { past, now, lesson: learn(collection, rehearsals) }
}

/** All rows, those far apart first: every prefix lies evenly over them. */
function* evenly(rowCount: number): Generator<number> {
  const bits = Math.max(0, Math.ceil(Math.log2(Math.max(1, rowCount))))
  for (let at = 0; at < 2 ** bits; at++) {
    let row = 0
    for (let bit = 0; bit < bits; bit++) row = row * 2 + ((at >> bit) & 1)
    if (row < rowCount) yield row
  }
}
