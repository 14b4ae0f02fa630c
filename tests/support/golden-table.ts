import { readFileSync } from 'node:fs'
import { textTable } from '../../src/core/base/text-table.js'

/** Figures of a few buckets as aligned text: what specs print and tests compare. */
export function figureTable(lines: Readonly<Record<string, readonly number[]>>, buckets: readonly string[]): string {
  return textTable(
    [{ title: '' }, ...buckets.map((title) => ({ title, align: 'right' as const }))],
    Object.entries(lines).map(([name, figures]) => [name, ...buckets.map((_, at) => String(figures[at] ?? 0))]),
  )
}

/** Golden tables of a spec by rule: the fenced block that follows the rule's line. */
export function goldenTables(spec: string): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(`../../docs/specs/${spec}.md`, import.meta.url), 'utf8')
  const tables = new Map<string, string>()
  for (const [, rule, body] of text.matchAll(
    /^- \*\*([A-Z]+\d+)\*\*[^\n]*\n(?:(?!- \*\*|```)[^\n]*\n)*```\n([\s\S]*?)\n```/gm,
  ))
    tables.set(rule!, body!.trimEnd())
  return tables
}
