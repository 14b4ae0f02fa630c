import type { ContractColumn, ContractTable } from './column.js'
import { FACT_TABLES } from './tables/fact-tables.js'
import { MONEY_TABLES } from './tables/money-tables.js'
import { NETWORK_TABLES } from './tables/network-tables.js'
import { SUPPLY_TABLES } from './tables/supply-tables.js'

/** Every table of the company folder, written once; templates, storage, checks and documents are derived from it. */
export const CONTRACT_TABLES: readonly ContractTable[] = [
  ...NETWORK_TABLES,
  ...SUPPLY_TABLES,
  ...MONEY_TABLES,
  ...FACT_TABLES,
]

const byName = new Map(CONTRACT_TABLES.map((table) => [table.name, table]))

export function findTable(name: string): ContractTable | null {
  return byName.get(name) ?? null
}

export function findColumn(table: ContractTable, name: string): ContractColumn | null {
  return table.columns.find((column) => column.name === name) ?? null
}

/**
 * The table a file or sheet belongs to: its own name, or its name followed by a hyphen and anything
 * (`sales-2025` → `sales`). Null when it is none of ours.
 */
export function tableOfName(name: string): ContractTable | null {
  const plain = name.trim().toLowerCase()
  return byName.get(plain) ?? byName.get(plain.slice(0, Math.max(0, plain.indexOf('-')))) ?? null
}

/** The column a reference points at: the first column of the key of the table referred to. */
export function idColumnOf(table: ContractTable): string {
  return table.key[0]!
}

/** Headers are compared without case, accents of spacing, or punctuation between words: `Product ID` is `product_id`. */
export function normaliseHeader(header: string): string {
  return header
    .replace(/^﻿/, '')
    .trim()
    .toLowerCase()
    .replace(/[\s\-.]+/g, '_')
}
