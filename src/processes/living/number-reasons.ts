/**
 * Why a number is what it is: parts of its own unit that add up to it, then the rates, prices and rows of files behind
 * it (docs/specs/living-plan.md LP23–LP26).
 */
import { SHARE_WHOLE } from '../../core/base/quantity.js'
import type { KeptCorrections } from '../../core/demand/cleaning/kept-corrections.js'
import type { ForecastNote } from '../../core/demand/forecast-note.js'
import type { Access } from '../../core/edit/access.js'
import { sumCorrections } from '../corrections/corrections-report.js'
import { type AskedCell, askedCell, type ReasonedPlan } from './asked-cell.js'
import type { FactSources } from './engine-ports.js'
import type { CellRef, QueryMeasure, Why } from './living-plan.js'
import { demandReasons } from './reasons-demand.js'
import { moneyReasons } from './reasons-money.js'
import { stockReasons } from './reasons-stock.js'
import { isOfStock } from './table/table-measures.js'

const SOURCES_MOST = 20
/** Of a part with more rows than this nobody asks which line of which file it came from. */
const SOURCE_ROWS_MOST = 200

/** What stands behind the numbers of a version. */
export interface ReasonSources {
  readonly sources: FactSources
  readonly corrections: () => Promise<KeptCorrections | null>
  readonly forecastNote: (demandRow: number) => Promise<ForecastNote | null>
}

export async function reasonsFor(
  branch: ReasonedPlan,
  cell: CellRef,
  access: Access,
  { sources, corrections, forecastNote }: ReasonSources,
): Promise<readonly Why[]> {
  const asked = askedCell(branch, cell, access)
  const ofHistory = LEARNT.has(cell.measure) ? correctionParts(await corrections(), cell, access) : []
  const parts = [...KINDS[cell.measure](asked), ...(await methodParts(asked, forecastNote)), ...ofHistory]
  const kind = isOfStock(cell.measure) ? 'stock' : 'sales'
  const { plan } = branch.state
  const grain = kind === 'stock' ? 'stock' : 'demand'
  const rows = kind === 'stock' ? asked.stockRows : asked.demandRows
  if (rows.length === 0 || rows.length > SOURCE_ROWS_MOST) return parts
  const of = plan.rows[grain]
  const { products, locations, customers } = branch.state.company
  const pick = (records: readonly { readonly id: string }[], leaves: Int32Array): string[] =>
    [...new Set(Array.from(rows, (row) => leaves[row]!))].map((leaf) => records[leaf]!.id)
  const found = await sources(
    kind,
    {
      products: pick(products, of.item),
      locations: pick(locations, of.location),
      customers: kind === 'stock' ? [] : pick(customers, of.customer),
    },
    SOURCES_MOST,
  )
  return [
    ...parts,
    ...found.map(
      ({ table, file, row, date, quantity }): Why => ({
        kind: 'source',
        name: `${table} · ${file} · ${row}`,
        value: quantity,
        unit: 'quantity',
        at: date,
      }),
    ),
  ]
}

/** Who forecast a single row of demand. */
async function methodParts(
  { cell, demandRows }: AskedCell,
  forecastNote: ReasonSources['forecastNote'],
): Promise<readonly Why[]> {
  if ((cell.measure !== 'baseline' && cell.measure !== 'consensus') || demandRows.length !== 1) return []
  const note = await forecastNote(demandRows[0]!)
  if (note === null) return []
  const { reason, origins, gain, analogues } = note
  return note.weights.map(({ method, weight }) => ({
    kind: 'method',
    name: method,
    value: Math.round(weight * SHARE_WHOLE),
    unit: 'share',
    reason,
    origins,
    ...(gain === null ? {} : { gain: Math.round(gain * SHARE_WHOLE) }),
    ...(analogues === 0 ? {} : { analogues }),
  }))
}

const KINDS: Readonly<Record<QueryMeasure, (asked: AskedCell) => readonly Why[]>> = {
  baseline: demandReasons.baseline,
  consensus: demandReasons.consensus,
  constrained: demandReasons.constrained,
  requirement: stockReasons.requirement,
  receipts: stockReasons.receipts,
  closing: stockReasons.closing,
  asIs: stockReasons.asIs,
  opening: stockReasons.opening,
  received: stockReasons.received,
  otherMoves: stockReasons.otherMoves,
  shipped: stockReasons.shipped,
  netSales: moneyReasons,
  standardCost: moneyReasons,
  variancesAndWriteOffs: moneyReasons,
  grossMargin: moneyReasons,
}

/** Measures with a forecast in them, which was learnt from the history. */
const LEARNT: ReadonlySet<QueryMeasure> = new Set(['baseline', 'consensus'])

/** How many weeks behind the forecast were corrected, by reason; beside the sum, for they are no quantity. [HC12] */
function correctionParts(kept: KeptCorrections | null, { scope }: CellRef, access: Access): Why[] {
  if (kept === null) return []
  const { byReason } = sumCorrections(kept, { scope }, access)
  return byReason
    .filter(({ count }) => count > 0)
    .map(({ reason, count }): Why => ({ kind: 'correction', name: reason, value: count, unit: 'count' }))
}
