/** The states that every screen can be in, said once: nothing yet, nothing here, not allowed, gone wrong, on its way. */
import { Button, Center, Code, Group, Loader, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCompass, IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { MeasureGroup, Verb } from '../../core/edit/access.js'
import { ApiRefusal } from '../server/client.js'
import type { ServerPhase } from '../server/readiness.js'
import { useSession } from '../server/session.js'
import { useWords } from '../words/words.js'

interface Stated {
  readonly icon: ReactNode
  readonly title: string
  readonly text?: ReactNode
  readonly action?: ReactNode
  readonly role?: 'alert' | 'status'
}

function State({ icon, title, text, action, role = 'status' }: Stated): ReactNode {
  return (
    <Center h="100%" p="xl" role={role}>
      <Stack align="center" gap="sm" maw={520} ta="center">
        {icon}
        <Title order={2}>{title}</Title>
        {text === undefined ? null : <Text c="dimmed">{text}</Text>}
        {action}
      </Stack>
    </Center>
  )
}

const ICON = 36

/** The server is up and the plan is not, or nobody answers. */
export function Opening({ phase }: { phase: ServerPhase }): ReactNode {
  const { say } = useWords()
  if (phase === 'unreachable' || phase === 'failed')
    return (
      <State
        role="alert"
        icon={<IconAlertTriangle size={ICON} />}
        title={say(phase === 'failed' ? 'web.server_failed' : 'web.server_unreachable')}
        text={say('web.server_unreachable_remedy')}
      />
    )
  return <State icon={<IconCompass size={ICON} />} title={say('web.opening')} text={<Loader type="dots" size="sm" />} />
}

/** What was asked was refused, or the answer did not come. */
export function ErrorState({ error, again }: { error: unknown; again?: () => void }): ReactNode {
  const { say } = useWords()
  const refused = error instanceof ApiRefusal ? error.answer : null
  if (error instanceof ApiRefusal && error.status === 403)
    return <State icon={<IconLock size={ICON} />} title={refused!.message} text={refused!.remedy} />
  return (
    <State
      role="alert"
      icon={<IconAlertTriangle size={ICON} />}
      title={refused?.message ?? say('web.lost')}
      text={
        <>
          {refused?.remedy ?? say('web.lost_remedy')}
          {refused?.requestId ? (
            <Text span display="block" size="xs" mt="xs">
              {say('web.reference')} <Code>{refused.requestId}</Code>
            </Text>
          ) : null}
        </>
      }
      action={again === undefined ? undefined : <Button onClick={again}>{say('web.again')}</Button>}
    />
  )
}

/** What is here, for whom, and whom to ask. */
export function NoPermission({ what, needs }: { what: string; needs: Verb | MeasureGroup | string }): ReactNode {
  const { say, sayCode } = useWords()
  const { me } = useSession()
  const right = sayCode(`web.verb_${needs.replaceAll(' ', '_')}`, {}, sayCode(`web.group_${needs}`, {}, needs))
  return (
    <State
      icon={<IconLock size={ICON} />}
      title={say('web.no_permission')}
      text={say(me.partner ? 'web.no_permission_partner' : 'web.no_permission_why', { what, needs: right })}
    />
  )
}

export function EmptyState({
  title,
  text,
  action,
  good = false,
}: {
  title: string
  text?: string
  action?: ReactNode
  good?: boolean
}): ReactNode {
  const icon = good ? <IconCircleCheck size={ICON} color="var(--r-good)" /> : <IconCompass size={ICON} />
  return <State icon={icon} title={title} text={text} action={action} />
}

/** Structure first: the lines of what is coming. */
export function LoadingRows({ rows = 12, label }: { rows?: number; label?: string }): ReactNode {
  const { say } = useWords()
  return (
    <Stack gap={6} p="sm" role="status" aria-label={label ?? say('web.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Group key={row} gap="sm" wrap="nowrap">
          <Skeleton height={14} width={180} />
          <Skeleton height={14} />
        </Group>
      ))}
    </Stack>
  )
}
