/**
 * Demand sensing on public series: `node dist/bench/sensing-benchmark.js [set …]` prints one line of JSON for
 * each set: error one week ahead, unsensed and sensed, with its interval, and alarms. Settings are learnt on the earlier
 * weeks, the later ones are judged. Beside it the same forecast made anew every week, which nothing is sensed for.
 */
import { backtestSensing } from '../processes/soe/sensing/sensing-backtest.js'
import { levelsOf, readSensingSets, type SensingSet, sensingWeeksOf } from './sensing-data.js'

/** A plan a month, as the cycle of IBP makes it. */
const CYCLE_WEEKS = 4
const SEED = 1

export function benchmarkSensing(given: SensingSet, cycleWeeks = CYCLE_WEEKS) {
  const { learningWeeks } = given
  const weeks = sensingWeeksOf(given, cycleWeeks)
  const report = backtestSensing({ weeks, levels: levelsOf(given), learningWeeks, seed: SEED })
  return { set: given.set.name, cycleWeeks, ...report }
}

/** WMAPE one week ahead of a plan that is made anew every week, over the judged weeks. */
export function freshError(given: SensingSet): number {
  const { sold, planned } = sensingWeeksOf({ ...given, learningWeeks: 0 }, 1)
  let error = 0
  let units = 0
  sold.forEach((came, cell) => {
    if (Number.isNaN(came)) return
    error += Math.abs(came - planned[cell]!)
    units += came
  })
  return error / units
}

if (process.argv[1]?.endsWith('sensing-benchmark.js')) {
  const names = process.argv.slice(2)
  const sets = readSensingSets()
  if (sets.length === 0) console.error('Skipped: the public series do not lie beside the project in ../shared/data.')
  for (const set of sets)
    if (names.length === 0 || names.includes(set.set.name))
      console.log(JSON.stringify({ ...benchmarkSensing(set), freshUnsensed: freshError(set) }))
}
