import { ActionIcon, Button, Kbd, Menu, Tooltip, useComputedColorScheme } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconHelp, IconLayoutSidebar, IconLayoutSidebarRight, IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LANGUAGES } from '../../language/message.js'
import { useAttempt } from '../page/use-attempt.js'
import { useCompany } from '../server/company.js'
import { usePreferences } from '../server/preferences.js'
import { useSession, useSignOut } from '../server/session.js'
import { useLanguageChoice } from '../words/language-choice.js'
import { useWords } from '../words/words.js'
import { BellMenu } from './bell-menu.js'
import classes from './frame.module.css'
import { HearingMark } from './hearing-mark.js'
import { JobTray } from './job-tray.js'
import { usePanels } from './panels.js'
import { PresentPeople } from './present-people.js'
import { UploadsMark } from './uploads-mark.js'
import { ViewsMenu } from './views-menu.js'

const ICON = 16

export function TopBar(): ReactNode {
  const { say } = useWords()
  const company = useCompany()
  const { scopes, showScopes, drawer, showDrawer, showHelp } = usePanels()
  return (
    <div className={classes.bar}>
      <Tooltip label={say('web.scope_panel')}>
        <ActionIcon aria-label={say('web.scope_panel')} aria-pressed={scopes} onClick={() => showScopes(!scopes)}>
          <IconLayoutSidebar size={ICON} />
        </ActionIcon>
      </Tooltip>
      <div className={classes.brand}>
        <img src="/mark.svg" alt="" width={18} height={18} />
        <span>
          Rumbo <span className="quiet">▸</span> {company?.name ?? ''}
        </span>
      </div>
      <div className={classes.spacer} />
      <Button
        variant="default"
        className={classes.wide}
        leftSection={<IconSearch size={14} />}
        rightSection={<Kbd size="xs">⌘K</Kbd>}
        onClick={() => spotlight.open()}
      >
        {say('web.search')}
      </Button>
      <UploadsMark />
      <PresentPeople />
      <HearingMark />
      <JobTray />
      <BellMenu />
      <ViewsMenu />
      <SchemeSwitch />
      <Tooltip label={say('web.help')}>
        <ActionIcon className={classes.wide} aria-label={say('web.help')} onClick={() => showHelp(true)}>
          <IconHelp size={ICON} />
        </ActionIcon>
      </Tooltip>
      <PersonMenu />
      <Tooltip label={say('web.drawer')}>
        <ActionIcon
          aria-label={say('web.drawer')}
          aria-pressed={drawer !== null}
          onClick={() => showDrawer(drawer === null ? 'why' : null)}
        >
          <IconLayoutSidebarRight size={ICON} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

function SchemeSwitch(): ReactNode {
  const { say } = useWords()
  const { like } = usePreferences()
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark'
  const label = say(dark ? 'web.to_light' : 'web.to_dark')
  return (
    <Tooltip label={label}>
      <ActionIcon className={classes.wide} aria-label={label} onClick={() => like({ theme: dark ? 'light' : 'dark' })}>
        {dark ? <IconSun size={ICON} /> : <IconMoon size={ICON} />}
      </ActionIcon>
    </Tooltip>
  )
}

function PersonMenu(): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  const { language, setLanguage } = useLanguageChoice()
  const signOut = useSignOut()
  const attempt = useAttempt()
  const navigate = useNavigate()
  const initials = me.name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part[0]?.toUpperCase())
    .join('')
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" color="gray" aria-label={`${initials} ${say('web.person_menu', { name: me.name })}`}>
          {initials}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name}</Menu.Label>
        <Menu.Item onClick={() => void navigate({ to: '/me' })}>{say('web.place_me')}</Menu.Item>
        <Menu.Divider />
        {LANGUAGES.map((one) => (
          <Menu.Item key={one} onClick={() => setLanguage(one)} aria-current={one === language || undefined}>
            {say(`web.language_${one}`)}
            {one === language ? ' ✓' : ''}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => attempt(signOut())}>{say('web.sign_out')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
