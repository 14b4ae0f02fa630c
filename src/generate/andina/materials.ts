import type { Cell } from '../../core/base/column-table.js'
import { GOODS, type Good, type Site } from './goods.js'

export interface Material {
  readonly id: string
  readonly name: string
  readonly family: 'Insumos' | 'Envases'
  readonly uom: string
  readonly supplier: string
  readonly plants: readonly Site[]
  /** USD per base unit, delivered. */
  readonly price: number
  readonly leadTimeDays: number
  readonly multiple: number
}

export const MATERIALS: readonly Material[] = [
  {
    id: 'M-TEN',
    name: 'Tensoactivo',
    family: 'Insumos',
    uom: 'kg',
    supplier: 'V-TENSO',
    plants: ['PL-SCL', 'PL-QRO'],
    price: 1.55,
    leadTimeDays: 35,
    multiple: 1000,
  },
  {
    id: 'M-FRA',
    name: 'Fragancia',
    family: 'Insumos',
    uom: 'kg',
    supplier: 'V-AROMA',
    plants: ['PL-SCL', 'PL-QRO'],
    price: 14.5,
    leadTimeDays: 28,
    multiple: 25,
  },
  {
    id: 'M-CAR',
    name: 'Carbonato de sodio',
    family: 'Insumos',
    uom: 'kg',
    supplier: 'V-SALES',
    plants: ['PL-SCL'],
    price: 0.42,
    leadTimeDays: 14,
    multiple: 1000,
  },
  {
    id: 'M-GRA',
    name: 'Base grasa vegetal',
    family: 'Insumos',
    uom: 'kg',
    supplier: 'V-GRASA',
    plants: ['PL-QRO'],
    price: 1.35,
    leadTimeDays: 21,
    multiple: 500,
  },
  {
    id: 'M-HAR',
    name: 'Harina de trigo',
    family: 'Insumos',
    uom: 'kg',
    supplier: 'V-MOLIN',
    plants: ['PL-SCL'],
    price: 0.62,
    leadTimeDays: 5,
    multiple: 500,
  },
  {
    id: 'M-AZU',
    name: 'Azúcar',
    family: 'Insumos',
    uom: 'kg',
    supplier: 'V-MOLIN',
    plants: ['PL-SCL'],
    price: 0.78,
    leadTimeDays: 7,
    multiple: 500,
  },
  {
    id: 'M-PUL',
    name: 'Concentrado de fruta',
    family: 'Insumos',
    uom: 'kg',
    supplier: 'V-FRUTA',
    plants: ['PL-SCL'],
    price: 2.4,
    leadTimeDays: 18,
    multiple: 200,
  },
  {
    id: 'M-CAV',
    name: 'Café verde',
    family: 'Insumos',
    uom: 'kg',
    supplier: 'V-GRANO',
    plants: ['PL-QRO'],
    price: 4.6,
    leadTimeDays: 30,
    multiple: 600,
  },
  {
    id: 'M-CEL',
    name: 'Celulosa',
    family: 'Insumos',
    uom: 'kg',
    supplier: 'V-FIBRA',
    plants: ['PL-SCL'],
    price: 0.95,
    leadTimeDays: 12,
    multiple: 1000,
  },
  {
    id: 'M-BOT',
    name: 'Botella PET con tapa',
    family: 'Envases',
    uom: 'unit',
    supplier: 'V-ENVAS',
    plants: ['PL-SCL', 'PL-QRO'],
    price: 0.16,
    leadTimeDays: 10,
    multiple: 5000,
  },
  {
    id: 'M-FLX',
    name: 'Film flexible impreso',
    family: 'Envases',
    uom: 'm',
    supplier: 'V-ENVAS',
    plants: ['PL-SCL', 'PL-QRO'],
    price: 0.09,
    leadTimeDays: 16,
    multiple: 5000,
  },
  {
    id: 'M-TET',
    name: 'Cartón aséptico',
    family: 'Envases',
    uom: 'unit',
    supplier: 'V-CARTO',
    plants: ['PL-SCL'],
    price: 0.11,
    leadTimeDays: 32,
    multiple: 10000,
  },
  {
    id: 'M-CAJ',
    name: 'Caja corrugada',
    family: 'Envases',
    uom: 'unit',
    supplier: 'V-CARTO',
    plants: ['PL-SCL', 'PL-QRO'],
    price: 0.34,
    leadTimeDays: 8,
    multiple: 1000,
  },
]

