/** Names that a file of the company folder may have (docs/specs/api.md AP33), made from what people call theirs. */

export const EXTENSIONS = ['csv', 'xlsx', 'parquet'] as const
type Extension = (typeof EXTENSIONS)[number]

const NAME = /^([a-z_]+)(-[a-z0-9][a-z0-9_.-]{0,60})?\.(csv|xlsx|parquet)$/

export function extensionOf(file: string): Extension | null {
  const end = file.toLowerCase().split('.').at(-1)
  return EXTENSIONS.find((extension) => extension === end) ?? null
}

/** The table that a name says by itself. */
export function tableSaid(file: string, tables: readonly string[]): string | null {
  const table = NAME.exec(file)?.[1]
  return table !== undefined && tables.includes(table) && !file.includes('..') ? table : null
}

/** The rest of a name, as it may follow a table's: small letters without accents, no spaces, nothing that is a path. */
export function restOf(file: string): string {
  const bare = file.replace(/\.[^.]*$/, '')
  return bare
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 60)
    .replace(/-+$/, '')
}

export const uploadName = (table: string, rest: string, extension: Extension): string =>
  `${table}${rest === '' ? '' : `-${rest}`}.${extension}`
