import { type ColumnTable, days, decimals, EMPTY_DAY, GrowingColumns, words } from '../../core/base/column-table.js'
import { type Day, firstDayOfMonth, formatDay } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { Stream } from '../dice.js'
import type { Shelf } from './demand.js'
import { GOODS } from './goods.js'
import { MATERIALS } from './materials.js'
import { CENTRES, STORES } from './places.js'
import { GLUT, STARVED, type Stockouts, shelfIsEmpty } from './stockouts.js'
import { PLANTS, STRIKE, safetyDays } from './supply.js'
import { FIRST_CLOSED_MONTH, FIRST_DAY, HISTORY_DAYS, PLAN_DAY, PLAN_MONTH } from './timeline.js'

/** Too much, too old, no longer wanted: [days of cover], where and what (examples/andina/README.md). */
export const GLUT_COVER_DAYS = 135
export const OLD_JUICE = { good: 'JUG-01', centre: 'DC-SAO', coverDays: 75, lifeDays: 62 } as const
export const DEAD_STOCK = { good: 'CHA-06', centre: 'DC-LIM', coverDays: 210 } as const
export const SHORT_MATERIAL = { material: 'M-TEN', plant: 'PL-SCL', coverDays: 2 } as const

const ITEM_IDS = [...GOODS.map(({ id }) => id), ...MATERIALS.map(({ id }) => id)]
const PLACE_IDS = [...CENTRES.map(({ id }) => id), ...PLANTS, ...STORES.map(({ id }) => id)]
const PLANT_PLACE = CENTRES.length
const STORE_PLACE = CENTRES.length + PLANTS.length

/** Rows of stock: day, item, place, units, expiry day. Items and places index `ITEM_IDS` and `PLACE_IDS`. */
export interface StockHistory {
  readonly columns: GrowingColumns
  /** On the evening before the plan day, per good × centre. */
  readonly centreUnits: Float64Array
  /** Units at the end of each closed month, per [month][good × places or material × plants]. */
  readonly monthEnds: readonly MonthEnd[]
}

export interface MonthEnd {
  readonly month: number
  readonly goods: readonly { good: number; place: string; units: number }[]
  readonly materials: readonly { material: number; plant: string; units: number }[]
}

export interface StockInputs {
  readonly random: Random
  readonly stockouts: Stockouts
  readonly shelves: readonly Shelf[]
  /** Units a day: good × centre, and material × plant. */
  readonly rates: Float64Array
  readonly materialRates: Float64Array
}

/**
 * Where history needs stock it has it: each month's last evening, each day a good stood at zero, and last night by lot.
 */
export function buildStock(inputs: StockInputs): StockHistory {
  const columns = new GrowingColumns(5, 1 << 14)
  const centreUnits = new Float64Array(GOODS.length * CENTRES.length)
  const monthEnds: MonthEnd[] = []
  for (let month = FIRST_CLOSED_MONTH; month < PLAN_MONTH; month++)
    monthEnds.push(closeMonth(inputs, month, firstDayOfMonth(month + 1) - 1, columns))
  emptyDays(inputs, columns)
  lastNight(inputs, columns, centreUnits)
  shelfStock(inputs, columns)
  return { columns, centreUnits, monthEnds }
}

const isAlive = (good: (typeof GOODS)[number], day: Day): boolean => {
  const begun = good.launch === null || good.launch <= isoOf(day)
  return begun && (good.end === null || good.end >= isoOf(day))
}
const isoCache = new Map<Day, string>()
const isoOf = (day: Day): string => {
  let text = isoCache.get(day)
  if (text === undefined) isoCache.set(day, (text = formatDay(day)))
  return text
}

/** Days of cover of a calm good at a centre: what is kept against surprise, and part of an order. */
function coverDays(random: Random, good: number, centre: number, path: number): number {
  const days = CENTRES[centre]!.days[GOODS[good]!.family.plant]
  return safetyDays(days) + (days >= 9 ? 6 : 3) + 4 * random.at(Stream.Stock, good * CENTRES.length + centre, path)
}

const PLANT_COVER_DAYS = 6
const MATERIAL_COVER_DAYS = 19

function closeMonth(
  { random, stockouts, rates, materialRates }: StockInputs,
  month: number,
  day: Day,
  out: GrowingColumns,
): MonthEnd {
  const goods: { good: number; place: string; units: number }[] = []
  const materials: { material: number; plant: string; units: number }[] = []
  for (const good of GOODS) {
    if (!isAlive(good, day)) continue
    let everywhere = 0
    CENTRES.forEach((centre, at) => {
      const rate = rates[good.index * CENTRES.length + at]!
      everywhere += rate
      if (rate === 0 || stockouts.isOut(good.index, at, day)) return
      const units = Math.round(rate * coverDays(random, good.index, at, month))
      goods.push({ good: good.index, place: centre.id, units })
      out.push(day, good.index, at, units, EMPTY_DAY)
    })
    const units = Math.round(
      everywhere * PLANT_COVER_DAYS * (0.8 + 0.4 * random.at(Stream.Stock, 10_000 + good.index, month)),
    )
    goods.push({ good: good.index, place: good.family.plant, units })
    out.push(day, good.index, PLANT_PLACE + PLANTS.indexOf(good.family.plant), units, EMPTY_DAY)
  }
  MATERIALS.forEach((material, at) =>
    material.plants.forEach((plant) => {
      const place = PLANTS.indexOf(plant)
      const rate = materialRates[at * PLANTS.length + place]!
      const units = Math.round(
        rate * MATERIAL_COVER_DAYS * (0.85 + 0.3 * random.at(Stream.Stock, 20_000 + at * 2 + place, month)),
      )
      materials.push({ material: at, plant, units })
      out.push(day, GOODS.length + at, PLANT_PLACE + place, units, EMPTY_DAY)
    }),
  )
  return { month, goods, materials }
}

