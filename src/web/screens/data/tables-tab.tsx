import { Checkbox, Group, Table, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconClockPause } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import classes from '../../page/page.module.css'
import { type DataTable, type DataTables, useDataLoads } from '../../server/company-data.js'
import { EmptyState } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { byteSize } from '../../words/byte-size.js'
import { useWords } from '../../words/words.js'
import { readDataAddress } from './data-address.js'
import { shownTables } from './table-order.js'

const KINDS = ['facts', 'master'] as const

/** How fresh each table is, those in want of something first. */
export function TablesTab({ data }: { data: DataTables }): ReactNode {
  const { say } = useWords()
  const { address, move } = useView()
  const { lateOnly } = readDataAddress(address)
  const parts = KINDS.map((kind) => ({ kind, tables: shownTables(data.tables, kind, lateOnly) }))
  return (
    <>
      <Group justify="space-between">
        <Checkbox
          size="xs"
          label={say('web.data_late_only')}
          checked={lateOnly}
          onChange={({ currentTarget }) => move({ only: currentTarget.checked ? 'late' : undefined })}
        />
        {data.otherFiles.length === 0 ? null : (
          <Text size="xs" c="dimmed">
            {say('web.data_other_files', { files: data.otherFiles.map(({ file }) => file).join(', ') })}
          </Text>
        )}
      </Group>
      {parts.every(({ tables }) => tables.length === 0) ? (
        <EmptyState good title={say('web.data_none_late')} />
      ) : (
        <div className={classes.scroller}>
          <Table stickyHeader layout="auto">
            <TableHead />
            {parts.map(({ kind, tables }) =>
              tables.length === 0 ? null : <KindRows key={kind} kind={kind} tables={tables} />,
            )}
          </Table>
        </div>
      )}
    </>
  )
}

function TableHead(): ReactNode {
  const { say } = useWords()
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{say('web.data_table')}</Table.Th>
        <Table.Th>{say('web.data_freshness')}</Table.Th>
        <Table.Th className="number">{say('web.data_newest_day')}</Table.Th>
        <Table.Th className={`number ${classes.wide}`}>{say('web.data_rows')}</Table.Th>
        <Table.Th className={`number ${classes.wide}`}>{say('web.data_bad_rows')}</Table.Th>
        <Table.Th className={classes.wide}>{say('web.data_loaded_at')}</Table.Th>
        <Table.Th className={classes.wide}>{say('web.data_by')}</Table.Th>
        <Table.Th className={classes.wide}>{say('web.data_files')}</Table.Th>
      </Table.Tr>
    </Table.Thead>
  )
}

function KindRows({ kind, tables }: { kind: DataTable['kind']; tables: readonly DataTable[] }): ReactNode {
  const { say } = useWords()
  const { address, move } = useView()
  const { open } = readDataAddress(address)
  return (
    <Table.Tbody>
      <Table.Tr className={classes.inner}>
        <Table.Th colSpan={8} scope="rowgroup">
          <Text size="xs" fw={600} c="dimmed">
            {say(`web.data_${kind}`)}
          </Text>
        </Table.Th>
      </Table.Tr>
      {tables.map((table) => {
        const isOpen = table.table === open
        return (
          <Fragment key={table.table}>
            <TableRow
              table={table}
              isOpen={isOpen}
              toggle={() => move({ open: isOpen ? undefined : table.table }, { replace: true })}
            />
            {isOpen ? <FileRows table={table} /> : null}
          </Fragment>
        )
      })}
    </Table.Tbody>
  )
}

