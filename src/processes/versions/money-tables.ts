import type { ExportColumn, ExportTable, ExportValues } from '../../core/plan/version.js'
import { BASE_LINES, type BaseLine, currencyOfCubeRow, type MoneyPlan } from '../../finance/money-plan.js'
import { denseBatches } from './flow-tables.js'
import { listTable } from './list-tables.js'

const LINES: readonly string[] = ['units', ...BASE_LINES]
const lineColumn: ExportColumn = { name: 'line', type: 'INTEGER', names: LINES }

/** Money of a version: the unit rates, the base cube they gave, and the money that has no volume. */
export function moneyTables(money: MoneyPlan): ExportTable[] {
  const lines = BASE_LINES.filter((line) => money.rates[line] !== null)
  return [
    cubeRowTable(money),
    demandPricingTable(money, lines),
    rateTable(money, lines),
    shiftTable(money),
    cubeMoneyTable(money, lines),
    segmentRowTable(money),
    segmentMoneyTable(money, lines),
    fixedTable(money),
  ]
}

function cubeRowTable(money: MoneyPlan): ExportTable {
  const { cube } = money
  const rows = Array.from({ length: cube.count }, (_, row) => row)
  const account = (row: number) => money.accounts[cube.account[row]!]!
  return listTable('cube_rows', [
    ['cube_row', 'INTEGER', Int32Array.from(rows)],
    ['family', 'VARCHAR', rows.map((row) => money.families[cube.family[row]!]!.id)],
    ['category', 'VARCHAR', rows.map((row) => money.families[cube.family[row]!]!.category)],
    ['location', 'INTEGER', cube.location],
    ['account', 'VARCHAR', rows.map((row) => account(row).id)],
    ['country', 'VARCHAR', rows.map((row) => account(row).country)],
    ['channel', 'VARCHAR', rows.map((row) => account(row).channel)],
    ['company_id', 'VARCHAR', rows.map((row) => money.entities[cube.entity[row]!]!.id)],
    ['currency', 'VARCHAR', rows.map((row) => currencyOfCubeRow(money, row).code)],
    ['atom_decimals', 'INTEGER', Int32Array.from(rows, (row) => currencyOfCubeRow(money, row).atomDecimals)],
    ['segment_row', 'INTEGER', money.segmentRowOf],
  ])
}

/** Which cube row, delivery shift and rate row each demand row has. */
function demandPricingTable(money: MoneyPlan, lines: readonly BaseLine[]): ExportTable {
  const count = money.cubeRowOf.length
  return listTable('demand_pricing', [
    ['row', 'INTEGER', Int32Array.from({ length: count }, (_, row) => row)],
    ['cube_row', 'INTEGER', money.cubeRowOf],
    ['shift', 'INTEGER', money.shiftOf],
    ...lines.map((line): [string, 'INTEGER', ExportValues] => [line, 'INTEGER', money.rates[line]!.rowOf]),
  ])
}

function rateTable(money: MoneyPlan, lines: readonly BaseLine[]): ExportTable {
  return {
    name: 'rates',
    columns: [
      lineColumn,
      { name: 'rate_row', type: 'INTEGER' },
      { name: 'bucket', type: 'INTEGER' },
      { name: 'rate', type: 'BIGINT' },
    ],
    *batches() {
      for (const line of lines) yield rateBatch(money, line)
    },
  }
}

/** A rate that never changes is written once, with bucket −1. */
function rateBatch(money: MoneyPlan, line: BaseLine): readonly ExportValues[] {
  const { start, varies, values } = money.rates[line]!
  const rateRow: number[] = []
  const bucket: number[] = []
  const rate: number[] = []
  for (let row = 0; row < varies.length; row++)
    for (let at = 0; at < (varies[row] === 1 ? money.bucketCount : 1); at++) {
      rateRow.push(row)
      bucket.push(varies[row] === 1 ? at : -1)
      rate.push(values[start[row]! + at]!)
    }
  return [
    new Int32Array(rateRow.length).fill(LINES.indexOf(line)),
    Int32Array.from(rateRow),
    Int32Array.from(bucket),
    Float64Array.from(rate),
  ]
}

