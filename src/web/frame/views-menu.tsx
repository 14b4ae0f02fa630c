import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBookmark } from '@tabler/icons-react'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Process } from '../../access/roles.js'
import { RefusalAlert } from '../page/refusal-alert.js'
import { useNameOf } from '../server/names.js'
import { useSession } from '../server/session.js'
import { pathOf, screenOf, useViews } from '../server/views.js'
import { useWords } from '../words/words.js'
import classes from './frame.module.css'
import { SeenBySelect } from './seen-by-select.js'

/** Views that were kept, one's own and those that are shared, and what is on the screen now as another. */
export function ViewsMenu(): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  const router = useRouter()
  const { views } = useViews()
  const nameOf = useNameOf()
  const [saving, setSaving] = useState(false)
  const open = (screen: string, address: string): void => {
    const path = pathOf(screen, Object.keys(router.routesByPath))
    if (path !== null) router.history.push(path + address)
  }
  return (
    <>
      <Menu>
        <Menu.Target>
          <Tooltip label={say('web.views')}>
            <ActionIcon className={classes.wide} aria-label={say('web.views')}>
              <IconBookmark size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflow: 'auto' }}>
          {views.map(({ owner, name, screen, address }) => (
            <Menu.Item key={`${owner} ${name}`} onClick={() => open(screen, address)}>
              {owner === me.user ? name : say('web.view_of', { name, owner: nameOf(owner) })}
            </Menu.Item>
          ))}
          {views.length === 0 ? null : <Menu.Divider />}
          <Menu.Item onClick={() => setSaving(true)}>{say('web.view_save')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {saving ? <SaveView onClose={() => setSaving(false)} /> : null}
    </>
  )
}

function SaveView({ onClose }: { onClose: () => void }): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  const { views, save } = useViews()
  const { pathname, searchStr } = useRouterState({ select: ({ location }) => location })
  const [name, setName] = useState('')
  const [sharedWith, setSharedWith] = useState<Process | null>(null)
  const isKnown = views.some((view) => view.owner === me.user && view.name === name.trim())
  const keep = async (): Promise<void> => {
    await save.mutateAsync({ name: name.trim(), screen: screenOf(pathname), address: searchStr, sharedWith })
    notifications.show({ message: say('web.view_saved', { name: name.trim() }) })
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('web.view_save_title')}
      closeButtonProps={{ 'aria-label': say('web.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void keep().catch(() => undefined)
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={say('web.view_name')}
            value={name}
            maxLength={200}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            required
            data-autofocus
          />
          <SeenBySelect value={sharedWith} onChange={setSharedWith} />
          {isKnown ? (
            <Text size="xs" c="dimmed">
              {say('web.view_replaces')}
            </Text>
          ) : null}
          <RefusalAlert error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('web.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              {say('web.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
