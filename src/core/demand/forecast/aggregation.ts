/**
 * IMAPA: rare demand becomes regular when periods are put together (Nikolopoulos et al. 2011, ADIDA), and as nobody knows
 * how many, all sizes from one to the mean gap between demands speak, each smoothed by itself, and the mean counts
 * (Petropoulos & Kourentzes 2015). Blocks are counted back from the newest period; what is left over at the start is not used.
 */
import { NONE, runStates } from './ets-states.js'
import { goldenSection } from './golden-section.js'
import { clipDemand, type ForecastMethod, type Series } from './method.js'

const BLOCK_MAX = 13
const LEVEL = { trend: NONE, season: NONE, relative: false }
const NO_SEASON = new Float64Array(0)

export const imapa: ForecastMethod = {
  name: 'imapa',
  minimumLength: () => 1,
  /** Parameters: one α for each block size, the smallest first. */
  fit(series) {
    const alphas = new Float64Array(largestBlock(series))
    for (let at = 0; at < alphas.length; at++) {
      const sums = blockSums(series, at + 1)
      alphas[at] = sums.length < 3 ? 0.5 : goldenSection((alpha) => smooth(sums, alpha).squares, 0.02, 0.6)
    }
    return alphas
  },
  forecast(series, alphas, out) {
    let sum = 0
    let count = 0
    for (let at = 0; at < alphas.length; at++) {
      const sums = blockSums(series, at + 1)
      if (sums.length === 0) continue
      sum += smooth(sums, alphas[at]!).level / (at + 1)
      count += 1
    }
    out.fill(count === 0 ? 0 : sum / count)
    clipDemand(out)
  },
}

function largestBlock({ values, from, to }: Series): number {
  let demands = 0
  for (let at = from; at < to; at++) if (values[at]! > 0) demands += 1
  return demands === 0 ? 1 : Math.max(1, Math.min(BLOCK_MAX, Math.round((to - from) / demands)))
}

function blockSums({ values, from, to }: Series, block: number): Float64Array {
  const sums = new Float64Array(Math.floor((to - from) / block))
  const first = to - sums.length * block
  for (let at = first; at < to; at++) sums[Math.floor((at - first) / block)]! += values[at]!
  return sums
}

function smooth(sums: Float64Array, alpha: number): { level: number; squares: number } {
  const states = { level: sums[0]!, slope: 0, season: NO_SEASON, at: 0 }
  const squares = runStates({ values: sums, from: 1, to: sums.length, period: 1 }, states, LEVEL, alpha, 0, 1, 0)
  return { level: states.level, squares }
}
