import { Checkbox, Group, Table, TextInput, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import classes from '../../page/page.module.css'
import { SecretDialog } from '../../page/secret-dialog.js'
import type { Person } from '../../server/people.js'
import { EmptyState } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords, type Words } from '../../words/words.js'
import { PersonDialog } from './person-dialog.js'
import { PersonDrawer } from './person-drawer.js'
import { scopeText } from './scope-text.js'
import type { Secret } from './secret.js'

/** Everybody with an account: what they may do, of which part, and how they get in. */
export function PeopleTab({
  people,
  adding,
  onAdded,
}: {
  people: readonly Person[]
  adding: boolean
  onAdded: () => void
}): ReactNode {
  const { say } = useWords()
  const { address, move } = useView()
  const [secret, setSecret] = useState<Secret | null>(null)
  const shown = people.filter((person) => (person.active || address.removed === 'yes') && isNamed(person, address.find))
  const opened = people.find(({ id }) => id === address.person)
  return (
    <>
      <Group justify="space-between">
        <TextInput
          aria-label={say('web.admin_find')}
          placeholder={say('web.admin_find')}
          leftSection={<IconSearch size={14} />}
          value={address.find ?? ''}
          onChange={({ currentTarget }) => move({ find: currentTarget.value || undefined }, { replace: true })}
        />
        <Checkbox
          size="xs"
          label={say('web.admin_show_removed')}
          checked={address.removed === 'yes'}
          onChange={({ currentTarget }) => move({ removed: currentTarget.checked ? 'yes' : undefined })}
        />
      </Group>
      {shown.length === 0 ? <EmptyState title={say('web.admin_nobody')} /> : <PeopleTable people={shown} />}
      {opened === undefined ? null : (
        <PersonDrawer person={opened} onClose={() => move({ person: undefined })} onSecret={setSecret} />
      )}
      {adding ? <PersonDialog onClose={onAdded} onSecret={setSecret} /> : null}
      {secret === null ? null : (
        <SecretDialog
          title={say('web.admin_secret_title', { name: secret.name })}
          why={say('web.admin_secret_why')}
          secret={secret.password}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  )
}

const isNamed = ({ id, name, email }: Person, find: string | undefined): boolean =>
  find === undefined || [id, name, email ?? ''].some((text) => text.toLowerCase().includes(find.toLowerCase()))

function PeopleTable({ people }: { people: readonly Person[] }): ReactNode {
  const { say } = useWords()
  return (
    <div className={classes.scroller}>
      <Table layout="auto" stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('web.admin_name')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.admin_id')}</Table.Th>
            <Table.Th>{say('web.admin_roles')}</Table.Th>
            <Table.Th>{say('web.admin_scopes')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.admin_signs_in')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.admin_state')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.admin_created')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function PersonRow({ person }: { person: Person }): ReactNode {
  const words = useWords()
  const { say, date } = words
  const { move } = useView()
  const { id, name, grant, createdAt, active, mustChange } = person
  const roles = grant.roles.map((role) => say(`web.role_${role}`)).join(', ')
  const scopes = grant.scopes.map((scope) => scopeText(scope, words)).join(' + ')
  return (
    <Table.Tr className={classes.opens} onClick={() => move({ person: id })}>
      <Table.Td>
        <UnstyledButton fz="sm" fw={600} aria-label={say('web.admin_open', { name })} className={active ? '' : 'quiet'}>
          {name}
        </UnstyledButton>
      </Table.Td>
      <Table.Td className={classes.wide}>
        <span className={classes.name}>{id}</span>
      </Table.Td>
      <Table.Td>{roles || <span className="quiet">{say('web.admin_no_roles')}</span>}</Table.Td>
      <Table.Td>{scopes || <span className={classes.warn}>{say('web.admin_no_scope')}</span>}</Table.Td>
      <Table.Td className={classes.wide}>{waysIn(person, words)}</Table.Td>
      <Table.Td className={classes.wide}>
        <span className={!active ? 'quiet' : mustChange ? classes.warn : 'good'}>
          {say(!active ? 'web.admin_removed' : mustChange ? 'web.admin_must_change' : 'web.admin_active')}
        </span>
      </Table.Td>
      <Table.Td className={classes.wide}>{date.day(createdAt.slice(0, 10))}</Table.Td>
    </Table.Tr>
  )
}

function waysIn({ hasPassword, linked }: Person, { say }: Words): string {
  const ways = [
    ...(hasPassword ? [say('web.admin_by_password')] : []),
    ...(linked ? [say('web.admin_by_identity')] : []),
  ]
  return ways.join(', ') || say('web.admin_by_nothing')
}
