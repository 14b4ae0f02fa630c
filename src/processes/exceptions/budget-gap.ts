import type { Month } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../../core/base/quantity.js'
import type { Problem } from '../../core/why/problem.js'
import { BASE_LINES, type BaseLine } from '../../finance/money-plan.js'
import { addSides, draftPlanGaps, type Gap, type GapContext, NOTHING, type Side, wholeMonths } from './plan-gap.js'
import { collect } from './problem-draft.js'
import { PLAN_GAP_MONTHS } from './thresholds.js'

/**
 * Where the executable plan earns less than was budgeted in the next whole months: margin where the budget says it,
 * else the plan's own margin on the net sales that are missing. More than was budgeted is no trouble.
 */
export function detectBudgetGaps(context: GapContext): Problem[] {
  const months = wholeMonths(context.plan).slice(0, PLAN_GAP_MONTHS)
  if (context.company.budget.length === 0 || months.length === 0) return []
  const gaps = compareSides(budgetOf(context, months), planOf(context, months))
  const source = { under: 'problem.plan_gap_budget', over: null, name: 'budget', months }
  return collect(context, draftPlanGaps(context, gaps, companyGap(gaps), source))
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

/** By country, family and month. */
type Sides = Map<string, Side>
const keyOf = (country: string, family: string, month: Month): string => `${country}\n${family}\n${month}`

function addTo(sides: Sides, key: string, side: Side): void {
  sides.set(key, addSides(sides.get(key) ?? NOTHING, side))
}

function budgetOf({ company, values, money }: GapContext, months: readonly Month[]): Sides {
  const familyOf = new Map(company.products.map(({ id, family }) => [id, family]))
  const sides: Sides = new Map()
  for (const line of company.budget) {
    if (!months.includes(line.month)) continue
    const family = line.family ?? (line.product === null ? '' : (familyOf.get(line.product) ?? ''))
    const factor = values.base.factor(line.currency, line.month - money.firstMonth) / UNIT_PRICE_PER_MAJOR
    addTo(sides, keyOf(line.country, family, line.month), {
      netSales: (line.netSales ?? 0) * factor,
      margin: (line.margin ?? 0) * factor,
      units: (line.units ?? 0) / QUANTITY_PER_UNIT,
    })
  }
  return sides
}

const SIGN: Readonly<Record<BaseLine, number>> = {
  grossSales: 1,
  onInvoiceDiscounts: -1,
  rebates: -1,
  tradeSpend: -1,
  returns: -1,
  fines: -1,
  standardCost: 0,
  outboundLogistics: 0,
}

/** The plan's own money, from the base cube, each month at its PLAN rate. */
function planOf({ values, money }: GapContext, months: readonly Month[]): Sides {
  const sides: Sides = new Map()
  const { cube, bucketCount } = money
  for (let row = 0; row < cube.count; row++) {
    const currency = money.currencies[money.entities[cube.entity[row]!]!.currency]!
    const { country } = money.accounts[cube.account[row]!]!
    const family = money.families[cube.family[row]!]!.id
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const month = money.firstMonth + money.monthOfBucket[bucket]!
      if (!months.includes(month)) continue
      const factor = values.base.factor(currency.code, month - money.firstMonth) / 10 ** currency.atomDecimals
      const at = row * bucketCount + bucket
      let net = 0
      for (const line of BASE_LINES) net += SIGN[line] * (money.cubeMoney[line]?.[at] ?? 0)
      const side = {
        netSales: net * factor,
        margin: (net - (money.cubeMoney.standardCost?.[at] ?? 0)) * factor,
        units: money.cubeUnits[at]! / QUANTITY_PER_UNIT,
      }
      addTo(sides, keyOf(country, family, month), side)
      addTo(sides, keyOf(country, '', month), side)
    }
  }
  return sides
}

/**
 * Beside each target the plan of the same family, country and month, the months added up. A target of a whole country
 * stands against all its families.
 */
function compareSides(targets: Sides, plans: Sides): Gap[] {
  const gaps = new Map<string, Gap>()
  for (const [key, target] of targets) {
    const [country, family] = key.split('\n') as [string, string]
    const place = `${country}\n${family}`
    const gap = gaps.get(place) ?? { country, family, account: '', target: NOTHING, plan: NOTHING }
    gaps.set(place, {
      ...gap,
      target: addSides(gap.target, target),
      plan: addSides(gap.plan, plans.get(key) ?? NOTHING),
    })
  }
  return [...gaps.values()]
}
