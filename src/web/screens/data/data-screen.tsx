import { Button, FileButton, Group, Tabs } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Page, Strip } from '../../page/page.js'
import classes from '../../page/page.module.css'
import { useCompany } from '../../server/company.js'
import { type DataTables, useDataTables, useUploads } from '../../server/company-data.js'
import { seesWhole } from '../../server/seen-part.js'
import { useSession } from '../../server/session.js'
import { type UploadQueue, useUploadQueue } from '../../server/upload-queue.js'
import { ErrorState, LoadingRows, NoPermission } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { BadRowsTab } from './bad-rows-tab.js'
import { useChosenFiles } from './chosen-files.js'
import { CoverageTab } from './coverage-tab.js'
import { DATA_TABS, type DataTab, EMPTY, readDataAddress } from './data-address.js'
import { DropZone } from './drop-zone.js'
import { FilesTab } from './files-tab.js'
import { LoadsTab } from './loads-tab.js'
import { PlanAnewButton, PlanningStrip } from './plan-anew.js'
import { isLate } from './table-order.js'
import { TablesTab } from './tables-tab.js'
import { EXTENSIONS } from './upload-name.js'

/** The company's data: how fresh they are, what was set aside, and files on their way in. */
export function DataScreen(): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  if (!seesWhole(me))
    return <NoPermission what={say('web.data_whole_company')} needs={say('web.data_whole_company_needs')} />
  return <WholeCompany />
}

function WholeCompany(): ReactNode {
  const { data, error, refetch } = useDataTables()
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data === undefined) return <LoadingRows rows={20} />
  return <CompanyData data={data} />
}

function CompanyData({ data }: { data: DataTables }): ReactNode {
  const { say } = useWords()
  const { may } = useSession()
  const { move } = useView()
  const company = useCompany()
  const queue = useUploadQueue()
  const { choose, asking } = useChosenFiles(queue)
  const mayRun = may('run')
  const take = (files: readonly File[]): void => {
    move({ ...EMPTY, show: 'files' })
    choose(files)
  }
  return (
    <DropZone onFiles={mayRun ? take : null}>
      <Page
        title={say('web.data_title', { company: company?.name ?? '' })}
        subtitle={<Summary data={data} />}
        actions={mayRun ? <Actions onFiles={take} /> : undefined}
      >
        <PlanningStrip />
        <WaitingStrip data={data} />
        <DataTabs data={data} queue={queue} />
      </Page>
      {asking}
    </DropZone>
  )
}

function Actions({ onFiles }: { onFiles: (files: readonly File[]) => void }): ReactNode {
  const { say } = useWords()
  return (
    <Group gap="xs">
      <FileButton multiple accept={EXTENSIONS.map((one) => `.${one}`).join(',')} onChange={onFiles}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={14} />}>
            {say('web.data_upload')}
          </Button>
        )}
      </FileButton>
      <PlanAnewButton />
    </Group>
  )
}

function Summary({ data: { tables, load } }: { data: DataTables }): ReactNode {
  const { say, number, date } = useWords()
  const late = tables.filter(isLate).length
  const at = load === null ? say('web.data_no_load') : [date.moment(load.at), load.person].filter(Boolean).join(', ')
  return (
    <>
      {say('web.data_summary', {
        tables: number.plain(tables.length),
        rows: number.plain(tables.reduce((sum, { rows }) => sum + rows, 0)),
        at,
      })}
      {' · '}
      <span className={late === 0 ? 'good' : classes.warn}>
        {late === 0
          ? say('web.data_all_fresh')
          : late === 1
            ? say('web.data_late_one')
            : say('web.data_late_count', { count: late })}
      </span>
    </>
  )
}

/** What lies in the folder and is not loaded yet: the plan does not know of it. */
function WaitingStrip({ data: { tables } }: { data: DataTables }): ReactNode {
  const { say, sayCode } = useWords()
  const waiting = tables.filter((table) => table.waiting)
  if (waiting.length === 0) return null
  const names = waiting.map(({ table }) => sayCode(`web.table_${table}`, {}, table))
  return (
    <Strip tone="warn">
      <span className={classes.grow}>{say('web.data_waiting_strip', { tables: names.join(', ') })}</span>
    </Strip>
  )
}

function DataTabs({ data, queue }: { data: DataTables; queue: UploadQueue }): ReactNode {
  const { say, number } = useWords()
  const { may } = useSession()
  const { address, move } = useView()
  const { tab } = readDataAddress(address)
  const { data: waiting } = useUploads()
  const counts: Partial<Record<DataTab, number>> = {
    bad: data.load?.badRows ?? 0,
    files: waiting?.uploads.length ?? 0,
  }
  return (
    <Tabs
      value={tab}
      onChange={(chosen) => move({ ...EMPTY, show: chosen === 'tables' || chosen === null ? undefined : chosen })}
      keepMounted={false}
    >
      <Tabs.List mb="sm">
        {DATA_TABS.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {say(`web.data_tab_${one}`)}
            {counts[one] ? ` (${number.plain(counts[one])})` : ''}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="tables">
        <TablesTab data={data} />
      </Tabs.Panel>
      <Tabs.Panel value="loads">
        <LoadsTab />
      </Tabs.Panel>
      <Tabs.Panel value="bad">
        {may('run') ? <BadRowsTab /> : <NoPermission what={say('web.data_bad_what')} needs={say('web.verb_run')} />}
      </Tabs.Panel>
      <Tabs.Panel value="files">
        {may('run') ? (
          <FilesTab queue={queue} />
        ) : (
          <NoPermission what={say('web.data_files_what')} needs={say('web.verb_run')} />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="coverage">
        <CoverageTab />
      </Tabs.Panel>
    </Tabs>
  )
}
