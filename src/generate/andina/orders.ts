import type { Cell } from '../../core/base/column-table.js'
import { type Day, formatDay, weekdayOf } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { Stream, spreadFactor, wholeBetween } from '../dice.js'
import { type Appetite, appetiteOn } from './demand.js'
import { GOODS, type Site } from './goods.js'
import { MATERIALS } from './materials.js'
import { BUYERS, CENTRES } from './places.js'
import type { SellIn } from './sales.js'
import { STARVED } from './stockouts.js'
import { PLANTS, plantCompany, STRIKE } from './supply.js'
import { PLAN_DAY } from './timeline.js'

/** Orders of the last four weeks, so that on-time and in-full can be told. */
const SERVICE_DAYS = 28

function shippedLines(random: Random, { columns }: SellIn): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  const [day, good, centre, buyer, units] = [0, 1, 2, 3, 4].map((at) => columns.column(at)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let row = 0; row < columns.count; row++) {
    if (day[row]! < PLAN_DAY - SERVICE_DAYS) continue
    const { id, leadDays } = BUYERS[buyer[row]!]!
    const late = random.at(Stream.OpenOrder, row, 0) < 0.09 ? wholeBetween(random, Stream.OpenOrder, row, 1, 1, 3) : 0
    const cut = random.at(Stream.OpenOrder, row, 2) < 0.07 ? 1.2 : 1
    const caseUnits = GOODS[good[row]!]!.family.caseUnits
    rows.push({
      order_id: `${id}-${day[row]!}`,
      line: good[row]! + 1,
      product_id: GOODS[good[row]!]!.id,
      customer_id: id,
      ordered_units: Math.round((units[row]! * cut) / caseUnits) * caseUnits,
      order_date: formatDay(day[row]! - 2 - late),
      ship_from: CENTRES[centre[row]!]!.id,
      requested_date: formatDay(day[row]! - late),
      shipped_units: units[row]!,
      shipped_date: formatDay(day[row]!),
      delivered_units: units[row]!,
      delivered_date: day[row]! + leadDays < PLAN_DAY ? formatDay(day[row]! + leadDays) : null,
      cancel_date: cut > 1 ? formatDay(day[row]!) : null,
      cancel_reason: cut > 1 ? 'saldo no despachado' : null,
    })
  }
  return rows
}

/** What buyers have ordered for this week and next; and what Mexico City owes since its detergent ran out. */
export function orderRows(random: Random, appetites: readonly Appetite[], sellIn: SellIn): Record<string, Cell>[] {
  const rows = shippedLines(random, sellIn)
  for (const appetite of appetites) {
    const { good, buyer, key } = appetite
    const gap = good.share > 0.024 ? 3.5 : good.share > 0.008 ? 7 : 14
    const line = (orderDay: Day, requested: Day, promised: Day | null) => {
      const wanted =
        appetiteOn(appetite, requested) * gap * spreadFactor(random, Stream.OpenOrder, key, requested, 0.15)
      const units = Math.round(wanted / good.family.caseUnits) * good.family.caseUnits
      if (units > 0)
        rows.push({
          order_id: `${buyer.id}-A${requested}`,
          line: good.index + 1,
          product_id: good.id,
          customer_id: buyer.id,
          ordered_units: units,
          order_date: formatDay(orderDay),
          ship_from: buyer.centre,
          requested_date: formatDay(requested),
          promised_date: promised === null ? null : formatDay(promised),
          shipped_units: 0,
        })
    }
    const starved = good.id === STARVED.good && buyer.centre === STARVED.centre
    if (starved) for (const ago of [4, 1]) line(PLAN_DAY - ago - 2, PLAN_DAY - ago, null)
    if (random.at(Stream.OpenOrder, key, 50_000) < 7 / gap / 3) {
      const requested = PLAN_DAY + wholeBetween(random, Stream.OpenOrder, key, 50_001, 0, 4)
      line(PLAN_DAY - 1 - wholeBetween(random, Stream.OpenOrder, key, 50_002, 0, 2), requested, requested)
    }
    if (isForgotten(random, appetite)) line(PLAN_DAY - 9, PLAN_DAY - 4, PLAN_DAY + 2)
  }
  return rows
}

/** Now and then an order simply was not shipped in time. */
const isForgotten = (random: Random, { key, buyer }: Appetite): boolean =>
  buyer.channel !== 'tradicional' && random.at(Stream.OpenOrder, key, 60_000) < 0.012

export interface SupplyInputs {
  readonly random: Random
  readonly rates: Float64Array
  readonly materialRates: Float64Array
}

