import { SegmentedControl, Stack, Table, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { LANGUAGES, type Language } from '../../../language/message.js'
import type { WebKey } from '../../../language/messages/web.js'
import { Page } from '../../page/page.js'
import { DENSITIES, type Density } from '../../server/density.js'
import { THEMES, type Theme, usePreferences } from '../../server/preferences.js'
import { useSession } from '../../server/session.js'
import { useWords } from '../../words/words.js'
import { scopeText } from '../administration/scope-text.js'
import { AccountForm } from './account-form.js'
import classes from './me.module.css'
import { PasswordForm } from './password-form.js'
import { TokenList } from './token-list.js'
import { ViewList } from './view-list.js'

/** One's own account: how one likes the screens, what one may, what one keeps, and how one gets in. */
export function MeScreen(): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  return (
    <Page title={say('web.me_title', { name: me.name })} subtitle={me.user}>
      <div className={classes.columns}>
        <Part title={say('web.me_account')} why={say('web.me_account_why')}>
          <AccountForm />
        </Part>
        <Part title={say('web.me_screen')} why={say('web.me_screen_why')}>
          <Liked />
        </Part>
        <Part title={say('web.me_rights')}>
          <Rights />
        </Part>
        <Part title={say('web.me_views')}>
          <ViewList />
        </Part>
        <Part title={say('web.change_password')}>
          <PasswordForm />
        </Part>
      </div>
      <Part title={say('web.me_tokens')} why={say('web.me_tokens_why')}>
        <TokenList />
      </Part>
    </Page>
  )
}

function Part({ title, why, children }: { title: string; why?: string; children: ReactNode }): ReactNode {
  return (
    <section className={classes.part} aria-label={title}>
      <Title order={2}>{title}</Title>
      {why === undefined ? null : (
        <Text size="xs" c="dimmed">
          {why}
        </Text>
      )}
      {children}
    </section>
  )
}

function Liked(): ReactNode {
  const { say } = useWords()
  const { theme, density, language, like } = usePreferences()
  return (
    <Stack gap="xs">
      <Choice
        label={say('web.language')}
        value={language}
        options={LANGUAGES}
        labelOf={(one) => say(`web.language_${one}`)}
        onChange={(chosen: Language) => like({ language: chosen })}
      />
      <Choice
        label={say('web.me_theme')}
        value={theme}
        options={THEMES}
        labelOf={(one) => say(`web.theme_${one}`)}
        onChange={(chosen: Theme) => like({ theme: chosen })}
      />
      <Choice
        label={say('web.me_density')}
        value={density}
        options={DENSITIES}
        labelOf={(one) => say(`web.density_${one}`)}
        onChange={(chosen: Density) => like({ density: chosen })}
      />
    </Stack>
  )
}

interface ChoiceProps<Of extends string> {
  readonly label: string
  readonly value: Of
  readonly options: readonly Of[]
  readonly labelOf: (option: Of) => string
  readonly onChange: (chosen: Of) => void
}

function Choice<Of extends string>({ label, value, options, labelOf, onChange }: ChoiceProps<Of>): ReactNode {
  return (
    <div className={classes.choice}>
      <Text c="dimmed">{label}</Text>
      <SegmentedControl
        aria-label={label}
        value={value}
        onChange={(chosen) => onChange(chosen as Of)}
        data={options.map((option) => ({ value: option, label: labelOf(option) }))}
      />
    </div>
  )
}

function Rights(): ReactNode {
  const words = useWords()
  const { say } = words
  const { me } = useSession()
  const rows: readonly (readonly [WebKey, readonly string[]])[] = [
    ['web.me_may', me.may.map((verb) => say(`web.verb_${verb.replaceAll(' ', '_')}` as WebKey))],
    ['web.me_see', me.measures.map((group) => say(`web.group_${group}`))],
    ['web.me_of', me.scopes.map((scope) => scopeText(scope, words))],
    ['web.me_processes', me.processes.map((process) => say(`web.process_${process}`))],
  ]
  return (
    <Table layout="auto">
      <Table.Tbody>
        {rows.map(([name, values]) => (
          <Table.Tr key={name} style={{ verticalAlign: 'top' }}>
            <Table.Th scope="row" fw={400} c="dimmed">
              {say(name)}
            </Table.Th>
            <Table.Td>{values.join(', ') || '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
