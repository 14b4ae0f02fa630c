/** Which rows of a plan each flow has, and what they are to do in each bucket: rules AD11 and AD12. */
import { spread } from '../../../core/base/largest-remainder.js'
import type { Company } from '../../../core/network/company.js'
import { PRODUCTION, PURCHASE, TRANSFER } from '../../../core/network/supply-network.js'
import type { Grain } from '../../../core/plan/plan.js'
import { receiptsFrom, type SupplyPlan } from '../../../core/supply/supply-state.js'

export const ADHERENCE_FLOWS = ['SALES_OUT', 'SHIP', 'PRODUCE', 'RECEIVE'] as const
export type AdherenceFlow = (typeof ADHERENCE_FLOWS)[number]

/** What operations execute: the headline is made of these. */
export const EXECUTED_FLOWS: readonly AdherenceFlow[] = ['SHIP', 'PRODUCE', 'RECEIVE']

export const isDemandFlow = (flow: AdherenceFlow): boolean => flow === 'SALES_OUT' || flow === 'SHIP'

/** The first buckets of the rows of a flow, whole thousandths at [row × buckets + bucket]. */
export interface FlowPlan {
  readonly flow: AdherenceFlow
  readonly grain: Grain
  /** By plan row: 1 where the flow has it. */
  readonly has: Uint8Array
  readonly bucketCount: number
  readonly quantity: Float64Array
}

type Planned = { readonly company: Company; readonly plan: SupplyPlan }

/** The flows of a plan over its first buckets, not below zero. */
export function planFlows({ company, plan }: Planned, bucketCount = plan.horizon.count): Map<AdherenceFlow, FlowPlan> {
  const { demand, stock } = plan.rows
  const isShop = Uint8Array.from(company.locations, ({ kind }) => (kind === 'store' ? 1 : 0))
  const isOurs = Uint8Array.from(company.locations, ({ entity }) => (entity === null ? 0 : 1))
  const inbound = planInbound(plan, bucketCount)
  const makes = inbound.makes.map((yes, row) => yes & isOurs[stock.location[row]!]!)
  const receives = inbound.receives.map((yes, row) => yes & isOurs[stock.location[row]!]!)
  const demandOf = (shops: 0 | 1): Uint8Array =>
    Uint8Array.from(demand.location, (at) => (isOurs[at] === 1 && isShop[at] === shops ? 1 : 0))
  const flows: FlowPlan[] = [
    demandFlow('SALES_OUT', plan, demandOf(1), plan.columns.consensus, bucketCount),
    demandFlow('SHIP', plan, demandOf(0), plan.columns.constrained, bucketCount),
    { flow: 'PRODUCE', grain: 'stock', has: makes, bucketCount, quantity: inbound.made },
    { flow: 'RECEIVE', grain: 'stock', has: receives, bucketCount, quantity: added(inbound) },
  ]
  return new Map(flows.map((flow) => [flow.flow, flow]))
}

function demandFlow(
  flow: AdherenceFlow,
  plan: SupplyPlan,
  has: Uint8Array,
  column: Float64Array,
  bucketCount: number,
): FlowPlan {
  const { count } = plan.horizon
  const quantity = new Float64Array(has.length * bucketCount)
  for (let row = 0; row < has.length; row++)
    if (has[row] === 1)
      for (let bucket = 0; bucket < bucketCount; bucket++)
        quantity[row * bucketCount + bucket] = Math.max(0, column[row * count + bucket]!)
  return { flow, grain: 'demand', has, bucketCount, quantity }
}

/** What comes to each stock row, by how it comes; orders already placed included. */
export interface Inbound {
  readonly made: Float64Array
  readonly bought: Float64Array
  readonly transferred: Float64Array
  readonly makes: Uint8Array
  readonly receives: Uint8Array
}

export function planInbound(plan: SupplyPlan, bucketCount: number): Inbound {
  const { network, rows, horizon } = plan
  const { count } = rows.stock
  const cells = (): Float64Array => new Float64Array(count * bucketCount)
  const of = { [PRODUCTION]: cells(), [PURCHASE]: cells(), [TRANSFER]: cells() }
  const makes = new Uint8Array(count)
  const receives = new Uint8Array(count)
  for (let row = 0; row < count; row++) {
    const first = network.sourceStart[row]!
    const end = network.sourceStart[row + 1]!
    for (let source = first; source < end; source++) {
      const kind = network.sourceKind[source]! as keyof typeof of
      if (kind === PRODUCTION) makes[row] = 1
      else receives[row] = 1
      const receipts = receiptsFrom(plan, row, source)
      for (let bucket = 0; bucket < Math.min(bucketCount, horizon.count); bucket++)
        of[kind][row * bucketCount + bucket]! += Math.max(0, receipts[bucket]!)
    }
    const shares = network.sourceShare.subarray(first, end)
    addFirm(plan, row, bucketCount, (bucket, quantity) => {
      const parts = shares.length === 1 ? [quantity] : spread(quantity, shares)
      for (let at = 0; at < shares.length; at++)
        of[network.sourceKind[first + at]! as keyof typeof of][row * bucketCount + bucket]! += parts[at]!
    })
  }
  return { made: of[PRODUCTION], bought: of[PURCHASE], transferred: of[TRANSFER], makes, receives }
}

function addFirm(
  { firmReceipts }: SupplyPlan,
  row: number,
  bucketCount: number,
  add: (bucket: number, quantity: number) => void,
): void {
  for (let cell = firmReceipts.start[row]!; cell < firmReceipts.start[row + 1]!; cell++)
    if (firmReceipts.bucket[cell]! < bucketCount) add(firmReceipts.bucket[cell]!, firmReceipts.value[cell]!)
}

const added = ({ bought, transferred }: Inbound): Float64Array =>
  bought.map((quantity, cell) => quantity + transferred[cell]!)
