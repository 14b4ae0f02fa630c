/** Ways between places that rebalancing may use: lanes of use `transfer`. Rules BA8 and BA9 of docs/specs/balancing.md. */
import type { Day } from '../../../core/base/day.js'
import { type Quantity, UNIT_PRICE_PER_MAJOR } from '../../../core/base/quantity.js'
import { buildOpenDays, EVERY_DAY_OPEN, nextOpenDay } from '../../../core/calendar/open-days.js'
import { packOf } from '../../../core/inventory/balancing/item-outlook.js'
import { NO_RETURN_DAYS, verdictOf, type WayVerdict } from '../../../core/inventory/balancing/transfer-rules.js'
import { positions } from '../../../core/network/source-book.js'
import { TRANSFER } from '../../../core/network/supply-network.js'
import { receiptsFrom } from '../../../core/supply/supply-state.js'
import type { BaseMoney } from '../../exceptions/base-money.js'
import type { BalancingInput } from './balancing-input.js'

/** One lane, as an item can use it. Places are positions of the company. */
export interface TransferWay {
  readonly lane: number
  readonly from: number
  readonly to: number
  readonly shipDay: Day
  readonly arrivalDay: Day
  /** Major units of the base currency per base unit. */
  readonly cost: number
  readonly pack: Quantity
  readonly minimum: Quantity
  readonly incoterm: string | null
  /** What one truck carries; null where the lane does not say. */
  readonly truckUnits: Quantity | null
}

export interface TransferWays {
  /** By place from and to, then by lane; of those of a pair that name the item only these. */
  of(product: number): readonly TransferWay[]
  verdict(product: number, way: TransferWay): WayVerdict
}

export function openTransferWays(input: BalancingInput, base: BaseMoney): TransferWays {
  const { company } = input
  const { general, specific } = gatherWays(input, base)
  const goesTo = movedPairs(input)
  const count = company.locations.length
  const pair = (from: number, to: number): number => from * count + to
  return {
    of(product) {
      const own = specific.get(product)
      if (own === undefined) return general
      const named = new Set(own.map(({ from, to }) => pair(from, to)))
      const ways = [...own, ...general.filter(({ from, to }) => !named.has(pair(from, to)))]
      return ways.sort((a, b) => a.from - b.from || a.to - b.to || a.lane - b.lane)
    },
    verdict: (product, { from, to, incoterm }) =>
      verdictOf({
        from: company.locations[from]!,
        to: company.locations[to]!,
        incoterm,
        goesBack: goesTo.has(`${product} ${pair(to, from)}`),
      }),
  }
}

function gatherWays({ company, plan }: BalancingInput, base: BaseMoney) {
  const { planDay } = plan.horizon
  const locationAt = positions(company.locations)
  const productAt = positions(company.products)
  const calendars = buildOpenDays(company.calendars)
  const general: TransferWay[] = []
  const specific = new Map<number, TransferWay[]>()
  company.lanes.forEach((lane, at) => {
    const [from, to] = [locationAt.get(lane.from), locationAt.get(lane.to)]
    if (lane.use !== 'transfer' || from === undefined || to === undefined || from === to) return
    if ((lane.validFrom ?? planDay) > planDay || (lane.validTo ?? planDay) < planDay) return
    const factor = base.factor(lane.currency, 0)
    const shipDay = nextOpenDay(calendars.get(lane.calendar ?? '') ?? EVERY_DAY_OPEN, planDay)
    // Freight in money of which no rate is known cannot be weighed.
    if (shipDay === null || (lane.costPerUnit > 0 && factor === 0)) return
    const way: TransferWay = {
      lane: at,
      from,
      to,
      shipDay,
      arrivalDay: shipDay + lane.leadTimeDays,
      cost: (lane.costPerUnit * factor) / UNIT_PRICE_PER_MAJOR,
      pack: packOf(lane.multiple),
      minimum: lane.minimum ?? 0,
      incoterm: lane.incoterm,
      truckUnits: lane.truckUnits,
    }
    if (lane.product === null) general.push(way)
    else {
      const product = productAt.get(lane.product)
      if (product !== undefined) specific.set(product, [...(specific.get(product) ?? []), way])
    }
  })
  general.sort((a, b) => a.from - b.from || a.to - b.to || a.lane - b.lane)
  return { general, specific }
}

/** Items by the pairs of places between which they went, go or are planned to go within four weeks. */
function movedPairs({ company, plan, transfers }: BalancingInput): ReadonlySet<string> {
  const count = company.locations.length
  const moved = new Set(transfers.map(({ product, from, to }) => `${product} ${from * count + to}`))
  const { network, horizon, rows } = plan
  let until = 0
  while (until < horizon.count && horizon.firstDay[until]! < horizon.planDay + NO_RETURN_DAYS) until++
  for (let row = 0; row < rows.stock.count; row++)
    for (let source = network.sourceStart[row]!; source < network.sourceStart[row + 1]!; source++) {
      if (network.sourceKind[source] !== TRANSFER || network.sourceRow[source]! < 0) continue
      const arriving = receiptsFrom(plan, row, source).subarray(0, until)
      if (!arriving.some((units) => units > 0)) continue
      const from = rows.stock.location[network.sourceRow[source]!]!
      moved.add(`${rows.stock.item[row]!} ${from * count + rows.stock.location[row]!}`)
    }
  return moved
}
