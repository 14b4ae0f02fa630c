/** Writes a workbook beside the page, which goes on meanwhile. */
import writeXlsx from 'write-excel-file/browser'
import { bookCells, bookOptions } from './book-cells.js'
import type { GridBook } from './grid-book.js'

export type BookWritten = { readonly file: Blob } | { readonly fault: string }

addEventListener('message', ({ data }: MessageEvent<GridBook>) => {
  const tell = (written: BookWritten): void => postMessage(written)
  writeXlsx(bookCells(data), bookOptions(data))
    .toBlob()
    .then(
      (file) => tell({ file }),
      (error: unknown) => tell({ fault: String(error) }),
    )
})
