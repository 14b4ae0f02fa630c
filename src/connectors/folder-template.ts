import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContractTable } from '../contract/column.js'
import { COMPANY_TEMPLATE } from '../contract/company-template.js'
import { CONTRACT_TABLES } from '../contract/tables.js'
import { Refusal } from '../core/base/refusal.js'
import { COMPANY_FILE } from './company-file-reader.js'

/** Writes the templates of a company folder: every table with its columns and, together, a small company that plans. */
export function initFolder(folder: string): { files: string[] } {
  if (existsSync(join(folder, COMPANY_FILE))) throw new Refusal('contract.folder_taken', { folder })
  mkdirSync(folder, { recursive: true })
  const files = [
    { name: COMPANY_FILE, text: COMPANY_TEMPLATE },
    ...CONTRACT_TABLES.map((table) => ({ name: `${table.name}.csv`, text: templateOf(table) })),
  ]
  for (const { name, text } of files)
    if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), text, { flag: 'wx' })
  return { files: files.map(({ name }) => name) }
}

/** Required columns first, as a person would fill them in; then the others in the order of the contract. */
export function templateOf(table: ContractTable): string {
  const names = [...table.columns].sort((a, b) => Number(b.required) - Number(a.required)).map((column) => column.name)
  const rows = table.example.map((row) => names.map((name) => quoteCell(row[name] ?? '')).join(','))
  return `${[names.join(','), ...rows].join('\n')}\n`
}

const quoteCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