/** Everything on its way: production of the week, transfers that have left, purchases inside their lead time. */
export function supplyOrderRows(inputs: SupplyInputs): Record<string, Cell>[] {
  return [...productionOrders(inputs), ...transferOrders(inputs), ...purchaseOrders(inputs)]
}

const toMultiple = (units: number, multiple: number): number => Math.round(units / multiple) * multiple

const isMade = (good: (typeof GOODS)[number]): boolean =>
  (good.launch === null || good.launch < formatDay(PLAN_DAY)) &&
  (good.end === null || good.end > formatDay(PLAN_DAY + 60))

const RELEASED_DAYS = 4

/** This week's runs; none of detergent, for want of tensioactive. */
function productionOrders({ rates }: SupplyInputs): Record<string, Cell>[] {
  return GOODS.filter((good) => isMade(good) && good.family.code !== STRIKE.family).flatMap((good) => {
    const daily = CENTRES.reduce((sum, _, centre) => sum + rates[good.index * CENTRES.length + centre]!, 0)
    const units = toMultiple(daily * RELEASED_DAYS, good.family.caseUnits)
    if (units === 0) return []
    const due = PLAN_DAY + 1 + (good.index % 5)
    return [
      {
        order_id: `OP-${good.id}`,
        product_id: good.id,
        to: good.family.plant,
        kind: 'production',
        ordered_units: units,
        due_date: formatDay(due),
        received_units: 0,
        status: 'released',
        company_id: plantCompany(good.family.plant),
      },
    ]
  })
}

function transferOrders({ random, rates }: SupplyInputs): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  for (const good of GOODS.filter(isMade))
    CENTRES.forEach((centre, at) => {
      const rate = rates[good.index * CENTRES.length + at]!
      const plant = good.family.plant
      const days = centre.days[plant]
      const units = toMultiple(rate * 7, good.family.caseUnits)
      if (units === 0 || days < 4 || isHeldBack(good.id, centre.id)) return
      const struck = plant === 'PL-SCL' && centre.id === 'DC-LIM'
      // Two sailings of what Mexico City lacks were missed.
      const missed = good.id === STARVED.good && centre.id === STARVED.centre ? 15 : 0
      const first = 1 + missed + wholeBetween(random, Stream.Pipeline, good.index, at, 0, Math.min(5, days - 2))
      for (let due = PLAN_DAY + first, count = 0; due - days < PLAN_DAY; due += 7, count++) {
        const late = struck && count === 0 && good.core
        rows.push({
          order_id: `TR-${good.id}-${centre.id.slice(3)}-${count + 1}`,
          product_id: good.id,
          to: centre.id,
          kind: 'transfer',
          ordered_units: units,
          due_date: formatDay(late ? PLAN_DAY - 3 : due),
          from: plant,
          ship_date: formatDay((late ? PLAN_DAY - 3 : due) - days),
          promised_date: late ? formatDay(PLAN_DAY + 9) : null,
          received_units: 0,
          status: 'in_transit',
          company_id: centre.company,
        })
      }
    })
  return rows
}

/** Nobody ships more of what a place has too much of. */
const isHeldBack = (good: string, centre: string): boolean =>
  (good === 'JUG-01' && centre === 'DC-SAO') || good === 'CHA-06'

function purchaseOrders({ materialRates }: SupplyInputs): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  MATERIALS.forEach((material, at) =>
    material.plants.forEach((plant: Site) => {
      const rate = materialRates[at * PLANTS.length + PLANTS.indexOf(plant)]!
      const units = Math.max(2, Math.round((rate * 7) / material.multiple)) * material.multiple
      const everyDays = Math.max(7, Math.round(units / Math.max(1, rate)))
      for (let due = PLAN_DAY + 3, count = 0; due < PLAN_DAY + material.leadTimeDays; due += everyDays, count++) {
        const struck = material.supplier === STRIKE.supplier && plant === 'PL-SCL'
        rows.push({
          order_id: `OC-${material.id}-${plant.slice(3)}-${count + 1}`,
          product_id: material.id,
          to: plant,
          kind: 'purchase',
          ordered_units: units,
          due_date: formatDay(struck ? due - 12 : due),
          from: material.supplier,
          promised_date: struck ? formatDay(PLAN_DAY + 37 + count * 3) : null,
          received_units: 0,
          status: 'confirmed',
          company_id: plantCompany(plant),
        })
      }
    }),
  )
  return rows
}

export const isFriday = (day: Day): boolean => weekdayOf(day) === 5
