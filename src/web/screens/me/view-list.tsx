import { ActionIcon, Anchor, Table, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PLACES } from '../../frame/navigation.js'
import { SharedWith } from '../../frame/shared-with.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { useSession } from '../../server/session.js'
import { pathOf, useViews, type ViewKept } from '../../server/views.js'
import { ErrorState } from '../../states/states.js'
import { useWords } from '../../words/words.js'

/** Views that one kept: opened, shared, taken away. */
export function ViewList(): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  const { views, error, save, remove } = useViews()
  const own = views.filter(({ owner }) => owner === me.user)
  if (error !== null) return <ErrorState error={error} />
  if (own.length === 0) return <Text c="dimmed">{say('web.me_views_none')}</Text>
  return (
    <>
      <RefusalAlert error={save.error ?? remove.error} />
      <Table layout="auto" aria-label={say('web.me_views')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('web.view_name')}</Table.Th>
            <Table.Th>{say('web.view_screen')}</Table.Th>
            <Table.Th>{say('web.view_shared')}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {own.map((view) => (
            <ViewRow
              key={view.name}
              view={view}
              share={(sharedWith) => save.mutate({ ...view, sharedWith })}
              remove={() => remove.mutate(view)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

interface ViewRowProps {
  readonly view: ViewKept
  readonly share: (process: ViewKept['sharedWith']) => void
  readonly remove: () => void
}

function ViewRow({ view: { name, screen, address, sharedWith }, share, remove }: ViewRowProps): ReactNode {
  const { say } = useWords()
  const router = useRouter()
  const path = pathOf(screen, Object.keys(router.routesByPath))
  const place = PLACES.find((one) => one.path === path)
  return (
    <Table.Tr>
      <Table.Td>
        {path === null ? (
          name
        ) : (
          <Anchor component="button" size="sm" onClick={() => router.history.push(path + address)}>
            {name}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>{place === undefined ? screen : say(place.name)}</Table.Td>
      <Table.Td>
        <SharedWith bare value={sharedWith} onChange={share} />
      </Table.Td>
      <Table.Td className="number">
        <ActionIcon aria-label={say('web.view_remove', { name })} onClick={remove}>
          <IconTrash size={14} />
        </ActionIcon>
      </Table.Td>
    </Table.Tr>
  )
}
