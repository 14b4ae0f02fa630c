//! The CFO's ten minutes: where the year lands, what a number is made of, what makes the difference, and that it is one number.
import fs from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { faults, held, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

const SOON = 20_000

const cfo = (at: string, how: { width?: number; height?: number } = {}): Promise<Page> =>
  workbench.as('ana', { language: 'en', at, ...how })

async function ready(page: Page): Promise<Page> {
  await page.getByRole('grid').waitFor()
  return page
}

/** What an address of the API answers to whoever looks. */
const told = <Answer>(page: Page, at: string): Promise<Answer> =>
  page.evaluate(`fetch(${JSON.stringify(`/api/v1${at}`)}).then((answer) => answer.json())`)

async function downloaded(page: Page, click: () => Promise<void>): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()])
  return fs.readFileSync(await file.path())
}

test('[WB37] a number of the P&L opens by keyboard, its parts add up to it, down to a row and its prices', async () => {
  const page = await ready(await cfo('/finance?scale=1'))
  await page.locator('tr[data-line=netSales] td[data-kind=month]').nth(1).focus()
  await page.keyboard.press('Enter')
  const drill = page.getByRole('region', { name: 'What it is made of' })
  await drill.getByText('exactly the cell').waitFor()
  for (const level of ['family', 'item', 'customer']) {
    const next = drill.locator('tbody th button').first()
    await next.waitFor()
    const name = await next.textContent()
    await next.click()
    await expect
      .poll(() =>
        drill
          .locator('tbody th button')
          .first()
          .textContent({ timeout: 500 })
          .catch(() => level),
      )
      .not.toBe(name)
  }
  await drill.getByRole('button', { name: /^Why/ }).click()
  await page
    .getByRole('complementary', { name: 'Why, notes, history' })
    .getByText('sales-sell-in.csv')
    .first()
    .waitFor()
  await page.goBack()
  expect(new URL(page.url()).searchParams.get('cell')).toMatch(/^netSales@/)
  await page.context().close()
})

test('[WB38] who sees a part of the company has its net sales, and is told what the rest would show', async () => {
  const page = await workbench.as('peru', { language: 'en', at: '/finance' })
  await page.getByRole('heading', { name: 'P&L, your part of the company' }).waitFor()
  await page.getByText('This is not among your permissions').waitFor()
  expect(await page.getByRole('row').filter({ hasText: 'EBIT' }).count()).toBe(0)
  await page.context().close()
})

const COFFEE = { product: ['Alimentos y bebidas', 'Café'], from: '2027-02-01', until: '2027-05-01' }

/** Sends something to the API as whoever looks. */
const send = <Answer>(page: Page, at: string, body: object): Promise<Answer> =>
  page.evaluate(`fetch(${JSON.stringify(`/api/v1${at}`)}, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(body))},
  }).then((answer) => answer.json())`)

/** Coffee of a plan times so much, for a reason that is told. */
const scaleCoffee = (page: Page, scenario: string, factor: number, note: string): Promise<unknown> =>
  send(page, `/plans/${scenario}/entries`, {
    key: `${note} in ${scenario}`,
    seen: 1e9,
    reason: { code: 'competition', note },
    intents: [{ kind: 'quantity', op: 'scale', factor, box: COFFEE }],
  })

