import type { Random } from '../../core/base/random.js'
import { Stream } from '../dice.js'
import { GOODS } from './goods.js'
import { CENTRES, STORES } from './places.js'
import { FIRST_DAY, HISTORY_DAYS, PLAN_DAY } from './timeline.js'

/** The core item that Mexico City has run out of while Monterrey holds months of it. */
export const STARVED = { good: 'DET-01', centre: 'DC-MEX', since: PLAN_DAY - 5 } as const
export const GLUT = { good: 'DET-01', centre: 'DC-MTY' } as const

/** Share of days without stock, core items in the first and second year, then the rest. */
const CORE_SHARE = [0.09, 0.17] as const
const OTHER_SHARE = 0.025
const MEAN_LENGTH = 5

/** 1 on each day on which a good could not be shipped from a centre: [(good × centres + centre) × days + day]. */
export interface Stockouts {
  readonly centres: Uint8Array
  isOut(good: number, centre: number, day: number): boolean
}

export function buildStockouts(random: Random): Stockouts {
  const centres = new Uint8Array(GOODS.length * CENTRES.length * HISTORY_DAYS)
  const starved = rowOf(
    GOODS.findIndex(({ id }) => id === STARVED.good),
    CENTRES.findIndex(({ id }) => id === STARVED.centre),
  )
  const glut = rowOf(
    GOODS.findIndex(({ id }) => id === GLUT.good),
    CENTRES.findIndex(({ id }) => id === GLUT.centre),
  )
  GOODS.forEach((good) => {
    CENTRES.forEach((_, centre) => {
      const row = rowOf(good.index, centre)
      // Nothing runs out in the last week but what the story tells, nor where stock is too high.
      const calm = row === glut ? HISTORY_DAYS - 120 : HISTORY_DAYS - 8
      drawOutages(random, row, good.core, calm, centres)
      if (row === starved) centres.fill(1, row * HISTORY_DAYS + (STARVED.since - FIRST_DAY), (row + 1) * HISTORY_DAYS)
    })
  })
  return { centres, isOut: (good, centre, day) => centres[rowOf(good, centre) * HISTORY_DAYS + day - FIRST_DAY] === 1 }
}

const rowOf = (good: number, centre: number): number => good * CENTRES.length + centre

function drawOutages(random: Random, row: number, core: boolean, end: number, out: Uint8Array): void {
  let day = 0
  for (let draw = 0; day < end; draw++) {
    const share = core ? CORE_SHARE[day < HISTORY_DAYS / 2 ? 0 : 1] : OTHER_SHARE
    const meanGap = (MEAN_LENGTH * (1 - share)) / share
    day += Math.round(-Math.log(1 - random.at(Stream.Stockout, row, draw * 2)) * meanGap)
    const length = 2 + Math.floor(random.at(Stream.Stockout, row, draw * 2 + 1) * (2 * MEAN_LENGTH - 3))
    for (let left = 0; left < length && day < end; left++, day++) out[row * HISTORY_DAYS + day] = 1
  }
}

/** Empty shelves in the watched stores: short, and more of them where the centre failed. */
export function shelfIsEmpty(random: Random, key: number, at: number): boolean {
  // Blocks of three days share a draw, so that an empty shelf lasts.
  return random.at(Stream.StoreStockout, key, Math.floor((at + key) / 3)) < 0.035
}

export const STORE_COUNT = STORES.length
