import { ActionIcon, Badge, Button, Group, Indicator, Popover, Progress, Stack, Text, Tooltip } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useAttempt } from '../page/use-attempt.js'
import { stepOf, useJobs } from '../server/jobs.js'
import { useSession } from '../server/session.js'
import { useWords } from '../words/words.js'
import { mayChange } from './navigation.js'

/** Long work, by its named steps: it can be left, looked at again, and asked to stop. */
export function JobTray(): ReactNode {
  const words = useWords()
  const { say, date } = words
  const { call, me } = useSession()
  const attempt = useAttempt()
  const jobs = useJobs()
  // Whoever can begin nothing that takes long has nothing to wait for.
  if (jobs.length === 0 && !mayChange(me) && !me.may.includes('run')) return null
  const running = jobs.filter(({ endedAt }) => endedAt === null)
  return (
    <Popover width={360} position="bottom-end">
      <Popover.Target>
        <Tooltip label={say('web.jobs')}>
          <Indicator disabled={running.length === 0} size={8} processing color="rumbo">
            <ActionIcon aria-label={say('web.jobs_running', { count: running.length })}>
              <IconListCheck size={16} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {jobs.length === 0 ? <Text c="dimmed">{say('web.jobs_none')}</Text> : null}
          {jobs.slice(0, 8).map((job) => {
            const { id, kind, by, startedAt, endedAt, state, refusal } = job
            const step = stepOf(job, words)
            return (
              <Stack key={id} gap={4}>
                <Group justify="space-between">
                  <Text fw={600}>{say(`web.job_${kind}`)}</Text>
                  <Badge variant="light" color={state === 'done' ? 'green' : state === 'running' ? 'rumbo' : 'red'}>
                    {say(`web.job_state_${state}`)}
                  </Badge>
                </Group>
                <Text size="xs" c="dimmed">
                  {by} · {date.moment(startedAt)}
                </Text>
                {endedAt === null ? (
                  <>
                    <Text size="xs">{step.text}</Text>
                    <Progress value={step.fraction * 100} aria-label={step.text} />
                    <Button variant="default" onClick={() => attempt(call('cancelJob', { params: { job: id } }))}>
                      {say('web.job_stop')}
                    </Button>
                  </>
                ) : null}
                {refusal === null ? null : (
                  <Text size="xs" className="bad">
                    {refusal.message} {refusal.remedy}
                  </Text>
                )}
              </Stack>
            )
          })}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