test('[WB39] a bridge to a scenario is exact, opens to the part and the people behind it, and follows both plans', async () => {
  const page = await ready(await cfo('/finance'))
  await scaleCoffee(page, 'main', 1_010_000, 'Before they parted')
  const { id } = await send<{ id: string }>(page, '/scenarios', { name: 'Less coffee' })
  await scaleCoffee(page, id, 800_000, 'A rival came')
  await page.goto(`${workbench.url}/finance/bridge?from=live&to=${id}&end=grossMargin`)
  await page.getByText('From + causes = to, to the last decimal').waitFor()
  await page.getByRole('columnheader').getByRole('button', { name: 'volume' }).click()
  const bar = page.getByRole('region', { name: 'volume' })
  await bar.getByRole('button', { name: 'Café' }).click()
  await bar.getByText('A rival came').waitFor()
  expect(await bar.getByText('Before they parted').count()).toBe(0)
  expect(new URL(page.url()).searchParams.get('key')).toBe('Café')
  // The plan goes on: what it has and the scenario has not is between them, too.
  const change = page.getByRole('row').filter({ hasText: 'Café' }).last().getByRole('cell').last()
  const before = await change.textContent()
  await scaleCoffee(page, 'main', 1_300_000, 'After they parted')
  await bar.getByText('After they parted').waitFor()
  await expect.poll(() => change.textContent(), { timeout: SOON }).not.toBe(before)
  await page.context().close()
})

test('[WB89] a bar is measured change by change, and what people did adds up to it', async () => {
  const page = await ready(await cfo('/finance'))
  await scaleCoffee(page, 'main', 1_200_000, 'More for spring')
  await page.goto(`${workbench.url}/finance/bridge?from=0001-cycle&to=live&end=ebit&bar=volume&scale=1`)
  const bar = page.getByRole('region', { name: 'volume' })
  await bar.getByRole('button', { name: 'Measure how much each change moved' }).click()
  const told = bar.getByRole('table', { name: 'How much each change moved' })
  await told.getByText('More for spring').waitFor({ timeout: 4 * SOON })
  await bar.getByText('they add up to the cause exactly').waitFor()
  const { jobs } = await toldOf(page)
  const { bars, whole, parts } = jobs.findLast(({ kind }) => kind === 'bridge')!.result!
  const at = bars.indexOf('volume')
  const sum = parts.reduce((total, { amounts }) => total + Number(amounts[at]), 0)
  expect(sum).toBeCloseTo(Number(whole[at]), 6)
  expect(parts.at(-1)).toMatchObject({ kind: 'other', amounts: bars.map(() => '0') })
  await page.context().close()
})

interface BridgeJob {
  readonly kind: string
  readonly result: {
    readonly bars: readonly string[]
    readonly whole: readonly string[]
    readonly parts: readonly { readonly kind: string; readonly amounts: readonly string[] }[]
  } | null
}
const toldOf = (page: Page): Promise<{ jobs: BridgeJob[] }> => told(page, '/jobs')

test('[WB40] one number is proved from the screen, and a change makes the proof an old one', async () => {
  const page = await ready(await cfo('/finance'))
  await page.getByText('Not proved yet').waitFor()
  await page.getByRole('button', { name: 'Prove' }).click()
  await page.getByText('Operations = finance').waitFor({ timeout: 3 * SOON })
  const { proof } = await told<{ proof: { cells: number } }>(page, '/proof')
  await page.getByText(`${proof.cells.toLocaleString('en-US')} cells`).waitFor()
  await scaleCoffee(page, 'main', 1_100_000, 'More coffee in spring')
  await page.getByText('The plan moved since the proof').waitFor({ timeout: SOON })
  await page.context().close()
})

test('[WB41] the table is printed on one page, and a file of it has the numbers of the plan', async () => {
  const page = await ready(await cfo('/finance'))
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1)
  const csv = await downloaded(page, async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: 'CSV' }).click()
  })
  const { lines, months } = await told<{ lines: { ebit: string[] }; months: string[] }>(page, '/versions/live/report')
  const [heads, ...rows] = csv
    .toString('utf8')
    .replace('\ufeff', '')
    .split('\r\n')
    .map((line) => line.split(','))
  const ebit = rows.find(([name]) => name === 'EBIT')!
  for (const month of months.slice(1, 14))
    expect([month, Number(ebit[heads!.indexOf(month)])]).toEqual([month, Number(lines.ebit[months.indexOf(month)])])
  const xlsx = await downloaded(page, async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: 'XLSX' }).click()
  })
  expect(xlsx.subarray(0, 2).toString()).toBe('PK')
  await page.context().close()
})

