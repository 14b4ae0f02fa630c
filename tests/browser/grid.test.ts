//! What the planning grid shows of its arithmetic and its past, and what one takes along from it or does to several ranges.
import fs from 'node:fs'
import type { Page } from 'playwright-core'
import readWorkbook from 'read-excel-file/universal'
import { expect, test } from 'vitest'
import { because, copied, copy, Grid, HEADS_HEIGHT, NAMES_WIDTH, ROW_HEIGHT } from './support/grid.js'
import { faults, useWorkbench, workbench } from './support/workbench.js'

useWorkbench()

/** Rows of one group without the past. */
const [CONSENSUS, OPENING, RECEIVED, OTHER, SHIPPED, CLOSING] = [1, 2, 3, 4, 5, 6] as const
const FIGURES = 7

async function look(at: string, how: Parameters<typeof workbench.as>[1] = {}): Promise<{ page: Page; grid: Grid }> {
  const page = await workbench.as('ana', { language: 'en', at, ...how })
  return { page, grid: await new Grid(page).ready() }
}

const thousandths = (value: number): number => Math.round(value * 1000)

async function expectArithmetic(grid: Grid, groups: readonly number[], periods: readonly number[]): Promise<void> {
  for (const group of groups)
    for (const period of periods) {
      const at = async (row: number): Promise<number> => {
        const cell = grid.cell(period, group * FIGURES + row)
        await cell.filter({ hasText: /\d/ }).waitFor({ state: 'attached' })
        return thousandths(await grid.number(period, group * FIGURES + row))
      }
      const [opening, received, other, shipped, closing] = [
        await at(OPENING),
        await at(RECEIVED),
        await at(OTHER),
        await at(SHIPPED),
        await at(CLOSING),
      ]
      expect(opening + received + other - shipped).toBe(closing)
      if (period > 0) expect(opening).toBe(thousandths(await grid.number(period - 1, group * FIGURES + CLOSING)))
    }
}

test('[WB24] the stock rows are the arithmetic their signs say, by day, week and month, before and after a change', async () => {
  for (const by of ['bucket', 'week', 'month']) {
    const { page, grid } = await look(`/plan?past=0&by=${by}`)
    const names = await Promise.all([OPENING, RECEIVED, OTHER, SHIPPED, CLOSING].map(async (row) => grid.text(-1, row)))
    expect(names).toEqual(['Opening stock', '+ Receipts', '± Other moves', '− Shipments', '= Closing stock'])
    await expectArithmetic(grid, [0, 1, 2], [0, 1, 2, 3])
    await page.context().close()
  }
  const { page, grid } = await look('/plan?past=0&by=month&rows=p2')
  const shipped = await grid.text(1, FIGURES + SHIPPED)
  await grid.go(1, FIGURES + CONSENSUS)
  await grid.type('=*2')
  await because(page, 'Promotion')
  await grid
    .cell(1, FIGURES + SHIPPED)
    .filter({ hasNotText: new RegExp(`^${shipped}$`) })
    .waitFor({ state: 'attached' })
  await expectArithmetic(grid, [0, 1], [0, 1, 2])
  await page.keyboard.press('Control+z')
  await grid
    .cell(1, FIGURES + SHIPPED)
    .filter({ hasText: new RegExp(`^${shipped}$`) })
    .waitFor({ state: 'attached' })
  await page.context().close()
})

test('[WB24] under value the rows come to the gross margin, and rows by customer have no stock', async () => {
  const { page, grid } = await look('/plan?past=0&as=value&rows=p2')
  const names = await Promise.all([0, 1, 2, 3].map((row) => grid.text(-1, row)))
  expect(names).toEqual(['Net sales', '− Standard cost', '− Variances, write-offs', '= Gross margin'])
  for (const group of [0, 1, 2])
    for (const period of [0, 1]) {
      const [sales, cost, rest, margin] = await Promise.all(
        [0, 1, 2, 3].map(async (row) => Math.round(100 * (await grid.number(period, 4 * group + row)))),
      )
      expect(sales! - cost! - rest!).toBe(margin)
    }
  await page.goto(`${workbench.url}/plan?past=0&by=month&rows=c2`)
  await grid.ready()
  expect(await Promise.all([0, 1, 2, 3].map((row) => grid.text(-1, row)))).toEqual([
    'Baseline forecast',
    'Consensus demand',
    'Shipments',
    'Baseline forecast',
  ])
  await page.context().close()
})

