import {
  ActionIcon,
  Button,
  Group,
  Popover,
  Select,
  Stack,
  Text,
  TextInput,
  Tooltip,
  UnstyledButton,
} from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Process } from '../../access/roles.js'
import { useSession } from '../server/session.js'
import { readAddress } from '../view/address.js'
import { useWords } from '../words/words.js'

/** A screen's path as the name a view is kept under, and back: `finance/bridge` is `finance-bridge`. */
const screenOf = (path: string): string => path.slice(1).replaceAll('/', '-')
const pathOf = (screen: string): string => `/${screen.replaceAll('-', '/')}`

const VIEWS = ['views'] as const

/** Views that somebody has given a name: one's own, and those that others share. */
export function ViewsMenu(): ReactNode {
  const { say } = useWords()
  const { call, me } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [opened, setOpened] = useState(false)
  const { data } = useQuery({ queryKey: VIEWS, queryFn: () => call('views', {}), enabled: opened })
  const views = data?.views ?? []
  const remove = async (name: string): Promise<void> => {
    await call('removeView', { params: { name } })
    await queries.invalidateQueries({ queryKey: VIEWS })
  }
  const open = (screen: string, address: string): void => {
    setOpened(false)
    void navigate({ to: pathOf(screen), search: readAddress(address) } as never)
  }
  return (
    <Popover width={320} position="bottom-end" opened={opened} onChange={setOpened} trapFocus>
      <Popover.Target>
        <Tooltip label={say('web.views')}>
          <ActionIcon aria-label={say('web.views')} aria-expanded={opened} onClick={() => setOpened(!opened)}>
            <IconBookmark size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {views.length === 0 ? <Text c="dimmed">{say('web.views_none')}</Text> : null}
          {views.map(({ owner, name, screen, address }) => (
            <Group key={`${owner}/${name}`} justify="space-between" wrap="nowrap">
              <UnstyledButton onClick={() => open(screen, address)} mih={24}>
                <Text>
                  {name}
                  {owner === me.user ? null : (
                    <Text span c="dimmed" size="xs">
                      {' '}
                      {say('web.view_of', { owner })}
                    </Text>
                  )}
                </Text>
              </UnstyledButton>
              {owner === me.user ? (
                <ActionIcon aria-label={say('web.view_remove', { name })} onClick={() => void remove(name)}>
                  <IconTrash size={14} />
                </ActionIcon>
              ) : null}
            </Group>
          ))}
          <KeepView />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** What is on the screen now, under a name. */
function KeepView(): ReactNode {
  const { say } = useWords()
  const { call, me } = useSession()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [sharedWith, setSharedWith] = useState<Process | null>(null)
  const { path, address } = useRouterState({
    select: ({ location }) => ({ path: location.pathname, address: location.searchStr }),
  })
  const keep = useMutation({
    mutationFn: () => call('saveView', { params: { name }, body: { screen: screenOf(path), address, sharedWith } }),
    onSuccess: () => {
      setName('')
      return queries.invalidateQueries({ queryKey: VIEWS })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    keep.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <TextInput
          label={say('web.view_name')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={keep.error?.message}
          data-autofocus
        />
        <Select
          label={say('web.view_shared')}
          value={sharedWith ?? ''}
          comboboxProps={{ withinPortal: false }}
          data={[
            { value: '', label: say('web.view_private') },
            ...me.processes.map((process) => ({ value: process, label: say(`web.process_${process}`) })),
          ]}
          onChange={(chosen) => setSharedWith(chosen === '' ? null : (chosen as Process))}
        />
        <Button type="submit" disabled={name.trim() === ''} loading={keep.isPending}>
          {say('web.view_keep')}
        </Button>
      </Stack>
    </form>
  )
}
