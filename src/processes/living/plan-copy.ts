/** Plans and money in arrays of their own, as far as anybody ever writes them. */
import type { Allocate } from '../../core/plan/plan.js'
import type { SupplyPlan } from '../../core/supply/supply-state.js'
import type { MoneyPlan } from '../../finance/money-plan.js'

export function copyOf(values: Float64Array, allocate: Allocate): Float64Array {
  const copy = allocate(values.length)
  copy.set(values)
  return copy
}

/** Baseline, rows, network and what else an edit never writes stay shared. */
export function copyPlan(plan: SupplyPlan, allocate: Allocate): SupplyPlan {
  const { baseline, ...written } = plan.columns
  const { supply } = plan
  return {
    ...plan,
    columns: { baseline, ...copied(written, allocate) },
    // Orders of a second netting mean nothing after the run that made them, and mostly nobody ever touched them.
    supply: {
      ...supply,
      ...copied({ ...supply, trimmedOrders: NONE }, allocate),
      trimmedOrders: allocate(supply.trimmedOrders.length),
    },
  }
}

const NONE = new Float64Array(0)

export function copyMoney(money: MoneyPlan, allocate: Allocate): MoneyPlan {
  return {
    ...money,
    cubeMoney: copied(money.cubeMoney, allocate),
    segmentMoney: copied(money.segmentMoney, allocate),
    cubeUnits: copyOf(money.cubeUnits, allocate),
    segmentUnits: copyOf(money.segmentUnits, allocate),
  }
}

/** The number and flag columns of a record, each in memory of its own; whatever else it has. */
function copied<Of extends object>(of: Of, allocate: Allocate): Of {
  const columns = Object.entries(of).map(([name, values]) => {
    if (values instanceof Float64Array) return [name, copyOf(values, allocate)]
    return [name, values instanceof Uint8Array ? copyFlags(values, allocate) : values]
  })
  return Object.fromEntries(columns) as Of
}

function copyFlags(flags: Uint8Array, allocate: Allocate): Uint8Array {
  const words = allocate(Math.ceil(flags.length / Float64Array.BYTES_PER_ELEMENT))
  const copy = new Uint8Array(words.buffer, 0, flags.length)
  copy.set(flags)
  return copy
}