function TableRow({ table, isOpen, toggle }: { table: DataTable; isOpen: boolean; toggle: () => void }): ReactNode {
  const { say, sayCode, number, date } = useWords()
  const { move } = useView()
  const { files, badRows, loadedAt } = table
  const by = useLoadedBy(loadedAt)
  const [only] = files
  return (
    <Table.Tr>
      <Table.Td>
        <UnstyledButton fz="sm" onClick={toggle} aria-expanded={isOpen}>
          {isOpen ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}{' '}
          {sayCode(`web.table_${table.table}`, {}, table.table)}{' '}
          <span className={`${classes.name} ${classes.wide}`}>{table.table}</span>
        </UnstyledButton>
      </Table.Td>
      <Table.Td>
        <FreshnessText table={table} />
      </Table.Td>
      <Table.Td className="number">{table.newestDay === null ? '·' : date.day(table.newestDay)}</Table.Td>
      <Table.Td className={`number ${classes.wide}`}>{number.whole(table.rows, 0)}</Table.Td>
      <Table.Td className={`number ${classes.wide}`}>
        {badRows === 0 ? (
          number.whole(0, 0)
        ) : (
          <UnstyledButton
            fz="sm"
            className="bad"
            onClick={() => move({ show: 'bad', table: table.table, open: undefined })}
          >
            {number.whole(badRows, 0)}
          </UnstyledButton>
        )}
      </Table.Td>
      <Table.Td className={classes.wide}>{loadedAt === null ? '·' : date.moment(loadedAt)}</Table.Td>
      <Table.Td className={classes.wide}>{by}</Table.Td>
      <Table.Td className={classes.wide}>
        <span className={classes.name}>
          {files.length === 1 ? only!.file : say('web.data_file_count', { count: files.length })}
        </span>
      </Table.Td>
    </Table.Tr>
  )
}

/** Who loaded what a table holds, where that was kept. */
function useLoadedBy(loadedAt: string | null): string {
  const { data } = useDataLoads()
  const load = data?.pages.flatMap(({ loads }) => loads).find(({ at }) => at === loadedAt)
  return load?.person ?? '·'
}

/** In colour and in words: neither alone. */
function FreshnessText({ table }: { table: DataTable }): ReactNode {
  const { say, number } = useWords()
  const { state, behindDays, rhythmDays } = table.freshness
  return (
    <Group gap={8} wrap="nowrap">
      {state === 'late' ? (
        <Tooltip label={say('web.data_late_why', { days: number.plain(behindDays), rhythm: number.plain(rhythmDays) })}>
          <span className={classes.warn}>
            <IconAlertTriangle size={12} /> {say('web.data_late', { days: number.plain(behindDays) })}
          </span>
        </Tooltip>
      ) : state === 'fresh' ? (
        <span className="good">{say('web.data_fresh')}</span>
      ) : (
        <span className="quiet">{table.newestDay === null ? '·' : say('web.data_untold')}</span>
      )}
      {table.waiting ? (
        <span className={classes.warn}>
          <IconClockPause size={12} /> {say('web.data_waiting')}
        </span>
      ) : null}
    </Group>
  )
}

const STATE_CLASS = { loaded: 'quiet', changed: classes.warn, new: classes.warn, gone: 'bad' } as const

function FileRows({ table }: { table: DataTable }): ReactNode {
  const { say, number, date } = useWords()
  return table.files.map(({ file, sheet, rows, bytes, modifiedAt, state }) => (
    <Table.Tr key={`${file} ${sheet}`} className={classes.inner}>
      <Table.Td pl={28}>
        <span className={classes.name}>{sheet === '' ? file : `${file} · ${sheet}`}</span>
      </Table.Td>
      <Table.Td className={STATE_CLASS[state]}>{say(`web.data_state_${state}`)}</Table.Td>
      <Table.Td className="number">{bytes === null ? '·' : byteSize(bytes, number)}</Table.Td>
      <Table.Td className={`number ${classes.wide}`}>{number.whole(rows, 0)}</Table.Td>
      <Table.Td className={classes.wide} />
      <Table.Td className={classes.wide} colSpan={3}>
        {modifiedAt === null ? '·' : date.moment(modifiedAt)}
      </Table.Td>
    </Table.Tr>
  ))
}
