/** Where stock comes from and who takes it: opening + receipts − shipments − draws − write-offs = closing. */
import { PRODUCTION, PURCHASE } from '../../core/network/supply-network.js'
import { addFirmReceipts } from '../../core/supply/requests.js'
import { receiptsFrom } from '../../core/supply/supply-state.js'
import { addWrittenOff } from '../../core/supply/write-offs.js'
import { readMovements, roomForMovements } from '../../finance/stock-movements.js'
import type { AskedCell } from './asked-cell.js'
import type { Why } from './living-plan.js'
import { demandReasons } from './reasons-demand.js'
import { stockMoves } from './table/stock-moves.js'
import { viewerOf } from './viewer.js'

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
  closing: (asked: AskedCell): readonly Why[] => levelReasons(asked, asked.box.to),

  /** What the bucket before closes with. */
  opening: (asked: AskedCell): readonly Why[] => levelReasons(asked, asked.box.from),

  /** Planned receipts by what they come from, and open orders. */
  received: (asked: AskedCell): readonly Why[] => [
    ...stockReasons.receipts(asked),
    ...some([
      part(
        'firm receipts',
        sparseSum(asked, (row, out) => addFirmReceipts(asked.branch.state.plan, row, out)),
      ),
    ]),
  ],

  /** What is asked of these places and what of it they ship, for those who see all of it. */
  shipped(asked: AskedCell): readonly Why[] {
    const { branch, cell, access } = asked
    const { plan, company } = branch.state
    const { demandStart, demandRow } = plan.network
    const served = asked.stockRows.reduce<number[]>((rows, row) => {
      rows.push(...demandRow.subarray(demandStart[row]!, demandStart[row + 1]!))
      return rows
    }, [])
    const { sees } = viewerOf(plan, company, access, cell.scope)
    if (!access.measures.has('volume') || !served.every((row) => sees.demand(row)))
      return [part('shipments', shipments(asked))]
    return demandReasons.constrained({ ...asked, demandRows: Int32Array.from(served) })
  },

  /** What left for other places and for what is made, what expired, and what customers wait for. */
  otherMoves(asked: AskedCell): readonly Why[] {
    const { plan } = asked.branch.state
    const { count } = plan.horizon
    const moves = stockMoves(plan, asked.stockRows)
    const room = roomForMovements(count)
    const [transfers, draws, expired] = [0, 1, 2].map(() => new Float64Array(count))
    for (const row of asked.stockRows) {
      readMovements(plan, row, room)
      for (let bucket = 0; bucket < count; bucket++) {
        transfers![bucket]! += room.toOtherRows[bucket]!
        draws![bucket]! += room.toProduction[bucket]!
        expired![bucket]! += room.expired[bucket]!
      }
    }
    const within = (amounts: Float64Array): number => sumWithin(amounts, asked.box)
    const [sent, drawn, lost] = [within(transfers!), within(draws!), within(expired!)]
    // Stock below zero is what customers wait for: as long as they do, they have not left it.
    const waiting = within(moves.otherMoves) + sent + drawn + lost
    return some([
      part('transfers out', -sent),
      part('draws', -drawn),
      part('write-offs', -lost),
      part('customers wait', waiting),
    ])
  },

  /** What left and came beside receipts, in one for those who are not told what is asked for. */
  netMoves: ({ branch, stockRows, box }: AskedCell): readonly Why[] =>
    some([part('other', sumWithin(stockMoves(branch.state.plan, stockRows).netMoves, box))]),

  /** The same if nothing new is ordered: what is not opening or firm is what leaves. */
  asIs(asked: AskedCell): readonly Why[] {
    const { plan } = asked.branch.state
    const opening = asked.stockRows.reduce((sum, row) => sum + plan.network.openingStock[row]!, 0)
    const until = { ...asked, box: { ...asked.box, from: 0 } }
    const firm = sparseSum(until, (row, out) => addFirmReceipts(plan, row, out))
    return [
      part('opening', opening),
      ...some([part('firm receipts', firm), part('requests', endOf(asked, 'asIs') - opening - firm)]),
    ]
  },
}

/** Opening stock and all that moved it before a bucket. */
function levelReasons(asked: AskedCell, to: number): readonly Why[] {
  const { plan } = asked.branch.state
  const opening = asked.stockRows.reduce((sum, row) => sum + plan.network.openingStock[row]!, 0)
  if (to === 0) return [part('opening', opening)]
  const until = { ...asked, box: { ...asked.box, from: 0, to } }
  const firm = sparseSum(until, (row, out) => addFirmReceipts(plan, row, out))
  const expired = sparseSum(until, (row, out) => addWrittenOff(plan, row, out))
  const shipped = shipments(until)
  const received = sumOf(until, 'receipts')
  const drawn = endOf(until, 'closing') - (opening + firm + received - shipped - expired)
  const came = [part('firm receipts', firm), part('planned receipts', received)]
  if (!asked.access.measures.has('volume'))
    return [part('opening', opening), ...some([...came, part('other', drawn - shipped - expired)])]
  return [
    part('opening', opening),
    ...some([...came, part('shipments', -shipped), part('draws', drawn), part('write-offs', -expired)]),
  ]
}

const sumWithin = (amounts: Float64Array, { from, to }: AskedCell['box']): number =>
  amounts.subarray(from, to).reduce((sum, value) => sum + value, 0)

const some = (parts: readonly Why[]): readonly Why[] => parts.filter(({ value }) => value !== 0)

type StockMeasure = 'requirement' | 'receipts' | 'closing' | 'asIs'

function sumOf({ branch, stockRows, box }: AskedCell, measure: StockMeasure): number {
  const { columns, horizon } = branch.state.plan
  let sum = 0
  for (const row of stockRows)
    for (let bucket = box.from; bucket < box.to; bucket++) sum += columns[measure][row * horizon.count + bucket]!
  return sum
}

const endOf = (asked: AskedCell, measure: StockMeasure): number =>
  sumOf({ ...asked, box: { ...asked.box, from: asked.box.to - 1 } }, measure)

function sparseSum({ branch, stockRows, box }: AskedCell, add: (row: number, out: Float64Array) => void): number {
  const out = new Float64Array(branch.state.plan.horizon.count)
  for (const row of stockRows) add(row, out)
  return out.subarray(box.from, box.to).reduce((sum, value) => sum + value, 0)
}

function shipments({ branch, stockRows, box }: AskedCell): number {
  const { network, columns, horizon } = branch.state.plan
  let sum = 0
  for (const row of stockRows)
    for (let at = network.demandStart[row]!; at < network.demandStart[row + 1]!; at++)
      for (let bucket = box.from; bucket < box.to; bucket++)
        sum += columns.constrained[network.demandRow[at]! * horizon.count + bucket]!
  return sum
}
