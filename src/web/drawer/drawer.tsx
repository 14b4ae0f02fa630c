import { ActionIcon, Group, Tabs } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from '../frame/frame.module.css'
import { DRAWER_TABS, type DrawerTab, usePanels } from '../frame/panels.js'
import { useWords } from '../words/words.js'
import { HistoryTab } from './history-tab.js'
import { NotesTab } from './notes-tab.js'
import { WhyTab } from './why-tab.js'

/** What is chosen, looked at more closely: why it is what it is, what people said of it, who changed it. */
export function Drawer(): ReactNode {
  const { say } = useWords()
  const { drawer, showDrawer } = usePanels()
  return (
    <aside className={classes.drawer} aria-label={say('web.drawer')}>
      <Tabs value={drawer} onChange={(tab) => showDrawer(tab as DrawerTab)} keepMounted={false}>
        <Group gap={0} wrap="nowrap" justify="space-between" pe="xs">
          <Tabs.List flex={1}>
            {DRAWER_TABS.map((tab) => (
              <Tabs.Tab key={tab} value={tab}>
                {say(`web.drawer_${tab}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <ActionIcon aria-label={say('web.close')} onClick={() => showDrawer(null)}>
            <IconX size={16} />
          </ActionIcon>
        </Group>
        <Tabs.Panel value="why" p="sm">
          <WhyTab />
        </Tabs.Panel>
        <Tabs.Panel value="notes" p="sm">
          <NotesTab />
        </Tabs.Panel>
        <Tabs.Panel value="history" p="sm">
          <HistoryTab />
        </Tabs.Panel>
      </Tabs>
    </aside>
  )
}
