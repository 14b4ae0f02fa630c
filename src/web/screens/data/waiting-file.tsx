import { Button, Group, Progress, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Strip } from '../../page/page.js'
import classes from '../../page/page.module.css'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { DATA_KEY, type UploadShown } from '../../server/company-data.js'
import { stepOf, useJobs } from '../../server/jobs.js'
import { useSession } from '../../server/session.js'
import { byteSize } from '../../words/byte-size.js'
import { useWords } from '../../words/words.js'
import own from './data.module.css'
import { FindingsTable } from './findings-table.js'
import { type Verdict, verdictOf } from './verdict.js'

const TONE = { ok: 'good', bad: 'warn', faults: 'bad', unusable: 'bad' } as const

/** A file that waits: nothing is replaced before somebody has seen what its check says and confirms it. */
export function WaitingFile({ upload }: { upload: UploadShown }): ReactNode {
  const { sayCode } = useWords()
  const { file, table, check } = upload
  return (
    <section className={own.upload} aria-label={file}>
      <div>
        <Title order={2}>
          {file} <span className={own.table}>{sayCode(`web.table_${table}`, {}, table)}</span>
        </Title>
        <Provenance upload={upload} />
      </div>
      {check === null ? <Checking file={file} /> : <Checked upload={upload} check={check} />}
    </section>
  )
}

function Provenance({ upload }: { upload: UploadShown }): ReactNode {
  const { say, number, date } = useWords()
  const { file, bytes, by, at, replaces, beside } = upload
  return (
    <Text size="xs" c="dimmed">
      {say('web.data_sent_by', { size: byteSize(bytes, number), by, at: date.moment(at) })}
      {' · '}
      {replaces === null
        ? say('web.data_new_file')
        : say('web.data_replaces', {
            file,
            size: byteSize(replaces.bytes, number),
            at: date.moment(replaces.modifiedAt),
          })}
      {beside.length === 0 ? '' : ` · ${say('web.data_beside', { files: beside.join(', ') })}`}
    </Text>
  )
}

function Checking({ file }: { file: string }): ReactNode {
  const words = useWords()
  const job = useJobs().find(({ kind, endedAt }) => kind === 'check' && endedAt === null)
  const text = words.say('web.data_checking', { file })
  const step = job === undefined ? null : stepOf(job, words)
  return (
    <div role="status">
      <Text size="xs">
        {text}
        {step === null ? '' : ` · ${step.text}`}
      </Text>
      <Progress value={step === null ? 0 : Math.max(2, step.fraction * 100)} animated aria-label={text} />
    </div>
  )
}

function Checked({ upload, check }: { upload: UploadShown; check: NonNullable<UploadShown['check']> }): ReactNode {
  const { say, number } = useWords()
  const { faults, badRows, rows, badRowCount } = check
  const verdict = verdictOf(check)
  const findings = [...faults, ...badRows]
  return (
    <>
      <Strip tone={TONE[verdict]}>
        <span className={classes.grow}>
          <strong>
            {say(`web.data_verdict_${verdict}`, {
              rows: number.plain(rows),
              bad: number.plain(badRowCount),
              faults: number.plain(faults.length),
            })}
          </strong>
        </span>
      </Strip>
      {findings.length === 0 ? null : <FindingsTable findings={findings} label={say('web.data_trouble')} />}
      {badRowCount > badRows.length ? (
        <Text size="xs" c="dimmed">
          {say('web.data_listed_of', { shown: number.plain(badRows.length) })}
        </Text>
      ) : null}
      <Decision upload={upload} verdict={verdict} />
    </>
  )
}

function Decision({ upload, verdict }: { upload: UploadShown; verdict: Verdict }): ReactNode {
  const { say } = useWords()
  const { call } = useSession()
  const queries = useQueryClient()
  const onSuccess = (): Promise<void> => queries.invalidateQueries({ queryKey: DATA_KEY })
  const params = { upload: upload.id }
  const { file, replaces } = upload
  const confirm = useMutation({
    mutationFn: async () => {
      const { backup } = await call('confirmUpload', { params, body: { despiteFaults: verdict === 'faults' } })
      const kept = backup === null ? '' : ` ${say('web.data_kept_backup', { backup })}`
      notifications.show({ message: say('web.data_confirmed', { file }) + kept })
    },
    onSuccess,
  })
  const discard = useMutation({
    mutationFn: async () => {
      await call('discardUpload', { params })
      notifications.show({ message: say('web.data_discarded', { file }) })
    },
    onSuccess,
  })
  const action =
    verdict === 'faults' ? 'web.data_confirm_despite' : replaces === null ? 'web.data_confirm_new' : 'web.data_confirm'
  return (
    <>
      <RefusalAlert error={confirm.error ?? discard.error} />
      <Group gap="xs">
        {verdict === 'unusable' ? null : (
          <Button
            variant={verdict === 'ok' ? 'filled' : 'default'}
            loading={confirm.isPending}
            onClick={() => confirm.mutate()}
          >
            {say(action)}
          </Button>
        )}
        <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
          {say('web.data_discard')}
        </Button>
      </Group>
    </>
  )
}
