import { createHash } from 'node:crypto'
import { BASE_LINES } from '../../src/finance/money-plan.js'
import type { LivingState } from '../../src/processes/living/living-state.js'

/** Everything a plan computes, as digests that name what differs. */
export function digestsOf(state: LivingState): Record<string, string> {
  const { plan, money, statements, problems, comparisons, tree } = state.snapshot()
  const digest = (values: unknown): string =>
    createHash('sha256')
      .update(values instanceof Float64Array ? Buffer.from(values.buffer) : JSON.stringify(values))
      .digest('hex')
  const cubes = BASE_LINES.flatMap((line) => [
    [line, money.cubeMoney[line]],
    [`${line} by segment`, money.segmentMoney[line]],
  ])
  const parts: [string, unknown][] = [
    ...Object.entries({ ...plan.columns, adjustments: plan.orderAdjustments.value }),
    ...(cubes as [string, unknown][]),
    ['units', money.cubeUnits],
    ['fixed', money.fixed],
    ['postings', statements.postings],
    ['group', statements.group],
    ['stock by day', statements.books.map(({ stock }) => [...stock])],
    ['cash', statements.books.map(({ cash }) => [...cash.net])],
    ['comparisons', comparisons],
    ...tree!.lines.flatMap(({ line, families, accounts }): [string, unknown][] => [
      [`${line} by family`, families],
      [`${line} by account`, accounts],
    ]),
    ['problems', problems],
  ]
  return Object.fromEntries(parts.map(([name, values]) => [name, digest(values)]))
}
