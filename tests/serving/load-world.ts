//! A planned company of about ten thousand stock rows, and where in it there is something to change.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { formatDay } from '../../src/core/base/day.js'
import { pathOf } from '../../src/core/edit/box.js'
import { openVersion } from '../../src/house/versions.js'
import { rumbo } from '../examples/rumbo-command.js'
import type { Place } from './planners.js'

export interface LoadWorld {
  readonly folder: string
  readonly places: readonly Place[]
  /** First days of the plan's weeks. */
  readonly days: readonly string[]
  readonly stockRows: number
  readonly demandRows: number
}

export async function makeLoadWorld(products: number, locations: number): Promise<LoadWorld> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-load-'))
  const company = path.join(folder, 'company')
  const size = ['--products', String(products), '--locations', String(locations), '--weeks', '26', '--seed', '4']
  for (const args of [
    ['generate', company, ...size],
    ['plan', company],
  ]) {
    const ran = rumbo(...args)
    if (ran.code !== 0) throw new Error(JSON.stringify(ran))
  }
  const { snapshot } = await openVersion(company)
  const { plan } = snapshot
  const { rows, product, location, horizon } = plan
  const seen = new Map<string, Place>()
  for (let row = 0; row < rows.demand.count; row++) {
    const place = {
      product: [...pathOf(product, product.leafNode[rows.demand.item[row]!]!)],
      location: [...pathOf(location, location.leafNode[rows.demand.location[row]!]!)],
    }
    seen.set(JSON.stringify(place), place)
  }
  const weeks = Array.from({ length: horizon.count }, (_, bucket) => bucket).filter(
    (bucket) => bucket >= horizon.dayCount && bucket < horizon.count - 1,
  )
  return {
    folder: company,
    places: [...seen.values()],
    days: weeks.map((bucket) => formatDay(horizon.firstDay[bucket]!)),
    stockRows: rows.stock.count,
    demandRows: rows.demand.count,
  }
}
