import type { Month } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../../core/base/quantity.js'
import { CountryCube } from './country-cube.js'
import type { ExceptionContext } from './exception-input.js'
import { FoundProblem, type ProblemSource } from './found-problem.js'
import type { MovedRows } from './moved-rows.js'
import { addSides, draftPlanGaps, type Gap, NOTHING, type Side, wholeMonths } from './plan-gap.js'
import { PLAN_GAP_MONTHS } from './thresholds.js'

/** A country, or a family in it where one is named, with what was budgeted there and in which of the months compared. */
interface Target {
  readonly country: string
  readonly family: string
  readonly side: Side
  /** Positions in the months compared. */
  readonly months: ReadonlySet<number>
}

/**
 * Where the executable plan earns less than was budgeted in the next whole months: margin where the budget says it,
 * else the plan's own margin on the net sales that are missing. More than was budgeted is no trouble. A target of a whole
 * country stands against all its families.
 */
export class BudgetGaps implements ProblemSource {
  private readonly months: readonly Month[]
  private readonly targets: readonly Target[]
  private readonly cube: CountryCube | null

  constructor(context: ExceptionContext) {
    this.months = wholeMonths(context.plan).slice(0, PLAN_GAP_MONTHS)
    this.targets = this.months.length === 0 ? [] : targetsOf(context, this.months)
    this.cube = this.targets.length === 0 ? null : new CountryCube(context, this.months)
  }

  follow(context: ExceptionContext, moved: MovedRows): void {
    this.cube?.follow(context, moved)
  }

  found(context: ExceptionContext): FoundProblem[] {
    const { cube, months, targets } = this
    if (cube === null) return []
    const gaps = targets.map(({ country, family, side, months: compared }): Gap => {
      const plan = [...compared].reduce((sum, month) => addSides(sum, cube.side(country, family, month)), NOTHING)
      return { country, family, account: '', target: side, plan }
    })
    const source = { under: 'problem.plan_gap_budget', over: null, name: 'budget', months }
    return [...draftPlanGaps(context, gaps, companyGap(gaps), source)].map((draft) => new FoundProblem(draft))
  }
}

/** All countries together: by their own target where there is one, else by those of their families. */
function companyGap(gaps: readonly Gap[]): Gap {
  const told = new Set(gaps.filter(({ family }) => family === '').map(({ country }) => country))
  const counted = gaps.filter(({ country, family }) => family === '' || !told.has(country))
  return {
    country: '',
    family: '',
    account: '',
    target: counted.reduce((sum, { target }) => addSides(sum, target), NOTHING),
    plan: counted.reduce((sum, { plan }) => addSides(sum, plan), NOTHING),
  }
}

function targetsOf({ company, values, money }: ExceptionContext, months: readonly Month[]): Target[] {
  const familyOf = new Map(company.products.map(({ id, family }) => [id, family]))
  const targets = new Map<string, Target>()
  for (const line of company.budget) {
    const month = months.indexOf(line.month)
    if (month < 0) continue
    const { country } = line
    const family = line.family ?? (line.product === null ? '' : (familyOf.get(line.product) ?? ''))
    const key = `${country}\n${family}`
    const known = targets.get(key)
    const factor = values.base.factor(line.currency, line.month - money.firstMonth) / UNIT_PRICE_PER_MAJOR
    const side = {
      netSales: (line.netSales ?? 0) * factor,
      margin: (line.margin ?? 0) * factor,
      units: (line.units ?? 0) / QUANTITY_PER_UNIT,
    }
    targets.set(key, {
      country,
      family,
      side: addSides(known?.side ?? NOTHING, side),
      months: new Set([...(known?.months ?? []), month]),
    })
  }
  return [...targets.values()]
}
