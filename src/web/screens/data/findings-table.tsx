import { Code, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from '../../page/page.module.css'
import type { Finding } from '../../server/company-data.js'
import { useWords } from '../../words/words.js'

/** What is wrong, where, what stands there, and how to mend it. */
export function FindingsTable({ findings, label }: { findings: readonly Finding[]; label: string }): ReactNode {
  const { say } = useWords()
  return (
    <div className={classes.scroller}>
      <Table layout="auto" stickyHeader aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('web.data_place')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.data_column')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.data_excerpt')}</Table.Th>
            <Table.Th>{say('web.data_trouble')}</Table.Th>
            <Table.Th>{say('web.data_remedy')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {findings.map((finding, at) => (
            <FindingRow key={`${at} ${finding.file} ${finding.row} ${finding.column}`} finding={finding} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function FindingRow({ finding }: { finding: Finding }): ReactNode {
  const { say, sayCode } = useWords()
  const { table, file, sheet, row, column, excerpt, message, remedy } = finding
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Text size="sm">{file === '' ? sayCode(`web.table_${table}`, {}, table) : file}</Text>
        <Text size="xs" c="dimmed">
          {[sheet, row === 0 ? say('web.data_whole_file') : say('web.data_sheet_row', { row: String(row) })]
            .filter((part) => part !== '')
            .join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td className={classes.wide}>
        <span className={classes.name}>{column}</span>
      </Table.Td>
      <Table.Td className={classes.wide} maw={220}>
        {excerpt === '' ? null : <Code style={{ wordBreak: 'break-all' }}>{excerpt}</Code>}
      </Table.Td>
      <Table.Td>{message}</Table.Td>
      <Table.Td>{remedy}</Table.Td>
    </Table.Tr>
  )
}
