import type { ContractTable } from '../contract/column.js'
import { findColumn, findTable, idColumnOf } from '../contract/tables.js'
import type { ColumnTable } from '../core/base/column-table.js'
import { cellAt } from './table-reading.js'

/**
 * What a company's tables have that the contract does not allow: unknown tables or columns, empty required cells,
 * references to nobody, two rows with one key. Written apart from the loader, so that the two check each other.
 */
export function contractFaults(tables: readonly ColumnTable[]): string[] {
  const faults: string[] = []
  const ids = new Map<string, Set<string>>()
  for (const table of tables) collectIds(table, ids)
  const keys = new Map<string, Set<string>>()
  for (const table of tables) {
    const contract = findTable(table.name)
    if (contract === null) faults.push(`${table.name}: not a table of the contract`)
    else faults.push(...columnFaults(table, contract, ids), ...keyFaults(table, contract, keys))
  }
  return faults
}

function collectIds(table: ColumnTable, ids: Map<string, Set<string>>): void {
  const contract = findTable(table.name)
  const column = contract === null ? undefined : table.columns.find(({ name }) => name === idColumnOf(contract))
  if (contract === null || contract.fact !== null || column === undefined) return
  const known = ids.get(table.name) ?? new Set()
  ids.set(table.name, known)
  for (let row = 0; row < table.count; row++) known.add(cellAt(column, row))
}

function columnFaults(table: ColumnTable, contract: ContractTable, ids: ReadonlyMap<string, Set<string>>): string[] {
  const faults: string[] = []
  for (const { name, required } of contract.columns)
    if (required && table.count > 0 && !table.columns.some((column) => column.name === name))
      faults.push(`${table.name}: ${name} is missing`)
  for (const column of table.columns) {
    const rule = findColumn(contract, column.name)
    if (rule === null) {
      faults.push(`${table.name}: ${column.name} is not a column of the contract`)
      continue
    }
    for (let row = 0; row < table.count; row++) {
      const cell = cellAt(column, row)
      if (cell === '' && !rule.required) continue
      const refers = rule.refersTo ?? []
      const wrong =
        cell === '' ||
        (refers.length > 0 && !refers.some((name) => ids.get(name)?.has(cell))) ||
        (rule.values !== undefined && !rule.values.includes(cell)) ||
        (rule.signed !== true && cell.startsWith('-') && rule.type !== 'text')
      if (wrong) faults.push(`${table.name} row ${row + 1}: ${column.name} is "${cell}"`)
      if (faults.length > 20) return faults
    }
  }
  return faults
}

function keyFaults(table: ColumnTable, contract: ContractTable, keys: Map<string, Set<string>>): string[] {
  const seen = keys.get(table.name) ?? new Set()
  keys.set(table.name, seen)
  const columns = contract.key.map((name) => ({
    column: table.columns.find((column) => column.name === name),
    fallback: findColumn(contract, name)?.default ?? '',
  }))
  for (let row = 0; row < table.count; row++) {
    const key = columns
      .map(({ column, fallback }) => (column === undefined ? '' : cellAt(column, row)) || fallback)
      .join('|')
    if (seen.has(key)) return [`${table.name} row ${row + 1}: a second row for ${key}`]
    seen.add(key)
  }
  return []
}
