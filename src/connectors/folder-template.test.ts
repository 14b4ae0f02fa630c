import { expect, test } from 'vitest'
import { folderWith } from '../../tests/support/company-folder.js'
import { CONTRACT_TABLES, findTable } from '../contract/tables.js'
import { checkFolder, loadFolder } from '../store/company-folder.js'
import { openCompanySources } from './company-sources.js'
import { initFolder } from './folder-template.js'

test('[IM1] the templates are a company that passes its check, and loads', async () => {
  const folder = folderWith({})
  initFolder(folder)
  const report = await checkFolder(folder, { open: openCompanySources, strict: true })
  expect({ faults: report.faults, badRows: report.badRows }).toEqual({ faults: [], badRows: [] })
  expect(report.coverage.map(({ table }) => table)).toEqual(CONTRACT_TABLES.map(({ name }) => name))
  const loaded = await loadFolder(folder, { open: openCompanySources, strict: true })
  expect(loaded.loaded).toBe(true)
})

test('[IM1] templates overwrite nothing', () => {
  const folder = folderWith({ 'company.yaml': 'name: mine\n' })
  expect(() => initFolder(folder)).toThrow('contract.folder_taken')
})

test('every table has a natural key of its own columns, and examples that use only its columns', () => {
  for (const table of CONTRACT_TABLES) {
    const names = table.columns.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const used of [...table.key, ...table.weight, ...table.oneOf.flat(), ...table.periods.flat()])
      expect(names).toContain(used)
    for (const row of table.example) for (const name of Object.keys(row)) expect(names).toContain(name)
    for (const { refersTo } of table.columns)
      for (const target of refersTo ?? []) expect(findTable(target)).not.toBeNull()
  }
})