function emptyDays({ stockouts, rates }: StockInputs, out: GrowingColumns): void {
  const lastNightAt = PLAN_DAY - 1
  for (const good of GOODS)
    for (let centre = 0; centre < CENTRES.length; centre++) {
      if (rates[good.index * CENTRES.length + centre] === 0) continue
      for (let day = FIRST_DAY; day < lastNightAt; day++)
        if (stockouts.isOut(good.index, centre, day) && isAlive(good, day))
          out.push(day, good.index, centre, 0, EMPTY_DAY)
    }
}

/** Last night's stock of a good at a centre, by the story's exceptions first. */
function centreCover(random: Random, good: number, centre: number): number {
  const id = GOODS[good]!.id
  const place = CENTRES[centre]!.id
  if (id === STARVED.good && place === STARVED.centre) return 0
  if (id === GLUT.good && place === GLUT.centre) return GLUT_COVER_DAYS
  if (id === OLD_JUICE.good && place === OLD_JUICE.centre) return OLD_JUICE.coverDays
  if (id === DEAD_STOCK.good && place === DEAD_STOCK.centre) return DEAD_STOCK.coverDays
  return coverDays(random, good, centre, PLAN_MONTH)
}

function lastNight(inputs: StockInputs, out: GrowingColumns, centreUnits: Float64Array): void {
  const { random, rates, materialRates } = inputs
  const day = PLAN_DAY - 1
  for (const good of GOODS) {
    let everywhere = 0
    CENTRES.forEach((centre, at) => {
      const rate = rates[good.index * CENTRES.length + at]!
      everywhere += rate
      if (rate === 0 || !isAlive(good, day)) return
      const cases = good.family.caseUnits
      const units = Math.round((rate * centreCover(random, good.index, at)) / cases) * cases
      centreUnits[good.index * CENTRES.length + at] = units
      pushLots(good.index, at, units, centre.id, out)
    })
    if (everywhere > 0 && isAlive(good, day)) {
      // Without tensioactive the tanks of the detergent line have been drawn down.
      const cover = good.family.code === STRIKE.family ? PLANT_COVER_DAYS / 2 : PLANT_COVER_DAYS
      const units = Math.round(everywhere * cover)
      out.push(day, good.index, PLANT_PLACE + PLANTS.indexOf(good.family.plant), units, expiryOf(good.index, 0.96))
    }
  }
  MATERIALS.forEach((material, at) =>
    material.plants.forEach((plant) => {
      const place = PLANTS.indexOf(plant)
      const short = material.id === SHORT_MATERIAL.material && plant === SHORT_MATERIAL.plant
      const cover = short ? SHORT_MATERIAL.coverDays : MATERIAL_COVER_DAYS
      out.push(
        day,
        GOODS.length + at,
        PLANT_PLACE + place,
        Math.round(materialRates[at * PLANTS.length + place]! * cover),
        EMPTY_DAY,
      )
    }),
  )
}

const expiryOf = (good: number, remaining: number): Day => {
  const life = GOODS[good]!.family.shelfLifeDays
  return life === null ? EMPTY_DAY : PLAN_DAY + Math.round(life * remaining)
}

/** What can spoil lies in two lots; the old juice of São Paulo in one that will not sell in time. */
function pushLots(good: number, centre: number, units: number, place: string, out: GrowingColumns): void {
  const day = PLAN_DAY - 1
  const { id, family } = GOODS[good]!
  if (family.shelfLifeDays === null) out.push(day, good, centre, units, EMPTY_DAY)
  else if (id === OLD_JUICE.good && place === OLD_JUICE.centre)
    out.push(day, good, centre, units, PLAN_DAY + OLD_JUICE.lifeDays)
  else {
    const older = Math.round((units * 0.4) / family.caseUnits) * family.caseUnits
    out.push(day, good, centre, older, expiryOf(good, 0.68))
    out.push(day, good, centre, units - older, expiryOf(good, 0.88))
  }
}

/** Stores show last night's shelf and the evenings on which it was empty. */
function shelfStock({ random, shelves }: StockInputs, out: GrowingColumns): void {
  for (const shelf of shelves) {
    for (let at = 0; at < HISTORY_DAYS - 1; at++)
      if (shelfIsEmpty(random, shelf.key, at))
        out.push(FIRST_DAY + at, shelf.good.index, STORE_PLACE + shelf.storeIndex, 0, EMPTY_DAY)
    const cover = 5 + 6 * random.at(Stream.Stock, 30_000 + shelf.key, 0)
    out.push(PLAN_DAY - 1, shelf.good.index, STORE_PLACE + shelf.storeIndex, Math.round(shelf.rate * cover), EMPTY_DAY)
  }
}

export function stockTable({ columns }: StockHistory): ColumnTable {
  const expiry = columns.whole(4)
  const lots = [...new Set(expiry)].filter((day) => day !== EMPTY_DAY).sort((a, b) => a - b)
  return {
    name: 'stock',
    count: columns.count,
    columns: [
      days('date', columns.whole(0)),
      words('product_id', ITEM_IDS, columns.whole(1)),
      words('location_id', PLACE_IDS, columns.whole(2)),
      decimals('on_hand_units', 0, columns.column(3)),
      words(
        'lot',
        lots.map((day) => `L${day}`),
        expiry.map((day) => (day === EMPTY_DAY ? -1 : lots.indexOf(day))),
      ),
      days('expiry_date', expiry),
    ],
  }
}
