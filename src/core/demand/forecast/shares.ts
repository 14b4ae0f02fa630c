/**
 * Whose voice counts how much. First for the whole collection: voices are added one at a time, with repetition, whichever
 * lowers the error of the mean most (ensemble selection, Caruana, Niculescu-Mizil, Crew & Ksikes 2004), and the result is
 * drawn towards equal shares where few origins stand behind it. Then for each series: the collection's shares leaned
 * towards whoever was better on the series' own origins, the less the fewer they are, so that short histories do not
 * chase noise.
 */
import type { Collection } from './collection.js'
import type { SeriesRehearsal } from './rehearsal.js'

const ROUNDS = 20
const SAMPLE_SERIES = 2000
/** Evidence that the equal shares are worth: in series, and in origins where all series share one calendar. */
const EQUAL_PRIOR_SERIES = 8
const EQUAL_PRIOR_ORIGINS = 3
/** Steps of evidence that the collection's shares are worth against a series' own. */
const SERIES_PRIOR_STEPS = 40
/** How sharply a series' own evidence divides. */
const SHARPNESS = 5
/** A voice this much worse than the best has no equal share either. */
const HOPELESS = 1.3

/** Shares by voice, adding up to one. */
export function collectionShares(
  { horizon, byVolume }: Collection,
  rehearsals: readonly SeriesRehearsal[],
  voices: number,
): Float64Array {
  const spoken = rehearsals.filter(({ origins }) => origins.length > 0)
  const stride = Math.max(1, Math.ceil(spoken.length / SAMPLE_SERIES))
  const sample = spoken.filter((_, at) => at % stride === 0)
  const table = cellsOf(sample, voices, horizon, byVolume)
  if (table.cells === 0) return new Float64Array(voices).fill(1 / voices)
  const errors = Float64Array.from({ length: voices }, (_, voice) => errorWith(table, null, 0, voice))
  const best = errors.reduce((least, error) => Math.min(least, error), Number.MAX_VALUE)
  const able = [...errors.keys()].filter((voice) => errors[voice]! <= best * HOPELESS)
  const chosen = selectVoices(table, voices)
  const origins = spoken.reduce((most, one) => Math.max(most, one.origins.length), 0)
  // What is sold is sold in the same weeks: a thousand series that saw four origins have seen four.
  const shared = byVolume ? origins / (origins + EQUAL_PRIOR_ORIGINS) : 1
  const trust = (shared * spoken.length) / (spoken.length + EQUAL_PRIOR_SERIES)
  return chosen.map((share, voice) => trust * share + (able.includes(voice) ? (1 - trust) / able.length : 0))
}

interface Cells {
  cells: number
  voices: number
  /** At [cell * voices + voice]. */
  forecasts: Float64Array
  actual: Float64Array
  weight: Float64Array
}

/** Cells in which every voice that can speak has spoken; one that could not says what the others say on average. */
function cellsOf(sample: readonly SeriesRehearsal[], voices: number, horizon: number, byVolume: boolean): Cells {
  const most = sample.reduce((sum, { actual }) => sum + actual.length, 0)
  const table: Cells = {
    cells: 0,
    voices,
    forecasts: new Float64Array(most * voices),
    actual: new Float64Array(most),
    weight: new Float64Array(most),
  }
  for (const rehearsal of sample) {
    const first = table.cells
    let off = 0
    rehearsal.actual.forEach((truth, at) => {
      if (Number.isNaN(truth)) return
      off += addCell(table, rehearsal, at, truth, horizon)
    })
    const size = off / Math.max(1, table.cells - first)
    for (let cell = first; cell < table.cells; cell++)
      table.weight[cell] = byVolume ? 1 : size > 0 ? 1 / (size * (table.cells - first)) : 0
  }
  return table
}

function addCell(table: Cells, { origins, forecasts }: SeriesRehearsal, at: number, truth: number, horizon: number) {
  const { voices } = table
  const block = origins.length * horizon
  let sum = 0
  let spoken = 0
  for (let voice = 0; voice < voices; voice++) {
    const said = forecasts[voice * block + at]!
    if (Number.isNaN(said)) continue
    sum += said
    spoken += 1
  }
  if (spoken === 0) return 0
  for (let voice = 0; voice < voices; voice++) {
    const said = forecasts[voice * block + at]!
    table.forecasts[table.cells * voices + voice] = Number.isNaN(said) ? sum / spoken : said
  }
  table.actual[table.cells] = truth
  table.cells += 1
  return Math.abs(truth - sum / spoken)
}

/** Error of the mean of the `count` voices summed in `sums` and one more. */
function errorWith(table: Cells, sums: Float64Array | null, count: number, voice: number): number {
  const { cells, voices, forecasts, actual, weight } = table
  let error = 0
  for (let cell = 0; cell < cells; cell++) {
    const sum = (sums === null ? 0 : sums[cell]!) + forecasts[cell * voices + voice]!
    error += weight[cell]! * Math.abs(actual[cell]! - sum / (count + 1))
  }
  return error
}

function selectVoices(table: Cells, voices: number): Float64Array {
  const shares = new Float64Array(voices)
  const sums = new Float64Array(table.cells)
  for (let round = 0; round < ROUNDS; round++) {
    let best = 0
    let least = Number.MAX_VALUE
    for (let voice = 0; voice < voices; voice++) {
      const error = errorWith(table, sums, round, voice)
      if (error >= least) continue
      least = error
      best = voice
    }
    shares[best]! += 1 / ROUNDS
    for (let cell = 0; cell < table.cells; cell++) sums[cell]! += table.forecasts[cell * voices + best]!
  }
  return shares
}

/**
 * The shares of one series; `prior` are the collection's, empty where nothing was learned. Voices that could not speak at the end are given none. Without the
 * origin `left` (−1: with all): an origin that is to say how wrong the choice is has no part in the choice.
 */
export function seriesShares(
  { horizon }: Collection,
  { origins, forecasts, actual, able }: SeriesRehearsal,
  prior: Float64Array,
  left = -1,
): Float64Array {
  const heard = (at: number): boolean => Math.floor(at / horizon) !== left && !Number.isNaN(actual[at]!)
  const block = origins.length * horizon
  const off = new Float64Array(able.length)
  let cells = 0
  let mean = 0
  let weight = 0
  for (let at = 0; at < block; at++) if (heard(at)) cells += 1
  prior.forEach((share, voice) => {
    if (!(share > 0)) return
    let sum = 0
    for (let at = 0; at < block; at++) if (heard(at)) sum += Math.abs(actual[at]! - forecasts[voice * block + at]!)
    off[voice] = sum
    if (Number.isNaN(sum)) return
    mean += share * sum
    weight += share
  })
  mean /= weight
  const trust = cells / (cells + SERIES_PRIOR_STEPS)
  const shares = Float64Array.from(able, (isAble, voice) => {
    const share = prior[voice] ?? 0
    if (!isAble) return 0
    if (!(mean > 0) || Number.isNaN(off[voice]!)) return share
    return share * Math.exp(-SHARPNESS * trust * (off[voice]! / mean - 1))
  })
  const sum = shares.reduce((total, share) => total + share, 0)
  if (sum > 0) return shares.map((share) => share / sum)
  // None of the chosen can speak on so short a series: those that can share equally.
  const count = able.filter(Boolean).length
  return shares.map((_, voice) => (able[voice] ? 1 / count : 0))
}
