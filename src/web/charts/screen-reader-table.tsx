import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.js'
import type { ChartTable } from './chart-table.js'

/** The same numbers for those who hear a page instead of seeing it. */
export function ScreenReaderTable({ caption, table }: { caption: string; table: ChartTable }): ReactNode {
  const { number } = useWords()
  const [name, ...heads] = table.columns
  return (
    <VisuallyHidden>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            {heads.map((head, at) => (
              <th key={`${head} ${at}`} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={`${row.name} ${at}`}>
              <th scope="row">{row.name}</th>
              {row.values.map((value, column) => (
                <td key={heads[column] ?? column}>{number.plain(value, 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  )
}
