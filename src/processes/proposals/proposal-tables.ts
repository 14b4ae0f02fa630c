import { type ColumnTable, days, decimals, type TableColumn, words } from '../../core/base/column-table.js'
import { QUANTITY_DECIMALS } from '../../core/base/quantity.js'
import type { Company } from '../../core/network/company.js'
import type { Plan } from '../../core/plan/plan.js'
import type { SupplyKind, SupplyProposal } from '../../core/plan/proposal.js'
import type { Allocation } from './allocations.js'

const SUPPLY_KINDS: readonly SupplyKind[] = ['purchase', 'production', 'transfer']

/** Everything that goes out, one table a file. `docs/specs/proposals.md` says what the columns are. */
export function proposalTables(
  company: Company,
  plan: Plan,
  proposals: readonly SupplyProposal[],
  cuts: readonly Allocation[],
): ColumnTable[] {
  return [
    ...SUPPLY_KINDS.map((kind) =>
      supplyTable(
        kind,
        proposals.filter((proposal) => proposal.kind === kind),
      ),
    ),
    allocationTable(cuts),
    forecastTable(company, plan),
  ]
}

function supplyTable(kind: SupplyKind, proposals: readonly SupplyProposal[]): ColumnTable {
  const from: TableColumn[] =
    kind === 'production'
      ? []
      : [
          text(
            'from',
            proposals.map((proposal) => proposal.from),
          ),
        ]
  return {
    name: `${kind}-proposals`,
    count: proposals.length,
    columns: [
      text(
        'proposal_id',
        proposals.map(({ id }) => id),
      ),
      text(
        'status',
        proposals.map(({ status }) => status),
      ),
      text(
        'product_id',
        proposals.map(({ product }) => product),
      ),
      ...from,
      text(
        'to',
        proposals.map(({ to }) => to),
      ),
      units(
        'units',
        proposals.map((proposal) => proposal.units),
      ),
      days(
        'release_date',
        proposals.map(({ releaseDay }) => releaseDay),
      ),
      days(
        'due_date',
        proposals.map(({ dueDay }) => dueDay),
      ),
      text(
        'order_id',
        proposals.map(({ order }) => order),
      ),
    ],
  }
}

function allocationTable(cuts: readonly Allocation[]): ColumnTable {
  return {
    name: 'allocation-proposals',
    count: cuts.length,
    columns: [
      text(
        'proposal_id',
        cuts.map(({ id }) => id),
      ),
      text(
        'product_id',
        cuts.map(({ product }) => product),
      ),
      text(
        'location_id',
        cuts.map(({ location }) => location),
      ),
      text(
        'customer_id',
        cuts.map(({ customer }) => customer),
      ),
      days(
        'period_start',
        cuts.map(({ firstDay }) => firstDay),
      ),
      days(
        'period_end',
        cuts.map(({ endDay }) => endDay - 1),
      ),
      units(
        'asked_units',
        cuts.map(({ asked }) => asked),
      ),
      units(
        'allocated_units',
        cuts.map(({ allocated }) => allocated),
      ),
    ],
  }
}

/** Consensus demand by month, for whoever plans with it elsewhere. The first month is the rest of it. */
function forecastTable(company: Company, { horizon, rows, columns }: Plan): ColumnTable {
  const { count, item, location, customer } = rows.demand
  const months = sumMonths(columns.consensus, count, horizon)
  const filled = Int32Array.from(months.keys()).filter((at) => months[at]! !== 0)
  const rowOf = filled.map((at) => Math.floor(at / horizon.monthCount))
  const starts = monthStarts(horizon)
  const ids = (records: readonly { id: string }[]): string[] => records.map(({ id }) => id)
  const of = (leaves: Int32Array): Int32Array => rowOf.map((row) => leaves[row]!)
  return {
    name: 'forecast',
    count: filled.length,
    columns: [
      words('product_id', ids(company.products), of(item)),
      words('location_id', ids(company.locations), of(location)),
      words('customer_id', ids(company.customers), of(customer)),
      days(
        'period_start',
        filled.map((at) => starts[at % horizon.monthCount]!),
      ),
      days(
        'period_end',
        filled.map((at) => starts[(at % horizon.monthCount) + 1]! - 1),
      ),
      decimals(
        'units',
        QUANTITY_DECIMALS,
        Float64Array.from(filled, (at) => months[at]!),
      ),
    ],
  }
}

function sumMonths(
  values: Float64Array,
  rowCount: number,
  { count, month, monthCount }: Plan['horizon'],
): Float64Array {
  const sums = new Float64Array(rowCount * monthCount)
  for (let row = 0; row < rowCount; row++)
    for (let bucket = 0; bucket < count; bucket++)
      sums[row * monthCount + month[bucket]!]! += values[row * count + bucket]!
  return sums
}

/** First day of each month of the horizon, the plan day for the first; at the end the day after the last. */
function monthStarts({ count, month, firstDay, days: lengths, monthCount }: Plan['horizon']): Int32Array {
  const starts = new Int32Array(monthCount + 1)
  for (let bucket = count - 1; bucket >= 0; bucket--) starts[month[bucket]!] = firstDay[bucket]!
  starts[monthCount] = firstDay[count - 1]! + lengths[count - 1]!
  return starts
}

const text = (name: string, values: readonly string[]): TableColumn => ({ name, kind: 'text', values })
const units = (name: string, values: readonly number[]): TableColumn =>
  decimals(name, QUANTITY_DECIMALS, Float64Array.from(values))