test.each([
  ['PNG', '\u0089PNG'],
  ['SVG', '<svg'],
])('[WB32] a chart is had as %s', async (format, begins) => {
  const page = await ready(await cfo('/finance'))
  const file = await downloaded(page, async () => {
    await page.getByRole('button', { name: /^Save the chart/ }).click()
    await page.getByRole('menuitem', { name: format }).click()
  })
  expect(file.subarray(0, 4).toString('latin1')).toBe(begins)
  await page.context().close()
})

test('[WB42] while another bridge comes the last one stands under its own name', async () => {
  const page = await ready(await cfo('/finance'))
  const { id } = await send<{ id: string }>(page, '/scenarios', { name: 'Even less coffee' })
  await scaleCoffee(page, id, 700_000, 'Another rival came')
  await page.goto(`${workbench.url}/finance/bridge?from=live&to=${id}`)
  const title = page.getByRole('figure').getByRole('heading')
  const ofEbit = title.filter({ hasText: /^EBIT/ })
  await title.filter({ hasText: /^Net sales/ }).waitFor()
  const letGo = await held(page, '**/bridge/**')
  await page.getByText('EBIT', { exact: true }).click()
  await page.waitForURL(/end=ebit/)
  await page.locator('[data-stale]').waitFor()
  expect(await ofEbit.count()).toBe(0)
  letGo()
  await ofEbit.waitFor()
  expect(await page.locator('[data-stale]').count()).toBe(0)
  await page.context().close()
})

test('[WB42] from a plan to the budget and back: what is compared is what is named', async () => {
  const page = await ready(await cfo('/finance?against=0001-cycle'))
  await page.getByRole('columnheader', { name: '0001-cycle' }).first().waitFor()
  await page.getByRole('combobox', { name: 'Against' }).click()
  await page.getByRole('option', { name: /budget/i }).click()
  await page
    .getByRole('columnheader', { name: /budget/i })
    .first()
    .waitFor()
  await expect.poll(() => page.locator('[data-stale]').count()).toBe(0)
  await page.context().close()
})

test('[WB42] what is not there to be compared with is said', async () => {
  const page = await ready(await cfo('/finance?against=0099-gone'))
  await page.getByRole('alert').getByText('0099-gone').waitFor()
  await page.context().close()
})

test('[WB42] [WB32] a chart that cannot be drawn says so, and is had as its numbers', async () => {
  const page = await workbench.as('ana', { language: 'en', at: '/forecast' })
  await page.getByRole('figure').first().waitFor()
  await page.route('**/echarts-core*', (route) => route.abort())
  await page.goto(`${workbench.url}/finance`)
  await page.getByRole('figure').getByRole('alert').waitFor()
  const csv = await downloaded(page, async () => {
    await page.getByRole('button', { name: /^Save the chart/ }).click()
    await page.getByRole('menuitem', { name: 'CSV' }).click()
  })
  expect(csv.toString('utf8')).toContain('Net sales')
  await page.getByRole('button', { name: /^Save the chart/ }).click()
  await page.getByRole('menuitem', { name: 'PNG' }).click()
  await page.getByText('The answer did not come').nth(1).waitFor()
  await page.context().close()
})

test('[WB37] a number whose line is closed is closed with it', async () => {
  const page = await ready(await cfo('/finance?group=family&open=netSales'))
  await page.locator('tr[data-group] td[data-kind=month]').nth(1).click()
  await page.getByRole('region', { name: 'What it is made of' }).waitFor()
  await page.locator('tr[data-line=netSales] button[aria-expanded=true]').click()
  await page.getByRole('figure').waitFor()
  expect(await page.getByRole('region', { name: 'What it is made of' }).count()).toBe(0)
  await page.context().close()
})

