import { Anchor, Button, Group, Select, Table, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { type ReactNode, useEffect, useState } from 'react'
import classes from '../../page/page.module.css'
import { useAudit } from '../../server/people.js'
import { EmptyState, ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { detailText } from './audit-detail.js'
import { AUDIT_WORDS, type AuditKind } from './audit-words.js'

const KINDS = Object.keys(AUDIT_WORDS) as AuditKind[]

/** Who did what to whom, newest first, narrowed by what the address says. */
export function AuditTab(): ReactNode {
  const { say } = useWords()
  const { address, move } = useView()
  const kind = KINDS.find((one) => one === address.kind)
  const after = /^\d{1,15}$/.test(address.before ?? '') ? Number(address.before) : 0
  const about = address.about
  const { data, error, refetch } = useAudit({
    after,
    ...(kind === undefined ? {} : { kind }),
    ...(about === undefined ? {} : { about }),
  })
  return (
    <>
      <Filters kind={kind} about={about} />
      {error !== null ? (
        <ErrorState error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingRows />
      ) : data.records.length === 0 ? (
        <EmptyState title={say('web.audit_none')} />
      ) : (
        <Records records={data.records} />
      )}
      <Group gap="xs">
        <Button variant="default" disabled={after === 0} onClick={() => move({ before: undefined })}>
          {say('web.audit_newest')}
        </Button>
        <Button
          variant="default"
          disabled={(data?.next ?? null) === null}
          onClick={() => move({ before: String(data!.next) })}
        >
          {say('web.audit_older')}
        </Button>
      </Group>
    </>
  )
}

function Filters({ kind, about }: { kind: AuditKind | undefined; about: string | undefined }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  const [written, setWritten] = useState(about ?? '')
  // Chosen elsewhere, such as by a click on a name: the field follows; what is being typed stays.
  useEffect(() => setWritten((text) => (text.trim() === (about ?? '') ? text : (about ?? ''))), [about])
  const look = useDebouncedCallback(
    (text: string) => move({ about: text.trim() || undefined, before: undefined }, { replace: true }),
    300,
  )
  return (
    <Group gap="xs">
      <Select
        aria-label={say('web.audit_kind')}
        w={230}
        value={kind ?? ''}
        data={[
          { value: '', label: say('web.audit_all_kinds') },
          ...KINDS.map((value) => ({ value, label: say(AUDIT_WORDS[value]) })),
        ]}
        onChange={(chosen) => move({ kind: chosen || undefined, before: undefined })}
      />
      <TextInput
        aria-label={say('web.audit_about')}
        placeholder={say('web.audit_about_hint')}
        w={260}
        value={written}
        onChange={({ currentTarget }) => {
          setWritten(currentTarget.value)
          look(currentTarget.value)
        }}
      />
    </Group>
  )
}

/** What one does with nobody but oneself. */
const BY_ONESELF: ReadonlySet<AuditKind> = new Set(['signed in', 'signed out', 'sign-in failed', 'sign-in held back'])

type Record = NonNullable<ReturnType<typeof useAudit>['data']>['records'][number]

function Records({ records }: { records: readonly Record[] }): ReactNode {
  const words = useWords()
  const { say, date } = words
  const { move } = useView()
  return (
    <div className={classes.scroller}>
      <Table layout="auto" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('web.audit_when')}</Table.Th>
            <Table.Th>{say('web.audit_who')}</Table.Th>
            <Table.Th>{say('web.audit_what')}</Table.Th>
            <Table.Th>{say('web.audit_whom')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.audit_detail')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.audit_from')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records.map(({ position, at, actor, kind, subject, detail, origin }) => (
            <Table.Tr key={position}>
              <Table.Td>{date.moment(at)}</Table.Td>
              <Table.Td>
                <Anchor component="button" size="sm" onClick={() => move({ about: actor, before: undefined })}>
                  {actor}
                </Anchor>
              </Table.Td>
              <Table.Td className={kind.startsWith('sign-in') ? 'bad' : ''}>{say(AUDIT_WORDS[kind])}</Table.Td>
              <Table.Td>{BY_ONESELF.has(kind) ? '' : subject}</Table.Td>
              <Table.Td className={classes.wide}>{detailText(detail, words)}</Table.Td>
              <Table.Td className={classes.wide}>{origin}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