function shiftTable(money: MoneyPlan): ExportTable {
  const rows = money.shifts.flatMap((shift, at) =>
    Array.from({ length: money.bucketCount }, (_, bucket) => bucket).flatMap((bucket) =>
      Array.from({ length: shift.start[bucket + 1]! - shift.start[bucket]! }, (_, part) => {
        const cell = shift.start[bucket]! + part
        return { at, bucket, part, target: shift.target[cell]!, days: shift.targetDays[cell]! }
      }),
    ),
  )
  return listTable('delivery_shifts', [
    ['shift', 'INTEGER', Int32Array.from(rows, (row) => row.at)],
    ['bucket', 'INTEGER', Int32Array.from(rows, (row) => row.bucket)],
    ['part', 'INTEGER', Int32Array.from(rows, (row) => row.part)],
    ['target', 'INTEGER', Int32Array.from(rows, (row) => row.target)],
    ['days', 'INTEGER', Int32Array.from(rows, (row) => row.days)],
  ])
}

const CUBE_COLUMNS: readonly ExportColumn[] = [
  lineColumn,
  { name: 'cube_row', type: 'INTEGER' },
  { name: 'bucket', type: 'INTEGER' },
  { name: 'atoms', type: 'BIGINT' },
]

/** Cells of one cube over several lines; the line called `units` is the recognised quantity. */
function* cubeBatches(
  money: MoneyPlan,
  lines: readonly BaseLine[],
  values: Readonly<Record<BaseLine, Float64Array | null>>,
  units: Float64Array,
): Iterable<readonly ExportValues[]> {
  const named: [string, Float64Array | null][] = [
    ['units', units],
    ...lines.map((line) => [line, values[line]] as [string, Float64Array | null]),
  ]
  for (const [line, cells] of named) {
    if (cells === null) continue
    for (const [row, bucket, atoms] of denseBatches(cells, money.bucketCount))
      yield [new Int32Array(row!.length).fill(LINES.indexOf(line)), row!, bucket!, atoms!]
  }
}

function cubeMoneyTable(money: MoneyPlan, lines: readonly BaseLine[]): ExportTable {
  return {
    name: 'money',
    columns: CUBE_COLUMNS,
    batches: () => cubeBatches(money, lines, money.cubeMoney, money.cubeUnits),
  }
}

function segmentMoneyTable(money: MoneyPlan, lines: readonly BaseLine[]): ExportTable {
  return {
    name: 'segment_money',
    columns: CUBE_COLUMNS.map((column) => (column.name === 'cube_row' ? { ...column, name: 'segment_row' } : column)),
    batches: () => cubeBatches(money, lines, money.segmentMoney, money.segmentUnits),
  }
}

function segmentRowTable(money: MoneyPlan): ExportTable {
  const { segments } = money
  return listTable('segment_rows', [
    ['segment_row', 'INTEGER', Int32Array.from({ length: segments.count }, (_, row) => row)],
    ['category', 'VARCHAR', segments.category],
    ['country', 'VARCHAR', segments.country],
    ['channel', 'VARCHAR', segments.channel],
    ['company_id', 'VARCHAR', Array.from(segments.entity, (entity) => money.entities[entity]!.id)],
  ])
}

function fixedTable(money: MoneyPlan): ExportTable {
  const { fixed } = money
  return listTable('fixed_money', [
    ['line', 'VARCHAR', fixed.map((entry) => entry.line)],
    ['company_id', 'VARCHAR', fixed.map((entry) => money.entities[entry.entity]!.id)],
    ['country', 'VARCHAR', fixed.map((entry) => entry.country)],
    ['channel', 'VARCHAR', fixed.map((entry) => (entry.account < 0 ? '' : money.accounts[entry.account]!.channel))],
    ['account', 'VARCHAR', fixed.map((entry) => (entry.account < 0 ? '' : money.accounts[entry.account]!.id))],
    ['family', 'VARCHAR', fixed.map((entry) => (entry.family < 0 ? '' : money.families[entry.family]!.id))],
    ['month_index', 'INTEGER', Int32Array.from(fixed, (entry) => entry.month)],
    ['atoms', 'BIGINT', Float64Array.from(fixed, (entry) => entry.amount)],
  ])
}
