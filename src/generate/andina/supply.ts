import type { Cell } from '../../core/base/column-table.js'
import { formatMonth } from '../../core/base/day.js'
import { FAMILIES, GOODS, type Site } from './goods.js'
import { MATERIALS, RECIPES } from './materials.js'
import { BUYERS, CENTRES, NORTH, SOUTH } from './places.js'
import { PLAN_MONTH } from './timeline.js'

export const PLANTS: readonly Site[] = ['PL-SCL', 'PL-QRO']
export const plantCompany = (plant: Site): string => (plant === 'PL-SCL' ? SOUTH : NORTH)

/** The port of San Antonio stands still: what comes from China and what goes to Lima waits. */
export const STRIKE = { start: '2026-11-16', end: '2026-12-20', supplier: 'V-TENSO', family: 'DET' } as const

export const calendarRows = (): Record<string, Cell>[] => [
  { calendar_id: 'PLANTA', weekday: 7, open: false },
  { calendar_id: 'PLANTA', date: '2026-12-25', open: false },
  { calendar_id: 'PLANTA', date: '2027-01-01', open: false },
]

const FREIGHT_PER_KG: Readonly<Record<string, number>> = { sea: 0.11, truck: 0.05 }
const modeOf = (days: number): string => (days >= 9 ? 'sea' : 'truck')

/** Goods come from the plant that makes them; Monterrey and Mexico City can help each other. */
export function laneRows(): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = []
  for (const good of GOODS)
    for (const centre of CENTRES) {
      const plant = good.family.plant
      const days = centre.days[plant]
      rows.push({
        from: plant,
        to: centre.id,
        lead_time_days: days,
        use: 'source',
        product_id: good.id,
        lead_time_sd_days: days >= 9 ? Math.round(days * 1.5) / 10 : 0.5,
        cost_per_unit: Math.round(good.weightKg * FREIGHT_PER_KG[modeOf(days)]! * (1 + days / 30) * 10_000) / 10_000,
        currency: 'USD',
        multiple: good.family.caseUnits,
        mode: modeOf(days),
        incoterm: plantCompany(plant) === centre.company ? null : 'DAP',
      })
    }
  for (const [from, to] of [
    ['DC-MEX', 'DC-MTY'],
    ['DC-MTY', 'DC-MEX'],
    ['DC-SCL', 'DC-BUE'],
    ['DC-SCL', 'DC-LIM'],
  ] as const)
    rows.push({
      from,
      to,
      lead_time_days: from === 'DC-SCL' ? 6 : 2,
      use: 'transfer',
      cost_per_unit: 0.12,
      currency: 'USD',
      mode: 'truck',
    })
  for (const buyer of BUYERS)
    rows.push({
      from: buyer.centre,
      to: buyer.id,
      lead_time_days: buyer.leadDays,
      use: 'customer',
      cost_per_unit: 0.04,
      currency: 'USD',
      mode: 'truck',
    })
  for (const material of MATERIALS)
    for (const plant of material.plants)
      rows.push({
        from: material.supplier,
        to: plant,
        lead_time_days: material.leadTimeDays,
        use: 'source',
        product_id: material.id,
        multiple: material.multiple,
        minimum: material.multiple * 2,
        mode: material.leadTimeDays >= 25 ? 'sea' : 'truck',
      })
  return rows
}

export const recipeRows = (): Record<string, Cell>[] =>
  RECIPES.map(({ good, component, per, yieldShare }) => ({
    product_id: good.id,
    location_id: good.family.plant,
    component_id: component,
    quantity_per: per,
    yield: yieldShare,
  }))

export interface ProductionLine {
  readonly id: string
  readonly plant: Site
  readonly hours: number
  /** Of its hours, what the coming month asks for. */
  readonly load: number
}

/** Querétaro's liquids line is asked for more than it has; the others breathe. */
export const LINES: readonly ProductionLine[] = [
  { id: 'SCL-LIQ', plant: 'PL-SCL', hours: 432, load: 0.72 },
  { id: 'SCL-HOR', plant: 'PL-SCL', hours: 288, load: 0.66 },
  { id: 'SCL-TET', plant: 'PL-SCL', hours: 288, load: 0.62 },
  { id: 'SCL-PAP', plant: 'PL-SCL', hours: 288, load: 0.7 },
  { id: 'QRO-LIQ', plant: 'PL-QRO', hours: 432, load: 1.25 },
  { id: 'QRO-SOL', plant: 'PL-QRO', hours: 288, load: 0.68 },
  { id: 'QRO-TOS', plant: 'PL-QRO', hours: 144, load: 0.6 },
]

export const resourceRows = (): Record<string, Cell>[] =>
  LINES.map(({ id, plant, hours }) => ({
    resource_id: id,
    location_id: plant,
    hours_per_week: hours,
    overtime_hours: hours / 9,
    overtime_cost: plant === 'PL-SCL' ? 68_000 : 1_150,
    currency: plant === 'PL-SCL' ? 'CLP' : 'MXN',
  }))