interface ReportTold {
  readonly lines: { readonly netSales: readonly string[] }
  readonly landing: { readonly landing: { readonly netSales: string } }
  readonly past: {
    readonly months: readonly string[]
    readonly lines: { readonly netSales: readonly string[] }
  }
}

test('[WB85] the year is what is over, where the open month lands and the plan; what is over opens to its months', async () => {
  const page = await ready(await cfo('/finance?scale=1&against=none'))
  const { past, lines, landing } = await told<ReportTold>(page, '/versions/live/report')
  const sum = (texts: readonly string[]): number => texts.reduce((total, text) => total + Number(text), 0)
  const plan = lines.netSales.slice(1, 12 - past.months.length)
  const year = sum(past.lines.netSales) + Number(landing.landing.netSales) + sum(plan)
  const row = page.locator('tr[data-line=netSales]:not([data-group])')
  const shown = await row.locator('td[data-kind=year]').first().textContent()
  expect(shown).toBe(Math.round(year).toLocaleString('en-US'))
  await page.getByRole('button', { name: /^Open the actual months/ }).click()
  await expect.poll(() => row.locator('td[data-kind=actual]').count()).toBe(past.months.length)
  await row.locator('td[data-kind=actual]').last().click()
  const drill = page.getByRole('region', { name: 'What it is made of' })
  await drill.getByRole('columnheader', { name: /^Invoiced/ }).waitFor()
  await drill.locator('tbody th button').first().click()
  expect(new URL(page.url()).searchParams.get('past')).toBe('months')
  await page.context().close()
})

test('[WB86] a group is measured against its own budget, or told why there is none', async () => {
  const page = await ready(await cfo('/finance?group=country&open=netSales'))
  const group = page.locator('tr[data-line=netSales][data-group]').first()
  await group.locator('td[data-kind=year][data-shows=delta]').first().filter({ hasText: /[\d]/ }).waitFor()
  await page.getByRole('combobox', { name: 'Open rows by' }).click()
  await page.getByRole('option', { name: 'By customer' }).click()
  await page.getByText('There is no budget of these groups').waitFor()
  await page.getByRole('combobox', { name: 'Against' }).click()
  await page.getByRole('option', { name: 'Against last year' }).click()
  await group.locator('td[data-kind=year][data-shows=delta]').first().filter({ hasText: /[\d]/ }).waitFor()
  await page.context().close()
})

test('[WB88] a number of a frozen version opens to its rows and prices like one of the plan', async () => {
  const page = await ready(await cfo('/finance?scale=1&version=0001-cycle'))
  await page.locator('tr[data-line=netSales] td[data-kind=month]').nth(1).click()
  const drill = page.getByRole('region', { name: 'What it is made of' })
  await drill.getByText('exactly the cell').waitFor()
  await drill.getByRole('button', { name: /^Why/ }).click()
  const drawer = page.getByRole('complementary', { name: 'Why, notes, history' })
  await drawer.getByText('Gross sales').waitFor()
  // The same cell of the plan, changed since, has other parts.
  const { parts } = await send<{ parts: { name: string; value: number }[] }>(page, '/versions/0001-cycle/why', {
    measure: 'netSales',
    from: '2026-12-01',
    until: '2027-01-01',
  })
  const { lines } = await told<{ lines: { netSales: string[] } }>(page, '/versions/0001-cycle/report')
  const sum = parts.filter(({ name }) => name !== 'recognised').reduce((total, { value }) => total + value, 0)
  expect(sum / 100).toBeCloseTo(Number(lines.netSales[1]), 1)
  await page.context().close()
})

test('[WB87] how likely the budget is reached is one click from what that takes for granted', async () => {
  const page = await ready(await cfo('/finance'))
  await page.locator('tr[data-range]').first().getByText(/^±/).first().waitFor()
  await page
    .getByRole('button', { name: /^Budget: .* likely$/ })
    .first()
    .click()
  await page.getByText('Taken for granted').waitFor()
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
