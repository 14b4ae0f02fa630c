/** Where stock comes from and who takes it: opening + receipts − shipments − draws − write-offs = closing. */
import { PRODUCTION, PURCHASE } from '../../core/network/supply-network.js'
import { addFirmReceipts } from '../../core/supply/requests.js'
import { receiptsFrom } from '../../core/supply/supply-state.js'
import { addWrittenOff } from '../../core/supply/write-offs.js'
import type { AskedCell } from './asked-cell.js'
import type { Why } from './living-plan.js'

const part = (name: string, value: number): Why => ({ kind: 'pegging', name, value, unit: 'quantity' })

export const stockReasons = {
  /** Who asks for what is to be received. */
  requirement: (asked: AskedCell): readonly Why[] => [
    { ...part('requirement', sumOf(asked, 'requirement')), kind: 'quantity' },
  ],

  /** Planned receipts by what they come from. */
  receipts(asked: AskedCell): readonly Why[] {
    const { plan, company } = asked.branch.state
    const { sourceStart, sourceKind, sourceRow, sourceSupplier } = plan.network
    const bySource = new Map<string, number>()
    for (const row of asked.stockRows)
      for (let source = sourceStart[row]!; source < sourceStart[row + 1]!; source++) {
        const receipts = receiptsFrom(plan, row, source)
        let sum = 0
        for (let bucket = asked.box.from; bucket < asked.box.to; bucket++) sum += receipts[bucket]!
        const name = nameOf(source)
        bySource.set(name, (bySource.get(name) ?? 0) + sum)
      }
    const parts = [...bySource].map(([name, value]) => part(name, value)).filter(({ value }) => value !== 0)
    const rest = sumOf(asked, 'receipts') - parts.reduce((sum, { value }) => sum + value, 0)
    return rest === 0 ? parts : [...parts, part('other', rest)]

    function nameOf(source: number): string {
      if (sourceKind[source] === PRODUCTION) return 'production'
      if (sourceKind[source] === PURCHASE)
        return `purchase ${company.suppliers[sourceSupplier[source]!]?.id ?? ''}`.trim()
      return `transfer ${company.locations[plan.rows.stock.location[sourceRow[source]!]!]!.id}`
    }
  },

  /** From the plan day to the end of the period. */
  closing(asked: AskedCell): readonly Why[] {
    const { plan } = asked.branch.state
    const opening = asked.stockRows.reduce((sum, row) => sum + plan.network.openingStock[row]!, 0)
    const firm = sparseSum(asked, (row, out) => addFirmReceipts(plan, row, out))
    const expired = sparseSum(asked, (row, out) => addWrittenOff(plan, row, out))
    const shipped = shipments(asked)
    const received = sumFromStart(asked, 'receipts')
    const closing = endOf(asked, 'closing')
    const drawn = closing - (opening + firm + received - shipped - expired)
    return [
      part('opening', opening),
      ...[
        part('firm receipts', firm),
        part('planned receipts', received),
        part('shipments', -shipped),
        part('draws', drawn),
        part('write-offs', -expired),
      ].filter(({ value }) => value !== 0),
    ]
  },

  /** The same if nothing new is ordered: what is not opening or firm is what leaves. */
  asIs(asked: AskedCell): readonly Why[] {
    const { plan } = asked.branch.state
    const opening = asked.stockRows.reduce((sum, row) => sum + plan.network.openingStock[row]!, 0)
    const firm = sparseSum(asked, (row, out) => addFirmReceipts(plan, row, out))
    return [
      part('opening', opening),
      ...[part('firm receipts', firm), part('requests', endOf(asked, 'asIs') - opening - firm)].filter(
        ({ value }) => value !== 0,
      ),
    ]
  },
}

type StockMeasure = 'requirement' | 'receipts' | 'closing' | 'asIs'

function sumOf({ branch, stockRows, box }: AskedCell, measure: StockMeasure, from = box.from): number {
  const { columns, horizon } = branch.state.plan
  let sum = 0
  for (const row of stockRows)
    for (let bucket = from; bucket < box.to; bucket++) sum += columns[measure][row * horizon.count + bucket]!
  return sum
}

const sumFromStart = (asked: AskedCell, measure: StockMeasure): number => sumOf(asked, measure, 0)
const endOf = (asked: AskedCell, measure: StockMeasure): number => sumOf(asked, measure, asked.box.to - 1)

function sparseSum({ branch, stockRows, box }: AskedCell, add: (row: number, out: Float64Array) => void): number {
  const out = new Float64Array(branch.state.plan.horizon.count)
  for (const row of stockRows) add(row, out)
  return out.subarray(0, box.to).reduce((sum, value) => sum + value, 0)
}

function shipments({ branch, stockRows, box }: AskedCell): number {
  const { network, columns, horizon } = branch.state.plan
  let sum = 0
  for (const row of stockRows)
    for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++)
      for (let bucket = 0; bucket < box.to; bucket++)
        sum += columns.constrained[network.demandRow[at]! * horizon.count + bucket]!
  return sum
}
