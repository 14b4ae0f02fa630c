//! The company's data as whoever runs the company sees and changes them: files in, looked at before they count.
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const look = (user: string, at: string, how: object = {}): Promise<Page> =>
  workbench.as(user, { language: 'en', at, ...how })
const text = (file: string): string => fs.readFileSync(path.join(workbench.folder, file), 'utf8')
const choose = (page: Page, name: string, content: string): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })
/** A row of the file with one of its columns changed. */
function spoilt(content: string, column: string, value: string): string {
  const [head, row] = content.split('\n').map((line) => line.split(','))
  return row!.map((cell, at) => (head![at] === column ? value : cell)).join(',')
}

test('[WB50] tables stand with their rows, newest day and files; one opens to its files', async () => {
  const page = await look('boss', '/data')
  await page.getByRole('heading', { name: 'Company data, Andina' }).waitFor()
  const sales = page.getByRole('row', { name: /^Sales sales/ })
  await sales.getByText('fresh').waitFor()
  await sales.getByText('3 files').waitFor()
  await sales.getByRole('button').first().click()
  await page.getByRole('row', { name: /sales-sell-out\.csv loaded/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('open')).toBe('sales')
  await page.context().close()
})

test('[WB51] [WB52] a file with bad rows shows each with its remedy; discarded, the folder is as it was', async () => {
  const before = text('stock.csv')
  const page = await look('boss', '/data')
  const bad = [spoilt(before, 'product_id', 'NOWHERE'), spoilt(before, 'date', '2026-13-45')]
  // Its name does not say what it is.
  await choose(page, 'Inventario (final).csv', `${before.trimEnd()}\n${bad.join('\n')}\n`)
  const dialog = page.getByRole('dialog', { name: 'Which table is it?' })
  await dialog.getByRole('combobox', { name: 'Table' }).click()
  await page.getByRole('option', { name: 'Stock', exact: true }).click()
  await dialog.getByText('It will be stock-inventario-final.csv').waitFor()
  await dialog.getByRole('button', { name: 'Check' }).click()
  const file = page.getByRole('region', { name: 'stock-inventario-final.csv' })
  await file.getByText(/set aside/).waitFor({ timeout: 60_000 })
  const trouble = file.getByRole('row').filter({ hasText: 'NOWHERE' })
  await trouble
    .getByText(/product_id/)
    .first()
    .waitFor()
  await trouble.getByText(/Add it to products/).waitFor()
  await file
    .getByRole('row')
    .filter({ hasText: '2026-13-45' })
    .getByText(/^Write a date of the calendar/)
    .waitFor()
  expect(fs.existsSync(path.join(workbench.folder, 'stock-inventario-final.csv'))).toBe(false)
  await file.getByRole('button', { name: 'Discard' }).click()
  await file.waitFor({ state: 'detached' })
  expect([
    text('stock.csv') === before,
    fs.existsSync(path.join(workbench.folder, 'stock-inventario-final.csv')),
  ]).toEqual([true, false])
  await page.context().close()
})

test('[WB51] a file that is no such table cannot be confirmed', async () => {
  const before = text('stock.csv')
  const page = await look('boss', '/data?show=files')
  await choose(page, 'stock.csv', 'a,b\n1,2\n')
  const file = page.getByRole('region', { name: 'stock.csv' })
  await file.getByText(/It cannot be used/).waitFor({ timeout: 60_000 })
  expect(await file.getByRole('button', { name: /Confirm/ }).count()).toBe(0)
  await file.getByRole('button', { name: 'Discard' }).click()
  await file.waitFor({ state: 'detached' })
  expect(text('stock.csv')).toBe(before)
  await page.context().close()
})

test('[WB51] [WB53] [WB55] a file is dropped and confirmed, the plan is made anew, and what was set aside is read', async () => {
  const before = text('opex.csv')
  const page = await look('boss', '/data')
  await drop(page, 'opex.csv', `${before.trimEnd()}\n${spoilt(before, 'amount', 'a lot')}\n`)
  const file = page.getByRole('region', { name: 'opex.csv' })
  await file.getByRole('row').filter({ hasText: 'a lot' }).waitFor({ timeout: 60_000 })
  await file.getByRole('button', { name: 'Confirm and replace' }).click()
  await file.waitFor({ state: 'detached' })
  expect(text('opex.csv')).toContain('a lot')
  await page.getByText(/The folder says something that the plan does not know yet: Operating expenses/).waitFor()
  await page.getByRole('button', { name: 'Plan anew' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Plan', exact: true }).click()
  await page.getByRole('button', { name: 'Jobs: 1 running' }).waitFor()
  await page.getByText(/^Planning: /).waitFor()
  await page.getByText(/A new plan is in force: version .*, 1 rows set aside/).waitFor({ timeout: 300_000 })
  await page.getByText(/The folder says something/).waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: /Loads/ }).click()
  await page.getByRole('button', { name: 'Tables of load 2' }).click()
  await page.getByRole('button', { name: 'See the rows set aside' }).click()
  await page.getByRole('row').filter({ hasText: 'a lot' }).waitFor()
  await page.getByRole('combobox', { name: 'Table' }).click()
  await page.getByRole('option', { name: 'Operating expenses (1)' }).click()
  await page.waitForURL(/table=opex/)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  const csv = fs
    .readFileSync((await download.path())!, 'utf8')
    .trim()
    .split('\r\n')
  expect([csv.length, csv[1]!.startsWith('opex,opex.csv,')]).toEqual([2, true])
  // Asked not to load bad rows, it says why there is no new plan; the one in force stays.
  await page.getByRole('button', { name: 'Plan anew' }).click()
  await page.getByLabel('Do not load if there are bad rows').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Plan', exact: true }).click()
  await page
    .getByRole('alert')
    .getByText(/^No plan was made/)
    .waitFor({ timeout: 120_000 })
  await page.getByRole('table', { name: 'What is wrong' }).getByText(/a lot/).first().waitFor()
  await page.context().close()
})

test('[WB54] whoever may not is told what would be there', async () => {
  const cfo = await look('cfo', '/data')
  await cfo.getByRole('heading', { name: 'Company data, Andina' }).waitFor()
  expect(await cfo.getByRole('button', { name: 'Plan anew' }).count()).toBe(0)
  await cfo.getByRole('tab', { name: /Files to confirm/ }).click()
  await cfo.getByText(/Here is the files that wait.*load data and plan/).waitFor()
  await cfo.getByRole('tab', { name: /Coverage/ }).click()
  await cfo.getByText('Every row of the plan has a price and a cost.').waitFor()
  await cfo.context().close()
  const peru = await look('peru', '/data')
  await peru.getByText(/how fresh the tables are.*the whole company/).waitFor()
  expect(await peru.getByRole('link', { name: 'Data' }).count()).toBe(0)
  await peru.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})

/** As a file that is dragged from a folder onto the page. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    `(() => { const data = new DataTransfer(); data.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)})); return data })()`,
  )
  const zone = page.getByTestId('drop-zone')
  await zone.dispatchEvent('dragenter', { dataTransfer: transfer })
  await page.getByText('Drop to check').waitFor()
  await zone.dispatchEvent('drop', { dataTransfer: transfer })
}
