//! A forecast looked into: what was sold and what it was taken for, what it is made of, how sure it is, how good it was.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { faults, held, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const look = (user: string, at: string): Promise<Page> => workbench.as(user, { language: 'en', at })

/** A row of what a chart shows, as it is read to those who cannot see it: its numbers, null where nothing is known. */
async function lineOf(page: Page, chart: RegExp, name: string): Promise<(number | null)[]> {
  const heading = page.getByRole('rowheader', { name, exact: true })
  const row = page.getByRole('table', { name: chart }).getByRole('row').filter({ has: heading })
  await row.waitFor({ state: 'attached' })
  const texts = await row.getByRole('cell').allTextContents()
  return texts.map((text) => (text === '·' ? null : Number(text.replaceAll(',', '').replace('−', '-'))))
}

const HISTORY = /^Sold and to be sold by week/

test('[WB80] what was sold up to the plan day, and what is planned from it on', async () => {
  const page = await look('ana', '/forecast?location=PE')
  const sold = await lineOf(page, HISTORY, 'Sold')
  const planned = await lineOf(page, HISTORY, 'Consensus demand')
  const now = planned.findIndex((value) => value !== null)
  expect(now).toBeGreaterThan(50)
  expect(sold.slice(0, now).every((value) => value !== null)).toBe(true)
  expect(sold.slice(now).every((value) => value === null)).toBe(true)
  expect(planned.slice(now).every((value) => value !== null && value > 0)).toBe(true)
  const before = await lineOf(page, HISTORY, 'A year before')
  // The same week a year ago is the number that stands 52 weeks before.
  for (const at of [now - 1, now - 10]) expect(before[at]).toBe(sold[at - 52])
  await page.context().close()
})

test('[WB80] by month, further back, is another address and the same sales', async () => {
  const page = await look('ana', '/forecast?location=PE&period=month')
  const chart = /^Sold and to be sold by month/
  const months = await lineOf(page, chart, 'Sold')
  await page.getByRole('combobox', { name: 'History', exact: true }).click()
  await page.getByRole('option', { name: '12 months back' }).click()
  await page.waitForURL(/back=12/)
  await expect.poll(async () => (await lineOf(page, chart, 'Sold')).length).toBeLessThan(months.length)
  const shorter = (await lineOf(page, chart, 'Sold')).filter((value) => value !== null)
  expect(months.filter((value) => value !== null).slice(-shorter.length)).toEqual(shorter)
  await page.context().close()
})

test('[WB82] the range lies around the forecast, wider where errors go together, and grows', async () => {
  const page = await look('ana', '/forecast?location=PE')
  const chart = /^Added up from/
  const baseline = (await lineOf(page, chart, 'Baseline forecast')) as number[]
  const bound = async (name: string) => (await lineOf(page, chart, name)) as number[]
  const apart = { low: await bound('80%, errors apart ↓'), high: await bound('80%, errors apart ↑') }
  const together = { low: await bound('80%, errors together ↓'), high: await bound('80%, errors together ↑') }
  baseline.forEach((middle, at) => {
    expect(apart.low[at]!).toBeLessThanOrEqual(middle)
    expect(apart.high[at]!).toBeGreaterThan(middle)
    expect(together.low[at]!).toBeLessThanOrEqual(apart.low[at]!)
    expect(together.high[at]!).toBeGreaterThan(apart.high[at]!)
  })
  expect(apart.high.at(-1)! - baseline.at(-1)!).toBeGreaterThan(apart.high[0]! - baseline[0]!)
  await page.context().close()
})

test('[LP23] [LP59] what it is made of adds up, and a single row tells its methods and why', async () => {
  const page = await look('ana', '/forecast?location=PE')
  const parts = page.getByRole('table', { name: 'What consensus demand is made of' }).getByRole('row')
  await parts.nth(1).waitFor()
  const units = async (row: ReturnType<Page['getByRole']>): Promise<number> =>
    Number((await row.getByRole('cell').nth(2).textContent())!.replaceAll(',', '').replace('−', '-').replace('–', '0'))
  const all = await parts.all()
  let sum = 0
  for (const row of all.slice(1, -1)) sum += await units(row)
  expect(Math.abs(sum - (await units(all.at(-1)!)))).toBeLessThanOrEqual(all.length)
  await page.getByText('Methods are told of a single row').waitFor()
  const { item, location, customer } = await correctedRow(page)
  await page.goto(`${workbench.url}/forecast?${await addressOf(page, { product: item, location, customer })}`)
  const methods = page.getByRole('table', { name: 'Methods of the baseline' }).getByRole('row')
  await methods.first().waitFor()
  const shares = await methods.getByRole('cell').filter({ hasText: '%' }).allTextContents()
  expect(shares.reduce((total, share) => total + Number.parseInt(share, 10), 0)).toBeGreaterThan(96)
  await page.context().close()
})

