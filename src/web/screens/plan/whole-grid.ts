/** A whole table for a workbook, read page by page. */
import { ApiRefusal } from '../../../api/route-caller.js'
import type { TableShown } from '../../../api/wire/table.js'
import type { Words } from '../../words/words.js'

/** Beyond this the other files are the way: writing so many takes a browser several seconds. */
export const CELLS_MOST = 500_000
export const PAGE_ROWS = 5000
const ATTEMPTS = 3

/**
 * All rows as of one moment of the plan.
 *
 * @param rowsEach of the sheet for each row of the table
 * @throws ApiRefusal where it is too long, or the plan goes on all the while
 */
export async function wholeGrid(
  read: (offset: number) => Promise<TableShown>,
  rowsEach: number,
  words: Pick<Words, 'say' | 'number'>,
): Promise<TableShown> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = await read(0)
    assertHolds((first.rowCount + 1) * rowsEach * first.periods.length, words)
    const pages = [first]
    for (let { next } = first; next !== null; next = pages.at(-1)!.next) pages.push(await read(next))
    if (pages.every(({ epoch }) => isSame(epoch, first.epoch)))
      return { ...first, rows: pages.flatMap(({ rows }) => rows) }
  }
  throw refusal('web.book_moved', words.say('web.book_moved'), words.say('web.lost_remedy'))
}

function assertHolds(cells: number, { say, number }: Pick<Words, 'say' | 'number'>): void {
  if (cells <= CELLS_MOST) return
  const told = { cells: number.plain(cells), most: number.plain(CELLS_MOST) }
  throw refusal('web.book_too_long', say('web.book_too_long', told), say('web.book_too_long_remedy'))
}

const isSame = (a: TableShown['epoch'], b: TableShown['epoch']): boolean =>
  a.numbers === b.numbers && a.settled === b.settled

const refusal = (code: string, message: string, remedy: string): ApiRefusal =>
  new ApiRefusal(422, { code, message, remedy, requestId: '' })
