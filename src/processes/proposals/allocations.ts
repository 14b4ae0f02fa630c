import { type Day, formatDay } from '../../core/base/day.js'
import type { Quantity } from '../../core/base/quantity.js'
import { firstDayOfWeek } from '../../core/calendar/horizon.js'
import type { Company } from '../../core/network/company.js'
import { requestsOfDemandRow } from '../../core/supply/requests.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'

/** Who gets how much of what is scarce: one line a customer and week, for the weeks in which somebody is cut. */
export interface Allocation {
  readonly id: string
  readonly product: string
  readonly location: string
  readonly customer: string
  readonly firstDay: Day
  /** The day after the last one. */
  readonly endDay: Day
  readonly asked: Quantity
  readonly allocated: Quantity
}

/** Of the weeks that lie in the days of the horizon. Rule PP10 of docs/specs/proposals.md. */
export function allocations(company: Company, plan: SupplyPlan): Allocation[] {
  const { horizon, network, rows } = plan
  const weekCount = horizon.dayCount === 0 ? 0 : horizon.week[horizon.dayCount - 1]! + 1
  const asked = new Float64Array(horizon.count)
  const found: Allocation[] = []
  for (let stock = 0; stock < rows.stock.count; stock++) {
    const demands = network.demandRow.subarray(network.demandStart[stock]!, network.demandStart[stock + 1]!)
    const sums = Array.from(demands, (demand) => {
      requestsOfDemandRow(plan, demand, asked)
      return weekSums(plan, demand, asked, weekCount)
    })
    for (let week = 0; week < weekCount; week++) {
      if (!sums.some((sum) => sum.allocated[week]! < sum.asked[week]!)) continue
      sums.forEach((sum, at) => {
        if (sum.asked[week] === 0 && sum.allocated[week] === 0) return
        found.push(lineOf(company, plan, demands[at]!, week, sum))
      })
    }
  }
  return found
}

interface WeekSums {
  readonly asked: Float64Array
  readonly allocated: Float64Array
}

function weekSums(
  { horizon, columns }: SupplyPlan,
  demand: number,
  requests: Float64Array,
  weekCount: number,
): WeekSums {
  const asked = new Float64Array(weekCount)
  const allocated = new Float64Array(weekCount)
  for (let bucket = 0; bucket < horizon.dayCount; bucket++) {
    const week = horizon.week[bucket]!
    asked[week]! += Math.max(0, requests[bucket]!)
    allocated[week]! += columns.constrained[demand * horizon.count + bucket]!
  }
  return { asked, allocated }
}

function lineOf(company: Company, plan: SupplyPlan, demand: number, week: number, sums: WeekSums): Allocation {
  const { horizon, rows } = plan
  const buckets = Array.from({ length: horizon.dayCount }, (_, at) => at).filter((at) => horizon.week[at] === week)
  const product = company.products[rows.demand.item[demand]!]!.id
  const location = company.locations[rows.demand.location[demand]!]!.id
  const customer = company.customers[rows.demand.customer[demand]!]!.id
  const firstDay = horizon.firstDay[buckets[0]!]!
  return {
    id: ['AL', product, location, customer, formatDay(weekOf(company, firstDay))].join('-'),
    product,
    location,
    customer,
    firstDay,
    endDay: horizon.firstDay[buckets.at(-1)!]! + 1,
    asked: sums.asked[week]!,
    allocated: sums.allocated[week]!,
  }
}

/** A week keeps its name when its first days have passed. */
const weekOf = ({ settings }: Company, day: Day): Day => firstDayOfWeek(day, settings.weekStart)
