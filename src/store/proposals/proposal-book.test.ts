import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith, put, SMALLEST } from '../../../tests/support/company-folder.js'
import { openCompanySources } from '../../connectors/company-sources.js'
import { tableOfRows } from '../../core/base/column-table.js'
import { parseDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { checkFolder } from '../company-folder.js'
import { proposalBook } from './proposal-book.js'

const answersOf = (csv: string) => proposalBook(folderWith({ 'out/confirmations.csv': csv })).answers()

test('[PP8] answers are read as people write them', async () => {
  expect(
    await answersOf(
      '\uFEFFStatus;proposal_id;order_id;units;due_date\r\nConfirmed;PU-1;4711;12.5;2026-11-30\r\nrejected;PU-2;;;\r\n',
    ),
  ).toEqual([
    { id: 'PU-1', status: 'confirmed', order: '4711', units: 12_500, dueDay: parseDay('2026-11-30') },
    { id: 'PU-2', status: 'rejected', order: '', units: null, dueDay: null },
  ])
  expect(await proposalBook(folderWith({})).answers()).toEqual([])
})

test.each([
  ['proposal_id\nPU-1\n', 1, 'status', ''],
  ['proposal_id,status\nPU-1,maybe\n', 2, 'status', 'maybe'],
  ['proposal_id,status\n,released\n', 2, 'proposal_id', ''],
  ['proposal_id,status,units\nPU-1,released,\nPU-2,released,a few\n', 3, 'units', 'a few'],
  ['proposal_id,status,units\nPU-1,released,-4\n', 2, 'units', '-4'],
  ['proposal_id,status,due_date\nPU-1,released,2026-02-30\n', 2, 'due_date', '2026-02-30'],
])('[PP8] a line that cannot be read is refused with its place: %j', async (csv, row, column, value) => {
  const refusal = await answersOf(csv).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toMatchObject({ code: 'proposal.bad_answer', values: { row, column, value } })
})

test('[PP11] files are replaced whole, leave nothing beside them, and are no data of the company', async () => {
  const folder = folderWith(SMALLEST)
  fs.mkdirSync(path.join(folder, '.rumbo'))
  const book = proposalBook(folder)
  const table = (units: number) => tableOfRows('purchase-proposals', [{ proposal_id: 'PU-1', units }])
  await book.replace({ planDay: 0, proposals: [] }, [table(10)])
  await book.replace({ planDay: 0, proposals: [] }, [table(12)])
  expect(fs.readdirSync(path.join(folder, 'out'))).toEqual(['purchase-proposals.csv'])
  expect(fs.readFileSync(path.join(folder, 'out/purchase-proposals.csv'), 'utf8')).toBe('proposal_id,units\nPU-1,12\n')
  put(folder, { 'out/confirmations.csv': 'proposal_id,status\nPU-1,released\n' })
  expect((await checkFolder(folder, { open: openCompanySources })).ok).toBe(true)
})
