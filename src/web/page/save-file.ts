/** Gives a file to the reader to keep. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** Spreadsheets take a file for the old alphabet unless it says that it is not. */
const BYTE_ORDER_MARK = '\ufeff'
export const csvFile = (text: string): Blob => new Blob([BYTE_ORDER_MARK, text], { type: 'text/csv;charset=utf-8' })

export const fileNameOf = (title: string, extension: string): string =>
  `${title
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\w]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()}.${extension}`
