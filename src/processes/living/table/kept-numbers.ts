/** What was added up for tables of a plan, for as long as nobody changes it. */
import type { SupplyPlan } from '../../../core/supply/supply-state.js'
import type { Query } from '../living-plan.js'
import { Recent } from './recent.js'
import type { Asked, TableRows } from './table-rows.js'

interface Memory {
  readonly revision: number
  readonly numbers: Recent<unknown>
}

/** Numbers in all, and for one answer: a page of a screen, not the pages of a whole table. */
const KEPT_MOST = 4_000_000
const ONE_MOST = 400_000
/** The question itself. */
const SIZE_LEAST = 100

const memories = new WeakMap<SupplyPlan, Memory>()

/** Works a part of an answer out, or has it from when the same was asked for the same rows of the same numbers. */
export type KeepNumbers = <Part>(part: string, size: number, work: () => Part) => Part

export function keptNumbers({ plan, revision }: Asked, query: Query, { key }: TableRows): KeepNumbers {
  if (revision === undefined) return (_, __, work) => work()
  // Which rows say nothing, and are not shown, hangs on the measures of the whole table.
  const { measures, rowsOf, period, calendar, from, until, currency } = query
  const question = JSON.stringify([key, measures, rowsOf, period, calendar, from, until, currency])
  const numbers = numbersOf(plan, revision)
  return <Part>(part: string, size: number, work: () => Part): Part => {
    const name = `${part} ${question}`
    const found = numbers.get(name) as { readonly made: Part } | undefined
    if (found !== undefined) return found.made
    const made = work()
    if (size <= ONE_MOST) numbers.keep(name, { made }, size + SIZE_LEAST)
    return made
  }
}

function numbersOf(plan: SupplyPlan, revision: number): Recent<unknown> {
  const kept = memories.get(plan)
  if (kept?.revision === revision) return kept.numbers
  const numbers = new Recent<unknown>(KEPT_MOST)
  memories.set(plan, { revision, numbers })
  return numbers
}
