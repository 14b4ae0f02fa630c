/** Comma-separated text, RFC 4180. */

/** A name that a spreadsheet would take for a formula is written as text, there and wherever it is copied to from there. */
export const textOfCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

export function csvText(text: string): string {
  const safe = textOfCell(text)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Numbers stay numbers, whatever their sign; what is not known is empty. */
export const csvLine = (fields: readonly (string | number | null)[]): string =>
  `${fields.map((field) => (field === null ? '' : typeof field === 'number' ? String(field) : csvText(field))).join(',')}\r\n`
