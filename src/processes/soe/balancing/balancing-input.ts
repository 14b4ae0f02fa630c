import type { TransferProblem } from '../../../core/inventory/balancing/transfer-problem.js'
import type { SharedLimits } from '../../../core/inventory/balancing/whole-packs.js'
import type { Company } from '../../../core/network/company.js'
import type { Facts } from '../../../core/network/facts.js'
import type { SupplyPlan } from '../../../core/supply/supply-state.js'
import type { MoneyPlan } from '../../../finance/money-plan.js'

/** What stock is balanced from: the living plan, what is known of lots and of what was moved, and how wrong forecasts are. */
export interface BalancingInput {
  readonly company: Company
  readonly plan: SupplyPlan
  readonly money: MoneyPlan
  readonly stock: Facts['stock']
  /** Items that went from one place to another within four weeks of the plan day. */
  readonly transfers: readonly { readonly product: number; readonly from: number; readonly to: number }[]
  /** What was sold where, for places that customers own; null where no lane leads to one. */
  readonly sales: Facts['sales'] | null
  /** Announced errors by demand row (DI2); null where the plan was made before they were kept: then demand is certain. */
  readonly errors: Float64Array | null
}

/** What a week can afford. */
export interface BalancingLimits {
  /** Money for freight in major units of the base currency; null = no limit. */
  readonly budget: number | null
  /** Trucks on each lane that says what one carries; null = no limit. */
  readonly trucks: number | null
}

export const UNLIMITED: BalancingLimits = { budget: null, trucks: null }

export interface BalancingPorts {
  /** Whole packs by arc, for each item. */
  balance(problems: readonly TransferProblem[], limits: SharedLimits): Promise<readonly Float64Array[]>
}

/** Stock is looked after for eight weeks: what lacks later is the weekly plan's own to order. */
export const BALANCING_DAYS = 56

/** A giver keeps what it needs in nine cases of ten until its own supply can help. */
export const KEEP_CHANCE = 0.9