/** How many pixels of the grid are of a colour, within a rectangle of it; heads lie on a canvas of their own. */
const painted = (
  page: Page,
  colour: string,
  [x, y, width, height]: readonly [number, number, number, number],
  canvas = '[data-testid="data-grid-canvas"]',
) =>
  page.evaluate<number>(`(() => {
    const canvas = document.querySelector('${canvas}')
    const { data } = canvas.getContext('2d').getImageData(${x}, ${y}, ${width}, ${height})
    const [red, green, blue] = ${JSON.stringify([1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)))}
    let count = 0
    for (let at = 0; at < data.length; at += 4)
      if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count++
    return count
  })()`)

const ACCENT = '#1c5bb8'
const INK = '#43505d'
const HEADS = '[data-testid="data-grid-canvas"] + canvas'
/** Of the first column, that of the names. */
const NAMES = 260

test('[WB25] a line through the whole grid says where the plan begins, and one under a name what was sold before', async () => {
  const { page, grid } = await look('/plan?by=month&past=12')
  // From head to foot; two months of the past are in sight before it.
  const line = async (top: number, height: number, canvas?: string): Promise<number[]> => {
    const columns = Array.from({ length: 300 }, (_, at) => NAMES_WIDTH + at)
    const counts = await Promise.all(columns.map((x) => painted(page, ACCENT, [x, top, 1, height], canvas)))
    // Borders of rows go over it.
    return columns.filter((_, at) => counts[at]! > height * 0.9)
  }
  await expect.poll(() => line(HEADS_HEIGHT + 1, 400).then(({ length }) => length)).toBe(2)
  const [today] = await line(HEADS_HEIGHT + 1, 400)
  expect(today! - NAMES_WIDTH).toBeGreaterThanOrEqual(2 * 84)
  expect(await line(HEADS_HEIGHT - 26, 26, HEADS)).toEqual([today, today! + 1])
  const spark = (): Promise<number> => painted(page, INK, [4, HEADS_HEIGHT + 6 * ROW_HEIGHT, NAMES - 8, 2 * ROW_HEIGHT])
  expect(await spark()).toBeGreaterThan(50)
  await page.goto(`${workbench.url}/plan?by=month&past=0`)
  await grid.ready()
  await page.waitForTimeout(300)
  expect(await painted(page, INK, [4, HEADS_HEIGHT + 5 * ROW_HEIGHT, NAMES - 8, 2 * ROW_HEIGHT])).toBe(0)
  await page.context().close()
})

test('[WB26] the whole grid is a workbook in the words of its reader, with the numbers that are shown', async () => {
  const { page, grid } = await look('/plan?by=month&past=3&rows=p2', { language: 'es' })
  await page.getByRole('button', { name: 'Exportar' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'XLSX' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('plan-en-unidades-todo.xlsx')
  const [sheet] = await readWorkbook(Uint8Array.from(fs.readFileSync(await file.path())).buffer)
  const { data } = sheet as unknown as { data: unknown[][] }
  expect(data[0]![0]).toBe('Plan en unidades, Todo')
  expect(data[1]![0]).toMatch(/^Plan en vigor · Todo · un\. · ago 2026 – .* · día del plan 23 nov 2026 · escrito /)
  expect(data[2]!.slice(0, 4)).toEqual(['Categoría', 'Familia', 'Nombre', 'Cifra (un.)'])
  const rows = Number(await page.locator('table[role=grid]').first().getAttribute('aria-rowcount')) - 1
  expect(data).toHaveLength(4 + rows)
  // The sixth column of the plan, after those of the past: consensus of the total and of the last family.
  for (const row of [2, rows - 6]) {
    await grid.go(6, row)
    expect(data[4 + row]![3]).toBe('Demanda acordada')
    await expect.poll(async () => grid.number(6, row)).toBe(data[4 + row]![4 + 6])
  }
  await page.context().close()
})

test('[WB26] a grid that no workbook holds is refused, and what else there is is said', async () => {
  const { page } = await look('/plan?by=week&past=24&rows=p3.l2.c4')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'XLSX' }).click()
  const refused = page.getByRole('alert').filter({ hasText: 'it holds 500,000' })
  await refused.getByText('or use CSV, Parquet or Arrow').waitFor()
  await page.context().close()
})

