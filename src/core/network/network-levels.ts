import { Refusal } from '../base/refusal.js'
import type { Rows } from '../plan/plan.js'
import type { Company } from './company.js'
import type { SupplyNetwork } from './supply-network.js'

type Sources = Pick<SupplyNetwork, 'sourceStart' | 'sourceRow' | 'componentStart' | 'componentRow'>
type Consumers = Pick<SupplyNetwork, 'consumerStart' | 'consumerRow'>

/**
 * Low-level codes: 0 for rows that nobody draws on, a source one above its highest consumer, so that a row is reached
 * when all that is asked of it is known.
 *
 * @throws Refusal `plan.source_loop` with the path of one loop, when a row draws on itself.
 */
export function orderLevels(
  company: Company,
  stockRows: Rows,
  sources: Sources,
  consumers: Consumers,
): Pick<SupplyNetwork, 'level' | 'rowsByLevel' | 'levelStart'> {
  const { count } = stockRows
  const { consumerStart } = consumers
  const level = new Uint16Array(count)
  const waiting = new Int32Array(count)
  const ready = new Int32Array(count)
  let end = 0
  for (let row = 0; row < count; row++) {
    waiting[row] = consumerStart[row + 1]! - consumerStart[row]!
    if (waiting[row] === 0) ready[end++] = row
  }
  for (let at = 0; at < end; at++) {
    const row = ready[at]!
    forEachSourceRow(sources, row, (above) => {
      level[above] = Math.max(level[above]!, level[row]! + 1)
      waiting[above]! -= 1
      if (waiting[above] === 0) ready[end++] = above
    })
  }
  if (end < count) throw new Refusal('plan.source_loop', { path: describeLoop(company, stockRows, consumers, waiting) })
  return { level, ...groupByLevel(level) }
}

/** Every row that this row draws on, transfers and components alike. */
export function forEachSourceRow(sources: Sources, row: number, visit: (above: number) => void): void {
  const { sourceStart, sourceRow, componentStart, componentRow } = sources
  for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
    if (sourceRow[source]! >= 0) visit(sourceRow[source]!)
    for (let component = componentStart[source]!; component < componentStart[source + 1]!; component++)
      visit(componentRow[component]!)
  }
}

function groupByLevel(level: Uint16Array): Pick<SupplyNetwork, 'rowsByLevel' | 'levelStart'> {
  let highest = -1
  for (const code of level) if (code > highest) highest = code
  const levelStart = new Int32Array(highest + 2)
  for (const code of level) levelStart[code + 1]! += 1
  for (let code = 0; code <= highest; code++) levelStart[code + 1]! += levelStart[code]!
  const next = levelStart.slice()
  const rowsByLevel = new Int32Array(level.length)
  for (let row = 0; row < level.length; row++) {
    const code = level[row]!
    rowsByLevel[next[code]!] = row
    next[code]! += 1
  }
  return { rowsByLevel, levelStart }
}

/** Every row still waiting has a consumer still waiting, so following them must come round. */
function describeLoop(company: Company, rows: Rows, consumers: Consumers, waiting: Int32Array): string {
  const seen: number[] = []
  let row = waiting.findIndex((draws) => draws > 0)
  while (!seen.includes(row)) {
    seen.push(row)
    const { consumerStart, consumerRow } = consumers
    const draws = consumerRow.subarray(consumerStart[row]!, consumerStart[row + 1]!)
    row = draws.find((consumer) => waiting[consumer]! > 0)!
  }
  const loop = [...seen.slice(seen.indexOf(row)), row]
  return loop
    .map((at) => `${company.products[rows.item[at]!]!.id} @ ${company.locations[rows.location[at]!]!.id}`)
    .join(' → ')
}
