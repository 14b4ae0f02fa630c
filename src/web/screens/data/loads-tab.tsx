import { Anchor, Button, Group, Table, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import classes from '../../page/page.module.css'
import { type DataLoad, useDataLoads } from '../../server/company-data.js'
import { useSession } from '../../server/session.js'
import { EmptyState, ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { readDataAddress } from './data-address.js'

/** What was loaded, newest first; each opens to its tables and leads to what it set aside. */
export function LoadsTab(): ReactNode {
  const { say } = useWords()
  const { address, move } = useView()
  const { open } = readDataAddress(address)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDataLoads()
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data === undefined) return <LoadingRows />
  const loads = data.pages.flatMap((page) => page.loads)
  if (loads.length === 0) return <EmptyState title={say('web.data_no_loads')} text={say('web.data_no_loads_why')} />
  return (
    <>
      <div className={classes.scroller}>
        <Table stickyHeader layout="auto">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('web.data_load')}</Table.Th>
              <Table.Th>{say('web.data_when')}</Table.Th>
              <Table.Th>{say('web.data_by')}</Table.Th>
              <Table.Th className={classes.wide}>{say('web.data_command')}</Table.Th>
              <Table.Th className="number">{say('web.data_rows_read')}</Table.Th>
              <Table.Th className="number">{say('web.data_bad_rows')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {loads.map((load) => {
              const isOpen = String(load.load) === open
              const toggle = (): void => move({ open: isOpen ? undefined : String(load.load) }, { replace: true })
              return (
                <Fragment key={load.load}>
                  <LoadRow load={load} isOpen={isOpen} toggle={toggle} />
                  {isOpen ? <LoadTables load={load} /> : null}
                </Fragment>
              )
            })}
          </Table.Tbody>
        </Table>
      </div>
      {hasNextPage ? (
        <Group>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say('web.data_more')}
          </Button>
        </Group>
      ) : null}
    </>
  )
}

function LoadRow({ load, isOpen, toggle }: { load: DataLoad; isOpen: boolean; toggle: () => void }): ReactNode {
  const { say, number, date } = useWords()
  const notKept = <span className="quiet">{say('web.data_not_kept')}</span>
  return (
    <Table.Tr>
      <Table.Td>
        <UnstyledButton
          fz="sm"
          onClick={toggle}
          aria-expanded={isOpen}
          aria-label={say('web.data_open_load', { load: String(load.load) })}
        >
          {isOpen ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />} {load.load}
        </UnstyledButton>
      </Table.Td>
      <Table.Td>{date.moment(load.at)}</Table.Td>
      <Table.Td>{load.person ?? notKept}</Table.Td>
      <Table.Td className={classes.wide}>{load.command ?? notKept}</Table.Td>
      <Table.Td className="number">{number.whole(load.rows, 0)}</Table.Td>
      <Table.Td className={load.badRows > 0 ? 'number bad' : 'number'}>{number.whole(load.badRows, 0)}</Table.Td>
    </Table.Tr>
  )
}

/** What it did to each table that it changed or that had rows set aside; the others were as before. */
function LoadTables({ load }: { load: DataLoad }): ReactNode {
  const { say, sayCode, number } = useWords()
  const { may } = useSession()
  const { move } = useView()
  return (
    <Table.Tr className={classes.inner}>
      <Table.Td colSpan={6} pl={28}>
        <Table layout="auto" aria-label={say('web.data_open_load', { load: String(load.load) })}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('web.data_table')}</Table.Th>
              <Table.Th className="number">{say('web.data_rows_read')}</Table.Th>
              <Table.Th className="number">{say('web.data_added')}</Table.Th>
              <Table.Th className={`number ${classes.wide}`}>{say('web.data_superseded')}</Table.Th>
              <Table.Th className={`number ${classes.wide}`}>{say('web.data_withdrawn')}</Table.Th>
              <Table.Th className="number">{say('web.data_bad_rows')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {load.tables.map(({ table, rows, added, superseded, withdrawn, badRows }) => (
              <Table.Tr key={table}>
                <Table.Td>{sayCode(`web.table_${table}`, {}, table)}</Table.Td>
                <Table.Td className="number">{number.whole(rows, 0)}</Table.Td>
                <Table.Td className="number">{number.whole(added, 0)}</Table.Td>
                <Table.Td className={`number ${classes.wide}`}>{number.whole(superseded, 0)}</Table.Td>
                <Table.Td className={`number ${classes.wide}`}>{number.whole(withdrawn, 0)}</Table.Td>
                <Table.Td className={badRows > 0 ? 'number bad' : 'number'}>{number.whole(badRows, 0)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {load.badRows > 0 && may('run') ? (
          <Anchor
            component="button"
            size="sm"
            onClick={() => move({ show: 'bad', load: String(load.load), open: undefined })}
          >
            {say('web.data_see_bad')}
          </Anchor>
        ) : null}
      </Table.Td>
    </Table.Tr>
  )
}
