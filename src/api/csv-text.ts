/** Comma-separated text, RFC 4180. */

/** A name that a spreadsheet would take for a formula is written as text. */
export function csvText(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Numbers stay numbers, whatever their sign; what is not known is empty. */
export const csvLine = (fields: readonly (string | number | null)[]): string =>
  `${fields.map((field) => (field === null ? '' : typeof field === 'number' ? String(field) : csvText(field))).join(',')}\r\n`
