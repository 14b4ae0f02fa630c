import { Button, Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Page } from '../../page/page.js'
import { useCompany } from '../../server/company.js'
import { type Person, usePeople } from '../../server/people.js'
import { useSession } from '../../server/session.js'
import { ErrorState, LoadingRows, NoPermission } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { AuditTab } from './audit-tab.js'
import { PeopleTab } from './people-tab.js'

const NO_FILTERS = {
  person: undefined,
  find: undefined,
  removed: undefined,
  kind: undefined,
  about: undefined,
  before: undefined,
} as const

/** Who has access, to what, and what was done about it. */
export function AdministrationScreen(): ReactNode {
  const { say } = useWords()
  const { may } = useSession()
  if (!may('administer')) return <NoPermission what={say('web.admin_what')} needs={say('web.verb_administer')} />
  return <Administration />
}

function Administration(): ReactNode {
  const { say } = useWords()
  const { address, move } = useView()
  const company = useCompany()
  const { data: people, error, refetch } = usePeople()
  const [adding, setAdding] = useState(false)
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (people === undefined) return <LoadingRows />
  const tab = address.show === 'audit' ? 'audit' : 'people'
  return (
    <Page
      title={say('web.admin_title', { company: company?.name ?? '' })}
      subtitle={<Summary people={people} />}
      actions={tab === 'people' ? <Button onClick={() => setAdding(true)}>{say('web.admin_add')}</Button> : undefined}
    >
      <Tabs
        value={tab}
        onChange={(chosen) => move({ ...NO_FILTERS, show: chosen === 'audit' ? 'audit' : undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="people">{say('web.admin_tab_people')}</Tabs.Tab>
          <Tabs.Tab value="audit">{say('web.admin_tab_audit')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people">
          <PeopleTab people={people} adding={adding} onAdded={() => setAdding(false)} />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <AuditTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function Summary({ people }: { people: readonly Person[] }): ReactNode {
  const { say, number } = useWords()
  const active = people.filter((person) => person.active)
  return say('web.admin_summary', {
    active: number.plain(active.length),
    administrators: number.plain(active.filter(({ grant }) => grant.roles.includes('administrator')).length),
    waiting: number.plain(active.filter(({ mustChange }) => mustChange).length),
  })
}
