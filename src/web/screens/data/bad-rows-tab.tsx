import { Button, Group, Select, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Strip } from '../../page/page.js'
import { linkTo } from '../../server/client.js'
import { BAD_ROWS_SHOWN, type BadRowsAsked, useBadRows } from '../../server/company-data.js'
import { EmptyState, ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { readDataAddress } from './data-address.js'
import { FindingsTable } from './findings-table.js'

/** What a load set aside, page by page, narrowed by table and trouble. */
export function BadRowsTab(): ReactNode {
  const { say, number } = useWords()
  const { address, move } = useView()
  const { bad, after } = readDataAddress(address)
  const { data, error, refetch } = useBadRows(bad, after)
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data === undefined) return <LoadingRows />
  const load = String(data.load)
  if (data.kinds.length === 0)
    return <EmptyState good title={say('web.data_no_bad')} text={say('web.data_no_bad_why', { load })} />
  const { rows, count, next } = data
  return (
    <>
      <Group justify="space-between">
        <Filters kinds={data.kinds} asked={bad} />
        <Button
          component="a"
          variant="default"
          href={linkTo('badRowsFile', { query: { ...bad, load: data.load } })}
          leftSection={<IconDownload size={14} />}
        >
          {say('web.data_export_csv')}
        </Button>
      </Group>
      {data.whole ? null : <Strip>{say('web.data_bad_not_whole')}</Strip>}
      <FindingsTable findings={rows} label={say('web.data_tab_bad')} />
      <Group gap="sm">
        <Text size="xs" c="dimmed">
          {say('web.data_shown_of', {
            from: number.plain(rows.length === 0 ? 0 : after + 1),
            to: number.plain(after + rows.length),
            count: number.plain(count),
          })}
        </Text>
        <Button
          variant="default"
          disabled={after === 0}
          onClick={() => move({ after: after <= BAD_ROWS_SHOWN ? undefined : String(after - BAD_ROWS_SHOWN) })}
        >
          {say('web.data_newer')}
        </Button>
        <Button variant="default" disabled={next === null} onClick={() => move({ after: String(next) })}>
          {say('web.data_older')}
        </Button>
      </Group>
    </>
  )
}

type Kinds = readonly { readonly table: string; readonly code: string; readonly count: number }[]

function Filters({ kinds, asked }: { kinds: Kinds; asked: BadRowsAsked }): ReactNode {
  const { say, sayCode, number } = useWords()
  const { move } = useView()
  const tables = sums(kinds, ({ table }) => table)
  const codes = sums(
    kinds.filter(({ table }) => asked.table === undefined || table === asked.table),
    ({ code }) => code,
  )
  return (
    <Group gap="xs">
      <Select
        aria-label={say('web.data_table')}
        w={240}
        value={asked.table ?? ''}
        data={[
          { value: '', label: say('web.data_all_tables') },
          ...tables.map(([table, count]) => ({
            value: table,
            label: `${sayCode(`web.table_${table}`, {}, table)} (${number.plain(count)})`,
          })),
        ]}
        onChange={(table) => move({ table: table || undefined, code: undefined, after: undefined })}
      />
      <Select
        aria-label={say('web.data_kind')}
        w={340}
        value={asked.code ?? ''}
        data={[
          { value: '', label: say('web.data_all_kinds') },
          ...codes.map(([code, count]) => ({
            value: code,
            // The sentence of the trouble, whatever it was about each time.
            label: `${sayCode(code).replace(/\{\w+\}/g, '…')} (${number.plain(count)})`,
          })),
        ]}
        onChange={(code) => move({ code: code || undefined, after: undefined })}
      />
    </Group>
  )
}

function sums(kinds: Kinds, of: (kind: Kinds[number]) => string): [string, number][] {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(of(kind), (counts.get(of(kind)) ?? 0) + kind.count)
  return [...counts].sort(([, one], [, other]) => other - one)
}
