/** How fast a company's deviations come and go, learnt level by level from weeks that are over. */
import { QUANTITY_PER_UNIT } from '../../base/quantity.js'
import { type SensingSettings, type SensingTree, sensedUnits } from './sensed-demand.js'
import { believeLevel, type LevelBelief, type LevelSettings, noBelief, SLOW_UNITS, USUAL } from './sensing-level.js'
import type { SensingWeeks } from './sensing-weeks.js'

/** Below this many weeks the choice would be chance, and the usual settings hold. */
export const LEARNING_WEEKS_MIN = 12
/** The first weeks have nothing behind them and judge nobody. */
const WARM_UP_WEEKS = 4
/** A level that lowers the error by less than this share of it is not listened to. */
const GAIN_MIN = 0.005

const PERSISTENCES = [0.5, 0.7, 0.85, 0.95]
const PRIORS = [0.02, 0.05, 0.1, 0.2]
const RESTLESSNESSES = [0.02, 0.05, 0.1, 0.2, 0.4]
const STRENGTHS = [5, 20, 80]
/** A week believed by less than this is believed not at all. */
const PRIOR_TO_RESTLESSNESS_MIN = 0.2

export function learnSettings(weeks: SensingWeeks, tree: SensingTree): SensingSettings {
  if (weeks.weekCount < LEARNING_WEEKS_MIN) return tree.map(() => USUAL)
  let belief = noBelief(weeks)
  let error = errorOf(weeks, belief)
  return tree.map((nodeOf, level) => {
    const counts = level === tree.length - 1
    const isSlow = counts && hasSlowRows(weeks)
    let best: { settings: LevelSettings; belief: LevelBelief; error: number } | null = null
    for (const settings of isSlow ? withStrengths(choices()) : choices()) {
      const tried = believeLevel(weeks, nodeOf, settings, belief, counts)
      const left = errorOf(weeks, tried)
      if (best === null || left < best.error) best = { settings, belief: tried, error: left }
    }
    if (best === null || best.error >= (1 - GAIN_MIN) * error) return null
    belief = best.belief
    error = best.error
    return best.settings
  })
}

function choices(): LevelSettings[] {
  return PERSISTENCES.flatMap((persistence) =>
    PRIORS.flatMap((prior) =>
      RESTLESSNESSES.filter((restlessness) => prior >= PRIOR_TO_RESTLESSNESS_MIN * restlessness).map(
        (restlessness) => ({ persistence, prior, restlessness, strength: USUAL.strength }),
      ),
    ),
  )
}

const withStrengths = (settings: readonly LevelSettings[]): LevelSettings[] =>
  STRENGTHS.flatMap((strength) => settings.map((one) => ({ ...one, strength })))

const hasSlowRows = ({ planned }: SensingWeeks): boolean =>
  planned.some((units) => units > 0 && units < SLOW_THOUSANDTHS)
const SLOW_THOUSANDTHS = SLOW_UNITS * QUANTITY_PER_UNIT

/** Absolute error of what was believed before each week, in thousandths. */
function errorOf({ rowCount, weekCount, sold, planned, plain }: SensingWeeks, { before }: LevelBelief): number {
  let sum = 0
  for (let cell = WARM_UP_WEEKS * rowCount; cell < weekCount * rowCount; cell++) {
    if (Number.isNaN(sold[cell]!)) continue
    sum += Math.abs(sold[cell]! - sensedUnits(planned[cell]!, plain[cell]!, before[cell]!))
  }
  return sum
}
