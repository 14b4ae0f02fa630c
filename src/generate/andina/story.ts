import { formatDay } from '../../core/base/day.js'
import type { PlantedPlace, PlantedTrouble } from '../generated-company.js'
import { SURGE } from './demand.js'
import { GOODS, type Good } from './goods.js'
import { CENTRES } from './places.js'
import { DEAD_STOCK, OLD_JUICE, SHORT_MATERIAL, type StockHistory } from './stock.js'
import { GLUT, STARVED } from './stockouts.js'
import { STRIKE } from './supply.js'
import { PLAN_DAY } from './timeline.js'

export const ANDINA_STORY = [
  'Andina is invented: about 60 items, two plants, six distribution centres, 26 buyers in five countries.',
  'The board signed 10% growth; core items are out of stock on 15% of days.',
  'Mexico City has no DET-01 while Monterrey holds more than four months of it.',
  'The port of San Antonio is on strike: tensioactive for the Santiago plant waits on board.',
  'A video sends CHA-01 in Brazil to twice its plan, and the liquids line in Querétaro is already over its hours.',
  'Juice in São Paulo will expire unsold, and a shampoo that ends in December fills Lima.',
]

/** What the story expects, in days and shares, to put a rough size to it. */
const QUARTER_DAYS = 91
const HALF_A_YEAR_DAYS = 182
const SIGNED_TOO_MUCH = 0.1
const STARVED_DAYS = 20
const SURGE_DAYS = 14
const WITHOUT_TENSIOACTIVE_DAYS = 20
const LINE_SHORT_BY = 0.12
const MARGIN_SHARE = 0.35

interface StoryInputs {
  readonly rates: Float64Array
  readonly stock: StockHistory
}

/** What the story plants, with rough sizes in USD at margin or cost. */
export function andinaTroubles({ rates, stock }: StoryInputs): PlantedTrouble[] {
  const goodOf = (id: string): Good => GOODS.find((good) => good.id === id)!
  const at = (id: string, centre: string): number =>
    goodOf(id).index * CENTRES.length + CENTRES.findIndex((each) => each.id === centre)
  const costOf = (id: string): number => goodOf(id).listPrice * goodOf(id).family.costShare
  const marginOf = (id: string): number => goodOf(id).listPrice * MARGIN_SHARE
  const onHand = (id: string, centre: string): number => stock.centreUnits[at(id, centre)]!
  const perDay = (good: Good): number => CENTRES.reduce((sum, { id }) => sum + rates[at(good.id, id)]!, 0)
  const marginADay = (goods: readonly Good[]): number =>
    goods.reduce((sum, good) => sum + perDay(good) * marginOf(good.id), 0)
  const struck = GOODS.filter(({ family }) => family.code === STRIKE.family)
  const lined = GOODS.filter(({ family }) => family.line === 'QRO-LIQ')
  return [
    planted('plan_gap', {}, PLAN_DAY, 0, marginADay(GOODS) * QUARTER_DAYS * SIGNED_TOO_MUCH, [{ kind: 'plan_gap' }]),
    planted(
      'late_supply',
      { product: SHORT_MATERIAL.material, location: SHORT_MATERIAL.plant, reference: STRIKE.supplier },
      PLAN_DAY - 9,
      0,
      marginADay(struck) * WITHOUT_TENSIOACTIVE_DAYS,
      [
        { kind: 'shortage', product: SHORT_MATERIAL.material },
        ...struck.map(({ id }) => ({ kind: 'shortage' as const, product: id })),
      ],
    ),
    planted(
      'overload',
      { reference: 'QRO-LIQ', location: 'PL-QRO' },
      PLAN_DAY + 14,
      0,
      marginADay(lined) * HALF_A_YEAR_DAYS * LINE_SHORT_BY,
      lined.map(({ id }) => ({ kind: 'shortage' as const, product: id })),
    ),
    planted(
      'shortage',
      { product: STARVED.good, location: STARVED.centre },
      PLAN_DAY,
      rates[at(STARVED.good, STARVED.centre)]! * STARVED_DAYS,
      rates[at(STARVED.good, STARVED.centre)]! * STARVED_DAYS * marginOf(STARVED.good),
      [{ kind: 'late_order', product: STARVED.good, location: STARVED.centre }],
    ),
    planted(
      'demand_deviation',
      { product: SURGE.good, location: 'DC-SAO' },
      SURGE.firstDay,
      rates[at(SURGE.good, 'DC-SAO')]! * (SURGE.factor - 1) * SURGE_DAYS,
      rates[at(SURGE.good, 'DC-SAO')]! * (SURGE.factor - 1) * SURGE_DAYS * marginOf(SURGE.good),
      [{ kind: 'shortage', product: SURGE.good, location: 'DC-SAO' }],
    ),
    ...(
      [
        ['excess', GLUT.good, GLUT.centre, 0.6, 0, 'excess'],
        ['expiry', OLD_JUICE.good, OLD_JUICE.centre, 0.8, OLD_JUICE.lifeDays, 'excess'],
        ['obsolete', DEAD_STOCK.good, DEAD_STOCK.centre, 0.8, 0, 'excess'],
      ] as const
    ).map(([kind, good, centre, share, days, consequence]) =>
      planted(
        kind,
        { product: good, location: centre },
        PLAN_DAY + days,
        onHand(good, centre) * share,
        onHand(good, centre) * share * costOf(good),
        [
          { kind: consequence, product: good },
          { kind, product: good },
        ],
      ),
    ),
  ]
}

const placeOf = (parts: Partial<PlantedPlace>): PlantedPlace => ({
  product: '',
  location: '',
  customer: '',
  reference: '',
  ...parts,
})

type Consequence = { kind: PlantedTrouble['kind'] } & Partial<PlantedPlace>

function planted(
  kind: PlantedTrouble['kind'],
  where: Partial<PlantedPlace>,
  firstDay: number,
  units: number,
  value: number,
  consequences: readonly Consequence[],
): PlantedTrouble {
  return {
    id: [kind, where.product, where.location].filter((part) => part !== undefined).join('-'),
    kind,
    place: placeOf(where),
    firstDay: formatDay(firstDay),
    units: Math.round(units),
    value: Math.round(value),
    currency: 'USD',
    consequences: consequences.map((each) => ({ ...placeOf(each), kind: each.kind })),
  }
}
