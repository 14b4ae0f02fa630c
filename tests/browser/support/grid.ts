/** The planning grid by what it tells assistive technology, and by the keyboard. */
import type { Page } from 'playwright-core'

const COLUMN_OFFSET = 2
/** Pixels of the two columns of names, of the two rows of heads, and of a row. */
export const NAMES_WIDTH = 260 + 172
export const HEADS_HEIGHT = 24 + 26
export const ROW_HEIGHT = 24

/** How wide the columns of the numbers are: what is scrolled, without the names, by how many there are. */
export async function columnWidth(page: Page): Promise<number> {
  const [whole, columns] = [
    Number(await page.evaluate(`document.querySelector('.dvn-scroll-inner').firstElementChild.clientWidth`)),
    Number(await page.locator('table[role=grid]').first().getAttribute('aria-colcount')),
  ]
  return Math.round((whole - NAMES_WIDTH) / (columns - COLUMN_OFFSET - 1))
}

export class Grid {
  constructor(readonly page: Page) {}

  async ready(): Promise<this> {
    await this.page.locator('[data-testid="data-grid-canvas"] [role="gridcell"]').first().waitFor({ state: 'attached' })
    return this
  }

  /** What a cell of the numbers says, as it is copied; rows and periods from 0. */
  async text(period: number, row: number): Promise<string> {
    return (await this.cell(period, row).textContent()) ?? ''
  }

  async number(period: number, row: number): Promise<number> {
    return Number((await this.text(period, row)).replace(',', '.'))
  }

  cell(period: number, row: number) {
    return this.page.locator(`#glide-cell-${period + COLUMN_OFFSET}-${row}`)
  }

  /** Puts the cursor in a cell, as a click does. */
  async go(period: number, row: number): Promise<void> {
    const { page } = this
    const scroller = page.locator('.dvn-scroller')
    await page.evaluate(`document.querySelector('.dvn-scroller').scrollTop = 0`)
    await this.cell(-1, 0).waitFor({ state: 'attached' })
    await scroller.click({ position: { x: 400, y: 26 + 24 + 12 } })
    // The grid hands the focus to its table for screen readers in its own time: nobody types within that after a click.
    await this.isAt(1, 0)
    await page.keyboard.press('Control+Home')
    await this.isAt(0, 0)
    for (let step = 0; step < period + COLUMN_OFFSET; step++) await page.keyboard.press('ArrowRight')
    for (let step = 0; step < row; step++) await page.keyboard.press('ArrowDown')
  }

  private isAt(column: number, row: number): Promise<void> {
    return this.page.locator(`#glide-cell-${column}-${row}[aria-selected="true"]:focus`).waitFor({ state: 'attached' })
  }

  /** A click in a cell that is in sight while nothing is scrolled. */
  async click(period: number, row: number): Promise<void> {
    const { x, y } = (await this.page.locator('.dvn-scroller').boundingBox())!
    const width = await columnWidth(this.page)
    await this.page.mouse.click(x + NAMES_WIDTH + (period + 0.5) * width, y + HEADS_HEIGHT + (row + 0.5) * ROW_HEIGHT)
    await this.isAt(period + COLUMN_OFFSET, row)
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }

  /** Waits until a cell holds a number, to the unit. */
  async holds(period: number, row: number, value: number): Promise<void> {
    const whole = Math.trunc(value)
    const cell = this.cell(period, row)
    await cell.filter({ hasText: new RegExp(`^${whole}([.,]\\d+)?$`) }).waitFor({ state: 'attached', timeout: 10_000 })
  }
}

/** Says why, where a change asks for it; it goes for the changes that follow. */
export async function because(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox').first()).first().click()
  await page.getByRole('option', { name: reason, exact: true }).click()
  await dialog.getByRole('button', { name: /^(Cambiar|Mudar|Change)$/ }).click()
}

/** What is on the clipboard, and what another program puts there. */
export const copied = (page: Page): Promise<string> => page.evaluate('navigator.clipboard.readText()')
export const copy = (page: Page, text: string): Promise<void> =>
  page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
