import { Button, Checkbox, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Strip } from '../../page/page.js'
import classes from '../../page/page.module.css'
import { RefusalAlert } from '../../page/refusal-alert.js'
import type { Finding } from '../../server/company-data.js'
import { type JobShown, stepOf, useJobs } from '../../server/jobs.js'
import { useSession } from '../../server/session.js'
import { useWords } from '../../words/words.js'
import { FindingsTable } from './findings-table.js'

const isPlanning = ({ kind, endedAt }: JobShown): boolean => (kind === 'plan' || kind === 'roll') && endedAt === null

/** Loads the folder and makes the plan again, after a word about what that does. */
export function PlanAnewButton(): ReactNode {
  const { say } = useWords()
  const [asking, setAsking] = useState(false)
  const busy = useJobs().some(isPlanning)
  return (
    <>
      <Button disabled={busy} onClick={() => setAsking(true)}>
        {say('web.data_plan_anew')}
      </Button>
      {asking ? <PlanDialog onClose={() => setAsking(false)} /> : null}
    </>
  )
}

function PlanDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { say } = useWords()
  const { call } = useSession()
  const queries = useQueryClient()
  const [strict, setStrict] = useState(false)
  const start = useMutation({
    mutationFn: () => call('planAsJob', { body: { strict } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['jobs'] })
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('web.data_plan_anew')}
      closeButtonProps={{ 'aria-label': say('web.close') }}
    >
      <Stack gap="sm">
        <Text>{say('web.data_plan_why')}</Text>
        <Checkbox
          size="xs"
          label={say('web.data_plan_strict')}
          checked={strict}
          onChange={({ currentTarget }) => setStrict(currentTarget.checked)}
        />
        <RefusalAlert error={start.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say('web.cancel')}
          </Button>
          <Button loading={start.isPending} onClick={() => start.mutate()}>
            {say('web.data_plan_start')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

interface PlanResult {
  readonly version?: string
  readonly badRows?: number
  readonly refused?: { readonly faults: readonly Finding[]; readonly badRows: readonly Finding[] }
}

/** How far the planning is, and what became of one's own newest one. */
export function PlanningStrip(): ReactNode {
  const words = useWords()
  const { say, number } = words
  const { me } = useSession()
  const job = useJobs().find((one) => isPlanning(one) || (one.kind === 'plan' && one.by === me.user))
  if (job === undefined) return null
  if (job.endedAt === null) {
    const step = stepOf(job, words)
    const text = say('web.data_planning', { step: step.text })
    return (
      <Strip>
        <span>{text}</span>
        <Progress className={classes.grow} value={step.fraction * 100} aria-label={text} />
      </Strip>
    )
  }
  const { version, badRows = 0, refused } = (job.result ?? {}) as PlanResult
  if (refused !== undefined)
    return (
      <>
        <Strip tone="bad" role="alert">
          <strong>{say('web.data_plan_refused')}</strong>
        </Strip>
        <FindingsTable findings={[...refused.faults, ...refused.badRows]} label={say('web.data_trouble')} />
      </>
    )
  if (job.refusal !== null)
    return (
      <Strip tone="bad" role="alert">
        <strong>{job.refusal.message}</strong> {job.refusal.remedy}
      </Strip>
    )
  if (version === undefined) return null
  return <Strip tone="good">{say('web.data_plan_done', { version, bad: number.whole(badRows, 0) })}</Strip>
}
