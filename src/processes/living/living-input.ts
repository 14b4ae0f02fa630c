import type { TableCoverage } from '../../contract/import-report.js'
import type { Facts } from '../../core/network/facts.js'
import type { PlannedCompany } from '../planning/planning-run.js'
import { type PlanSnapshot, snapshotOf } from '../versions/plan-snapshot.js'

/** What a plan that people change stands on: a frozen version, and the facts it was made from. */
export interface LivingInput extends PlanSnapshot {
  readonly facts: Facts
  readonly coverage: readonly TableCoverage[]
}

/** A planning run that has just ended, as the base of a living plan. */
export function livingInput(planned: PlannedCompany, coverage: readonly TableCoverage[] = []): LivingInput {
  return { ...snapshotOf(planned), facts: planned.facts, coverage }
}

/** The same input with everything that steps write in memory that threads share; what is there already stays. */
export function inSharedMemory(input: LivingInput): LivingInput {
  const { plan, money } = input
  return {
    ...input,
    plan: { ...plan, columns: sharedColumns(plan.columns), supply: { ...plan.supply, ...sharedColumns(plan.supply) } },
    money: {
      ...money,
      cubeMoney: sharedColumns(money.cubeMoney),
      segmentMoney: sharedColumns(money.segmentMoney),
      cubeUnits: shared(money.cubeUnits),
      segmentUnits: shared(money.segmentUnits),
    },
  }
}

/** The number columns and flags of a record; whatever else it holds is left as it is. */
const sharedColumns = <Of extends object>(of: Of): Of =>
  Object.fromEntries(
    Object.entries(of).map(([name, values]) => [
      name,
      values instanceof Float64Array || values instanceof Uint8Array ? shared(values) : values,
    ]),
  ) as Of

function shared<Of extends Float64Array | Uint8Array>(values: Of): Of {
  if (values.buffer instanceof SharedArrayBuffer) return values
  const memory = new SharedArrayBuffer(values.byteLength)
  const copy = values instanceof Float64Array ? new Float64Array(memory) : new Uint8Array(memory)
  copy.set(values)
  return copy as Of
}
