/** What differs between the plan and a scenario: in its own unit, and as a share of what the plan has. */
export interface Delta {
  readonly change: number | null
  /** Null where the plan has nothing to measure by. */
  readonly share: number | null
}

export function deltaOf(plan: number | null | undefined, scenario: number | null | undefined): Delta {
  if (plan === null || plan === undefined || scenario === null || scenario === undefined)
    return { change: null, share: null }
  const change = scenario - plan
  return { change, share: plan === 0 ? null : change / Math.abs(plan) }
}

/** Whether more of a figure is good; of stock neither more nor less is. */
export const isGood = (figure: string, change: number | null): boolean | null =>
  change === null || change === 0 || figure === 'closing' ? null : change > 0

export interface NamedNumbers {
  readonly name: readonly string[]
  /** One for each plan that is compared, in their order; null where a plan has no such row. */
  readonly numbers: readonly (number | null)[]
}

interface RowsTold {
  readonly rows: readonly {
    readonly names: readonly string[]
    readonly values: Readonly<Record<string, readonly (number | null)[]>>
  }[]
  readonly periods: readonly { readonly firstDay: string }[]
}

/** Rows of several plans under one another, each once, in the order in which they are first told. */
export function sideBySide(tables: readonly RowsTold[], figure: string): readonly NamedNumbers[] {
  const rows = new Map<string, { name: readonly string[]; numbers: (number | null)[] }>()
  tables.forEach((table, at) => {
    for (const { names, values } of table.rows) {
      const number = values[figure]?.[0] ?? null
      const key = JSON.stringify(names)
      const known = rows.get(key) ?? { name: names, numbers: tables.map(() => null) }
      known.numbers[at] = number
      rows.set(key, known)
    }
  })
  return [...rows.values()]
}

/** The same of tables whose periods are the rows. */
export function monthsSideBySide(tables: readonly RowsTold[], figure: string): readonly NamedNumbers[] {
  return sideBySide(
    tables.map(({ rows, periods }) => ({
      periods: [],
      rows: periods.map(({ firstDay }, at) => ({
        names: [firstDay],
        values: { [figure]: [rows[0]?.values[figure]?.[at] ?? 0] },
      })),
    })),
    figure,
  )
}