/** Component, kilograms or units per unit made as a function of the item, and the share that survives. */
type Line = readonly [component: string, per: (good: Good) => number, yieldShare: number]

const perKg =
  (share: number) =>
  (good: Good): number =>
    Math.max(0.000001, Math.round(good.weightKg * share * 1e6) / 1e6)
const one = (): number => 1
const oneCase = (good: Good): number => Math.round(1e6 / good.family.caseUnits) / 1e6

const FORMULA: Readonly<Record<string, readonly Line[]>> = {
  DET: [
    ['M-TEN', perKg(0.22), 0.985],
    ['M-FRA', perKg(0.006), 1],
    ['M-CAR', perKg(0.35), 0.99],
    ['M-BOT', one, 0.995],
    ['M-CAJ', oneCase, 1],
  ],
  LAV: [
    ['M-TEN', perKg(0.18), 0.985],
    ['M-FRA', perKg(0.005), 1],
    ['M-BOT', one, 0.995],
    ['M-CAJ', oneCase, 1],
  ],
  JAB: [
    ['M-GRA', perKg(0.8), 0.97],
    ['M-FRA', perKg(0.012), 1],
    ['M-FLX', () => 0.25, 0.99],
    ['M-CAJ', oneCase, 1],
  ],
  CHA: [
    ['M-TEN', perKg(0.3), 0.98],
    ['M-FRA', perKg(0.015), 1],
    ['M-BOT', one, 0.995],
    ['M-CAJ', oneCase, 1],
  ],
  GAL: [
    ['M-HAR', perKg(0.62), 0.96],
    ['M-AZU', perKg(0.22), 0.98],
    ['M-FLX', () => 0.35, 0.99],
    ['M-CAJ', oneCase, 1],
  ],
  JUG: [
    ['M-PUL', perKg(0.13), 0.975],
    ['M-AZU', perKg(0.06), 0.99],
    ['M-TET', one, 0.99],
    ['M-CAJ', oneCase, 1],
  ],
  CAF: [
    ['M-CAV', perKg(1.9), 0.84],
    ['M-FLX', () => 0.3, 0.99],
    ['M-CAJ', oneCase, 1],
  ],
  PAP: [
    ['M-CEL', perKg(1.05), 0.94],
    ['M-FLX', () => 0.8, 0.99],
    ['M-CAJ', oneCase, 1],
  ],
}

export interface RecipeNeed {
  readonly good: Good
  readonly component: string
  readonly per: number
  readonly yieldShare: number
}

/** Instant and ground coffee lose different weight; instant takes more green coffee per kilogram. */
export const RECIPES: readonly RecipeNeed[] = GOODS.flatMap((good) =>
  FORMULA[good.family.code]!.map(([component, per, yieldShare]) => ({ good, component, per: per(good), yieldShare })),
)

export function productRows(): Record<string, Cell>[] {
  const goods = GOODS.map((good) => ({
    product_id: good.id,
    family: good.family.name,
    name: good.name,
    category: good.family.category,
    brand: good.family.brand,
    uom: 'unit',
    core: good.core,
    abc: good.share > 0.03 ? 'A' : good.share > 0.012 ? 'B' : 'C',
    net_weight_kg: good.weightKg,
    shelf_life_days: good.family.shelfLifeDays,
    launch_date: good.launch,
    end_date: good.end,
    successor_of: good.successorOf,
  }))
  const materials = MATERIALS.map((material) => ({
    product_id: material.id,
    family: material.family,
    name: material.name,
    category: 'Materiales',
    uom: material.uom,
    core: false,
  }))
  return [...goods, ...materials]
}