/** Bigger packs take longer; the line's load decides the rest. `weekly` are units a week of each good, everywhere. */
export function routingRows(weekly: Float64Array): Record<string, Cell>[] {
  return LINES.flatMap((line) => {
    const goods = GOODS.filter((good) => good.family.line === line.id)
    const effort = (weight: number): number => 0.6 + Math.sqrt(weight)
    const whole = goods.reduce((sum, good) => sum + weekly[good.index]! * effort(good.weightKg), 0)
    return goods.map((good) => ({
      product_id: good.id,
      resource_id: line.id,
      hours_per_unit: Math.max(1e-6, Math.round((line.hours * line.load * effort(good.weightKg) * 1e6) / whole) / 1e6),
    }))
  })
}

/** Units a day of each material at each plant: [material × plants + plant]. */
export function materialRates(daily: Float64Array): Float64Array {
  const out = new Float64Array(MATERIALS.length * PLANTS.length)
  for (const { good, component, per, yieldShare } of RECIPES) {
    const material = MATERIALS.findIndex(({ id }) => id === component)
    out[material * PLANTS.length + PLANTS.indexOf(good.family.plant)]! += (daily[good.index]! * per) / yieldShare
  }
  return out
}

/** Days of demand kept against surprise: the further from the plant, the more. */
export const safetyDays = (leadDays: number): number => (leadDays >= 20 ? 27 : leadDays >= 9 ? 22 : 15)
export const PLANT_SAFETY_DAYS = 5
export const MATERIAL_SAFETY_DAYS = 12

/** `rates` are units a day of good × centre, `needs` of material × plant. */
export function policyRows(rates: Float64Array, needs: Float64Array): Record<string, Cell>[] {
  const goods = GOODS.flatMap((good) => {
    const daily = rates.subarray(good.index * CENTRES.length, (good.index + 1) * CENTRES.length)
    const centres = CENTRES.map((centre, at) => ({
      product_id: good.id,
      location_id: centre.id,
      service_level: good.core ? 0.98 : 0.95,
      review_days: centre.days[good.family.plant] >= 9 ? 7 : 1,
      multiple: good.family.caseUnits,
      safety_stock_units: Math.round(daily[at]! * safetyDays(centre.days[good.family.plant])),
      max_cover_days: good.family.shelfLifeDays === null ? null : Math.round(good.family.shelfLifeDays * 0.4),
    }))
    const plant = {
      product_id: good.id,
      location_id: good.family.plant,
      safety_stock_units: Math.round(PLANT_SAFETY_DAYS * daily.reduce((sum, rate) => sum + rate, 0)),
      review_days: 1,
    }
    return endsSoon(good.end) ? [] : [...centres, plant]
  })
  const materials = MATERIALS.flatMap((material, at) =>
    material.plants.map((plant) => ({
      product_id: material.id,
      location_id: plant,
      service_level: 0.98,
      safety_stock_units: Math.round(MATERIAL_SAFETY_DAYS * needs[at * PLANTS.length + PLANTS.indexOf(plant)]!),
      review_days: 7,
    })),
  )
  return [...goods, ...materials]
}

/** What ends this year is sold out, not kept in stock. */
const endsSoon = (end: string | null): boolean => end !== null && end < '2027-01-01'

/** Two suppliers promise a limit by month, well above need but for tensioactives in the strike. */
export function supplierCapacityRows(needs: Float64Array): Record<string, Cell>[] {
  return ['M-TEN', 'M-CAV'].flatMap((id) => {
    const at = MATERIALS.findIndex((material) => material.id === id)
    const monthly = 30 * PLANTS.reduce((sum, _, plant) => sum + needs[at * PLANTS.length + plant]!, 0)
    const units = Math.ceil((monthly * 1.6) / 10_000) * 10_000
    return Array.from({ length: 26 }, (_, month) => ({
      supplier_id: MATERIALS[at]!.supplier,
      product_id: id,
      month: formatMonth(PLAN_MONTH + month),
      units,
      committed: Math.round(units / 1.3 / 1000) * 1000,
    }))
  })
}

export const disruptionRows = (): Record<string, Cell>[] => [
  {
    id: 'PARO-SAN-ANTONIO',
    kind: 'port_strike',
    scope: `from=${STRIKE.supplier};to=PL-SCL`,
    start: STRIKE.start,
    end: STRIKE.end,
    probability: 1,
    factor: 0,
    owner: 'abastecimiento',
    note: 'Paro portuario en San Antonio: el tensoactivo espera a bordo',
  },
  {
    id: 'PARO-SAN-ANTONIO-LIM',
    kind: 'port_strike',
    scope: 'from=PL-SCL;to=DC-LIM',
    start: STRIKE.start,
    end: STRIKE.end,
    probability: 1,
    factor: 0.4,
    owner: 'logistica-sur',
    note: 'Cupos parciales por Valparaíso',
  },
]

export const responsibilityRows = (): Record<string, Cell>[] => [
  ...FAMILIES.map(({ name, code }) => ({
    scope: `family=${name}`,
    owner: `demanda-${code.toLowerCase()}`,
    deputy: 'jefe-demanda',
  })),
  ...CENTRES.map(({ id }) => ({
    scope: `location=${id}`,
    owner: `soe-${id.slice(3).toLowerCase()}`,
    deputy: 'jefe-abastecimiento',
  })),
]
