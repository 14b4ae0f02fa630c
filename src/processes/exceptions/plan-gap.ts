import { firstDayOfMonth, formatMonth, monthOf } from '../../core/base/day.js'
import { QUANTITY_PER_UNIT, UNIT_PRICE_PER_MAJOR } from '../../core/base/quantity.js'
import type { BudgetLine } from '../../core/network/company.js'
import type { Problem } from '../../core/why/problem.js'
import { BASE_LINES, type BaseLine } from '../../finance/money-plan.js'
import type { ExceptionContext } from './exception-input.js'
import { asShare, collect, type ProblemDraft } from './problem-draft.js'
import { PLAN_GAP_BEYOND_MIN, PLAN_GAP_MONTHS, PLAN_GAP_SHARE_MIN } from './thresholds.js'

/**
 * Where the executable plan earns less than was promised in the next whole months: margin where the target says it,
 * else the plan's own margin on the net sales that are missing. The company's gap is one trouble; a family in a country
 * is named beside it when it lags well beyond that.
 */
export function detectPlanGaps(context: ExceptionContext): Problem[] {
  const { company, record } = context
  const source = record !== undefined && record.length > 0 ? 'record' : 'budget'
  const targets = source === 'record' ? record! : company.budget
  return targets.length === 0 ? [] : collect(context, draftPlanGaps(context, targets, source))
}

/** Money of one family in one country over the months compared, in major units of the base currency. */
interface Side {
  netSales: number
  margin: number
  units: number
}

interface Gap {
  country: string
  family: string
  target: Side
  plan: Side
}

function* draftPlanGaps(
  context: ExceptionContext,
  targets: readonly BudgetLine[],
  source: 'record' | 'budget',
): Generator<ProblemDraft> {
  const months = wholeMonths(context)
  if (months.length === 0) return
  const gaps = compareSides(targetsOf(context, targets, months), planOf(context, months))
  const whole = companyGap(gaps)
  const companyShare = shareMissing(whole)
  const rootCause = 'plan_gap:company'
  if (companyShare >= PLAN_GAP_SHARE_MIN) yield draftGap(context, whole, whole, months, source, rootCause)
  const usual = Math.max(0, companyShare)
  for (const gap of gaps)
    if (shareMissing(gap) >= Math.max(PLAN_GAP_SHARE_MIN, usual + PLAN_GAP_BEYOND_MIN))
      yield draftGap(context, gap, whole, months, source, companyShare >= PLAN_GAP_SHARE_MIN ? rootCause : undefined)
}

/** All countries together: by their own target where there is one, else by those of their families. */
function companyGap(gaps: readonly Gap[]): Gap {
  const whole: Gap = { country: '', family: '', target: NOTHING, plan: NOTHING }
  const told = new Set(gaps.filter(({ family }) => family === '').map(({ country }) => country))
  for (const { country, family, target, plan } of gaps) {
    if (family !== '' && told.has(country)) continue
    whole.target = add(whole.target, target)
    whole.plan = add(whole.plan, plan)
  }
  return whole
}

function draftGap(
  { company, values }: ExceptionContext,
  gap: Gap,
  whole: Gap,
  months: readonly number[],
  source: string,
  rootCause: string | undefined,
): ProblemDraft {
  const place = gap.family === '' && gap.country === '' ? '' : `${gap.family}/${gap.country}`
  return {
    kind: 'plan_gap',
    place: { reference: place },
    sameAs: place === '' ? 'company' : place,
    firstDay: firstDayOfMonth(months[0]!),
    durationDays: firstDayOfMonth(months[months.length - 1]! + 1) - firstDayOfMonth(months[0]!),
    size: Math.max(0, gap.target.units - gap.plan.units) * QUANTITY_PER_UNIT,
    worth: marginMissing(gap, whole),
    code: source === 'record' ? 'problem.plan_gap_record' : 'problem.plan_gap_budget',
    values: {
      share: asShare(shareMissing(gap)),
      netSales: Math.round(Math.max(0, gap.target.netSales - gap.plan.netSales)),
      money: values.base.currency,
      from: formatMonth(months[0]!),
      to: formatMonth(months[months.length - 1]!),
      where: place === '' ? company.settings.name : place,
    },
    ...(rootCause === undefined ? {} : { rootCause }),
    evidence: [{ kind: 'source', id: source === 'record' ? 'plan of record' : 'budget' }],
  }
}

/** Whole calendar months from the plan day on. */
function wholeMonths({ plan }: ExceptionContext): number[] {
  const { planDay, monthCount } = plan.horizon
  const current = monthOf(planDay)
  const first = firstDayOfMonth(current) === planDay ? current : current + 1
  const end = Math.min(first + PLAN_GAP_MONTHS, current + monthCount)
  return Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at)
}

const NOTHING: Side = { netSales: 0, margin: 0, units: 0 }
const add = (a: Side, b: Side): Side => ({
  netSales: a.netSales + b.netSales,
  margin: a.margin + b.margin,
  units: a.units + b.units,
})

/** Money first; a target that only speaks of units is compared in units. */
function shareMissing({ target, plan }: Gap): number {
  if (target.netSales > 0) return (target.netSales - plan.netSales) / target.netSales
  if (target.margin > 0) return (target.margin - plan.margin) / target.margin
  return target.units > 0 ? (target.units - plan.units) / target.units : 0
}

/** At the margin the family plans; where it plans nothing, at the company's. */
function marginMissing({ target, plan }: Gap, whole: Gap): number {
  const planned = plan.netSales > 0 ? plan : whole.plan
  const perSale = planned.netSales > 0 ? Math.min(1, Math.max(0, planned.margin) / planned.netSales) : 1
  if (target.netSales > 0) return (target.netSales - plan.netSales) * perSale
  if (target.margin > 0) return target.margin - plan.margin
  const perUnit = planned.units > 0 ? Math.max(0, planned.margin) / planned.units : 0
  return (target.units - plan.units) * perUnit
}

/** By country, family and month. */
type Sides = Map<string, Side>
const keyOf = (country: string, family: string, month: number): string => `${country}\n${family}\n${month}`

function targetsOf(
  { company, values, money }: ExceptionContext,
  lines: readonly BudgetLine[],
  months: readonly number[],
): Sides {
  const familyOf = new Map(company.products.map(({ id, family }) => [id, family]))
  const sides: Sides = new Map()
  for (const line of lines) {
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
function planOf({ values, money }: ExceptionContext, months: readonly number[]): Sides {
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

function addTo(sides: Sides, key: string, side: Side): void {
  sides.set(key, add(sides.get(key) ?? NOTHING, side))
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
    const gap = gaps.get(place) ?? { country, family, target: NOTHING, plan: NOTHING }
    gaps.set(place, {
      ...gap,
      target: add(gap.target, target),
      plan: add(gap.plan, plans.get(key) ?? NOTHING),
    })
  }
  return [...gaps.values()]
}