interface Row {
  readonly item: string
  readonly location: string
  readonly customer: string
}

/** The row of the largest correction. */
async function correctedRow(page: Page): Promise<Row> {
  const answer = await page.request.get(`${workbench.url}/api/v1/corrections?limit=1&reason=stockout`)
  const { corrections } = (await answer.json()) as { corrections: Row[] }
  return corrections[0]!
}

/** Ways to leaves by their last names, as an address has them. */
async function addressOf(page: Page, ends: Readonly<Record<string, string>>): Promise<string> {
  const parts = Object.entries(ends).map(async ([tree, end]) => {
    const nodes = `${workbench.url}/api/v1/plans/main/nodes?tree=${tree}&end=${encodeURIComponent(end)}`
    const { ways } = (await (await page.request.get(nodes)).json()) as { ways: string[][] }
    return `${tree}=${encodeURIComponent(ways.at(-1)!.join('/'))}`
  })
  return (await Promise.all(parts)).join('&')
}

test('[WB81] [WB84] a corrected week is left as it was sold, and corrected again; the next plan goes by it', async () => {
  const page = await look('ana', '/forecast?location=PE&tab=corrections')
  const table = page.getByRole('table', { name: 'Corrections of the history' })
  const first = table.getByRole('row').nth(1)
  const keep = first.getByRole('button', { name: /^Keep as sold/ })
  await keep.waitFor()
  const cells = await first.getByRole('cell').allTextContents()
  expect(cells[6]).not.toBe(cells[5])
  await keep.click()
  const again = first.getByRole('button', { name: /^Correct again/ })
  await again.waitFor()
  await first.getByText('from the next plan on').waitFor()
  // It is an entry of the plan like any other.
  const { entries } = (await (await page.request.get(`${workbench.url}/api/v1/plans/main/entries`)).json()) as {
    entries: { reason: { code: string }; intents: { list: string; record: { correction: string } }[] }[]
  }
  expect(entries.at(-1)).toMatchObject({ reason: { code: 'data' }, intents: [{ list: 'historyOverrides' }] })
  await again.click()
  await keep.waitFor()
  expect(await first.getByText('from the next plan on').count()).toBe(0)
  await page.context().close()
})

test('[WB81] by reason: the address says which, and the sums stay those of the part', async () => {
  const page = await look('ana', '/forecast?location=PE&tab=corrections')
  const table = page.getByRole('table', { name: 'Corrections of the history' })
  await table.getByRole('row').nth(1).waitFor()
  await page.getByRole('combobox', { name: 'Reason of the correction' }).click()
  await page.getByRole('option', { name: 'outlier week' }).click()
  await page.waitForURL(/reason=outlier/)
  await expect
    .poll(async () => {
      const rows = (await table.getByRole('row').all()).slice(1)
      return new Set(await Promise.all(rows.map((row) => row.getByRole('cell').nth(4).textContent())))
    })
    .toEqual(new Set(['outlier week']))
  await page.context().close()
})

test('[WB42] the sales of everything never stand under the name of a part', async () => {
  const page = await look('ana', '/forecast')
  const chart = page.getByRole('figure').filter({ hasText: 'Sold and to be sold' })
  await chart.waitFor()
  const letGo = await held(page, '**/query')
  await page.getByText('PE', { exact: true }).first().click()
  await page.getByRole('heading', { name: 'Forecast, PE' }).waitFor()
  await chart.waitFor({ state: 'detached' })
  letGo()
  await chart.filter({ hasText: 'by week, PE' }).waitFor()
  await page.context().close()
})

test('[WB83] without a second cycle there is nothing to compare, and the screen says what it takes', async () => {
  const page = await look('ana', '/forecast?tab=accuracy')
  await page.getByText('Nothing to compare yet').waitFor()
  await page.context().close()
})

test('[LP5] whoever has a part of the company is told of that part, and changes nothing of its history', async () => {
  const part = await look('peru', '/forecast?tab=corrections')
  const whole = await look('ana', '/forecast?location=PE&customer=PE')
  const own = await lineOf(part, HISTORY, 'Consensus demand')
  expect(own).toEqual(await lineOf(whole, HISTORY, 'Consensus demand'))
  const rows = part.getByRole('table', { name: 'Corrections of the history' }).getByRole('row')
  await rows.nth(1).waitFor()
  expect(await part.getByRole('button', { name: /^Keep as sold/ }).count()).toBe(0)
  await part.context().close()
  await whole.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