const SECOND = 2 * FIGURES + CONSENSUS
const FIRST = FIGURES + CONSENSUS

/** The second cell and the third with it, further down: two ranges. */
async function selectTwo(page: Page, grid: Grid, other: [period: number, row: number]): Promise<void> {
  await grid.click(1, FIRST)
  await page.keyboard.down('Control')
  await grid.click(...other)
  await page.keyboard.up('Control')
}

/** Entries that are sent while something is done. */
async function entriesOf(page: Page, work: () => Promise<void>): Promise<{ intents: { kind: string }[] }[]> {
  const sent: { intents: { kind: string }[] }[] = []
  const note = (request: { url: () => string; postDataJSON: () => unknown; method: () => string }): void => {
    if (request.method() === 'POST' && request.url().endsWith('/entries')) sent.push(request.postDataJSON() as never)
  }
  page.on('request', note)
  await work()
  page.off('request', note)
  return sent
}

test('[WB27] two ranges add up, and are changed, emptied and locked by one entry that one undo takes back', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  const before = [await grid.number(1, FIRST), await grid.number(3, SECOND)]
  await page.getByRole('form', { name: 'Bulk change' }).getByLabel('Reason').click()
  await page.getByRole('option', { name: 'Promotion', exact: true }).click()
  await selectTwo(page, grid, [3, SECOND])
  const sum = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format(before[0]! + before[1]!)
  await page.getByText(`Sum ${sum} units`).waitFor()
  await page.getByText('Cells 2').waitFor()
  const bulk = page.getByRole('form', { name: 'Bulk change' })
  await bulk.getByText('in each of 2 parts').waitFor()
  const changed = await entriesOf(page, async () => {
    await bulk.getByRole('button', { name: 'Preview' }).click()
    await bulk.getByRole('status').waitFor()
    await bulk.getByRole('button', { name: 'Apply' }).click()
    await grid.holds(1, FIRST, before[0]! * 1.1)
    await grid.holds(3, SECOND, before[1]! * 1.1)
  })
  expect(changed.map(({ intents }) => intents.length)).toEqual([2])
  await page.locator('.dvn-scroller').focus()
  await selectTwo(page, grid, [3, SECOND])
  await page.keyboard.press('Control+z')
  await grid.holds(1, FIRST, before[0]!)
  await grid.holds(3, SECOND, before[1]!)
  const emptied = await entriesOf(page, async () => {
    await page.keyboard.press('Delete')
    await grid.holds(1, FIRST, 0)
    await grid.holds(3, SECOND, 0)
  })
  expect(emptied.map(({ intents }) => intents.length)).toEqual([2])
  await page.keyboard.press('Control+z')
  await grid.holds(3, SECOND, before[1]!)
  const locked = await entriesOf(page, async () => {
    const done = page.waitForResponse(/\/entries$/)
    await page.keyboard.press('Control+l')
    expect((await done).status()).toBe(201)
  })
  expect(locked.map(({ intents }) => intents.map(({ kind }) => kind))).toEqual([['lock', 'lock']])
  const opened = page.waitForResponse(/\/undo$/)
  await page.keyboard.press('Control+z')
  expect((await opened).ok()).toBe(true)
  await page.context().close()
})

