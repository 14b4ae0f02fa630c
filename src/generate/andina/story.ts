import { formatDay } from '../../core/base/day.js'
import type { PlantedPlace, PlantedTrouble } from '../generated-company.js'
import { SURGE } from './demand.js'
import { GOODS } from './goods.js'
import { CENTRES } from './places.js'
import { DEAD_STOCK, OLD_JUICE, SHORT_MATERIAL, type StockHistory } from './stock.js'
import { GLUT, STARVED } from './stockouts.js'
import { PLAN_DAY } from './timeline.js'

export const ANDINA_STORY = [
  'Andina is invented: about 60 items, two plants, six distribution centres, 26 buyers in five countries.',
  'The board signed 10% growth; core items are out of stock on 15% of days.',
  'Mexico City has no DET-01 while Monterrey holds more than four months of it.',
  'The port of San Antonio is on strike: tensioactive for the Santiago plant waits on board.',
  'A video sends CHA-01 in Brazil to twice its plan, and the liquids line in Querétaro is already over its hours.',
  'Juice in São Paulo will expire unsold, and a shampoo that ends in December fills Lima.',
]

const place = (parts: Partial<PlantedPlace>): PlantedPlace => ({
  product: '',
  location: '',
  customer: '',
  reference: '',
  ...parts,
})

interface StoryInputs {
  readonly rates: Float64Array
  readonly stock: StockHistory
}

/** What the story plants, with rough sizes in USD at list price or cost. */
export function andinaTroubles({ rates, stock }: StoryInputs): PlantedTrouble[] {
  const at = (good: string, centre: string): number =>
    GOODS.findIndex(({ id }) => id === good) * CENTRES.length + CENTRES.findIndex(({ id }) => id === centre)
  const costOf = (good: string): number => {
    const { listPrice, family } = GOODS.find(({ id }) => id === good)!
    return listPrice * family.costShare
  }
  const marginOf = (good: string): number => GOODS.find(({ id }) => id === good)!.listPrice * 0.4
  const trouble = (
    kind: PlantedTrouble['kind'],
    where: PlantedPlace,
    firstDay: number,
    units: number,
    unitValue: number,
    consequences: PlantedTrouble['consequences'] = [],
  ): PlantedTrouble => ({
    id: `${kind}-${where.product || where.reference}-${where.location}`,
    kind,
    place: where,
    firstDay: formatDay(firstDay),
    units: Math.round(units),
    value: Math.round(units * unitValue),
    currency: 'USD',
    consequences,
  })
  const surge = rates[at(SURGE.good, 'DC-SAO')]! * (SURGE.factor - 1) * 21
  return [
    trouble(
      'shortage',
      place({ product: STARVED.good, location: STARVED.centre }),
      PLAN_DAY,
      rates[at(STARVED.good, STARVED.centre)]! * 18,
      marginOf(STARVED.good),
      [{ kind: 'late_order', ...place({ product: STARVED.good, location: STARVED.centre }) }],
    ),
    trouble(
      'excess',
      place({ product: GLUT.good, location: GLUT.centre }),
      PLAN_DAY,
      stock.centreUnits[at(GLUT.good, GLUT.centre)]! * 0.6,
      costOf(GLUT.good),
    ),
    trouble(
      'expiry',
      place({ product: OLD_JUICE.good, location: OLD_JUICE.centre }),
      PLAN_DAY + OLD_JUICE.lifeDays,
      stock.centreUnits[at(OLD_JUICE.good, OLD_JUICE.centre)]! * 0.45,
      costOf(OLD_JUICE.good),
    ),
    trouble(
      'obsolete',
      place({ product: DEAD_STOCK.good, location: DEAD_STOCK.centre }),
      PLAN_DAY,
      stock.centreUnits[at(DEAD_STOCK.good, DEAD_STOCK.centre)]! * 0.8,
      costOf(DEAD_STOCK.good),
    ),
    trouble(
      'demand_deviation',
      place({ product: SURGE.good, location: 'DC-SAO' }),
      SURGE.firstDay,
      surge,
      marginOf(SURGE.good),
      [{ kind: 'shortage', ...place({ product: SURGE.good, location: 'DC-SAO' }) }],
    ),
    trouble(
      'late_supply',
      place({ product: SHORT_MATERIAL.material, location: SHORT_MATERIAL.plant, reference: 'V-TENSO' }),
      PLAN_DAY - 9,
      0,
      0,
      [
        { kind: 'shortage', ...place({ product: SHORT_MATERIAL.material, location: SHORT_MATERIAL.plant }) },
        ...GOODS.filter(({ family }) => family.code === 'DET').map(({ id }) => ({
          kind: 'shortage' as const,
          ...place({ product: id }),
        })),
      ],
    ),
    trouble(
      'overload',
      place({ reference: 'QRO-LIQ', location: 'PL-QRO' }),
      PLAN_DAY,
      0,
      0,
      GOODS.filter(({ family }) => family.line === 'QRO-LIQ').map(({ id }) => ({
        kind: 'shortage' as const,
        ...place({ product: id }),
      })),
    ),
  ]
}