test('[WB27] with the keyboard, too; and what is said about them is said about the part that holds them', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  await grid.go(1, FIRST)
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+F8')
  for (let step = 0; step < FIGURES; step++) await page.keyboard.press('ArrowDown')
  await page.getByText('Cells 3').waitFor()
  await page.keyboard.press('Shift+F8')
  await page.keyboard.press('ArrowRight')
  await page.getByText('Cells 4').waitFor()
  await page.keyboard.press('Shift+F2')
  const drawer = page.getByRole('complementary', { name: 'Why, notes, history' })
  await drawer.getByText('Everything').waitFor()
  await drawer.getByLabel('New comment').fill('Both of them?')
  const said = page.waitForRequest((request) => request.url().endsWith('/comments') && request.method() === 'POST')
  await drawer.getByRole('button', { name: 'Send' }).last().click()
  const { comment } = (await said).postDataJSON() as { comment: { box: Record<string, unknown> } }
  expect(comment.box).toEqual({ product: [], location: [], customer: [], from: '2026-12-01', until: '2027-02-01' })
  await drawer.getByText('Both of them?').waitFor()
  await page.locator('.dvn-scroller').focus()
  await grid.click(1, FIRST)
  await page.keyboard.press('Escape')
  await grid.click(1, FIRST)
  await expect.poll(() => page.getByText(/^Cells/).count()).toBe(0)
  await page.context().close()
})

test('[WB27] [WB109] where time runs in rows the change is over the parts that are selected, too', async () => {
  const { page, grid } = await look('/plan?past=0&by=month&time=rows')
  // The first category in the second month, the second in the third.
  await grid.go(1, FIGURES + CONSENSUS)
  await page.keyboard.press('Shift+F8')
  await page.keyboard.press('ArrowRight')
  for (let step = 0; step < FIGURES; step++) await page.keyboard.press('ArrowDown')
  const bulk = page.getByRole('form', { name: 'Bulk change' })
  await bulk.getByText('in each of 2 parts').waitFor()
  const looked = page.waitForRequest(/\/preview$/)
  await bulk.getByRole('button', { name: 'Preview' }).click()
  const { intents } = (await looked).postDataJSON() as { intents: { box: { product: string[]; from: string } }[] }
  expect(intents.map(({ box }) => [box.product.length, box.from])).toEqual([
    [1, '2026-12-01'],
    [1, '2027-01-01'],
  ])
  expect(intents[0]!.box.product).not.toEqual(intents[1]!.box.product)
  await bulk.getByRole('status').waitFor()
  await page.context().close()
})

test('[WB28] ranges of the same columns are copied as a block, a step is refused, and one value fills them all', async () => {
  const { page, grid } = await look('/plan?past=0&by=month')
  const before = [await grid.text(1, FIRST), await grid.text(1, SECOND), await grid.text(3, SECOND)]
  await page.getByRole('form', { name: 'Bulk change' }).getByLabel('Reason').click()
  await page.getByRole('option', { name: 'Promotion', exact: true }).click()
  await copy(page, 'nothing yet')
  await selectTwo(page, grid, [1, SECOND])
  await page.keyboard.press('Control+c')
  await expect.poll(() => copied(page)).toBe(`${before[0]}\n${before[1]}`)
  await selectTwo(page, grid, [3, SECOND])
  await page.keyboard.press('Control+c')
  await page.getByText('These ranges make no block').waitFor()
  await page.keyboard.press('Control+x')
  await page.getByText('Several ranges are not cut at once').waitFor()
  expect([await copied(page), await grid.text(3, SECOND)]).toEqual([`${before[0]}\n${before[1]}`, before[2]])
  // What was copied is of two rows: it does not fit into each of two cells.
  await page.keyboard.press('Control+v')
  await page.getByText('What was copied does not fit').waitFor()
  await copy(page, '4321')
  const pasted = await entriesOf(page, async () => {
    await page.keyboard.press('Control+v')
    await grid.holds(1, FIRST, 4321)
    await grid.holds(3, SECOND, 4321)
  })
  expect(pasted.map(({ intents }) => intents.length)).toEqual([2])
  await page.keyboard.press('Control+z')
  await grid.holds(1, FIRST, Number(before[0]))
  await grid.holds(3, SECOND, Number(before[2]))
  // And one range that is selected over several cells.
  await grid.go(4, FIRST)
  for (let step = 0; step < 2; step++) await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Control+v')
  for (const period of [4, 5, 6]) await grid.holds(period, FIRST, 4321)
  await page.keyboard.press('Control+z')
  await page.context().close()
})

test('no page threw', () => {
  expect(faults).toEqual([])
})
