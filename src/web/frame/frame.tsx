import { Outlet, useRouterState } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { MAIN } from '../../core/edit/intent.js'
import { Drawer } from '../drawer/drawer.js'
import { useSession } from '../server/session.js'
import { EmptyState, LoadingRows } from '../states/states.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import { CommandPalette } from './command-palette.js'
import classes from './frame.module.css'
import { HelpDialog } from './help-dialog.js'
import { isScoped } from './navigation.js'
import { NavigationBar } from './navigation-bar.js'
import { PanelsProvider, usePanels } from './panels.js'
import { ScenarioStrip } from './scenario-strip.js'
import { ScopePanel } from './scope-panel.js'
import { ShortcutKeys } from './shortcut-keys.js'
import { TopBar } from './top-bar.js'

/** The frame that every screen hangs in. */
export function Frame(): ReactNode {
  return (
    <PanelsProvider>
      <Framed />
    </PanelsProvider>
  )
}

function Framed(): ReactNode {
  const { say } = useWords()
  const { scenario } = useView()
  const { scopes: opened, drawer } = usePanels()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const { me } = useSession()
  // Made by groups of an identity provider, or its parts taken away: there is nothing to look at.
  const isNowhere = me.scopes.length === 0 && isScoped(path)
  const scopes = opened && isScoped(path) && !isNowhere
  return (
    <div className={classes.frame} data-scenario={scenario !== MAIN || undefined}>
      <a className="skip" href="#screen">
        {say('web.skip')}
      </a>
      <ShortcutKeys />
      <CommandPalette />
      <HelpDialog />
      <header className={classes.header}>
        <TopBar />
        <NavigationBar />
        <ScenarioStrip />
      </header>
      <div className={classes.body} data-scopes={scopes || undefined} data-drawer={drawer !== null || undefined}>
        {scopes ? <ScopePanel /> : null}
        <main id="screen" className={classes.screen} tabIndex={-1} key={path}>
          <Suspense fallback={<LoadingRows />}>
            {isNowhere ? <EmptyState title={say('web.no_part')} text={say('web.no_part_why')} /> : <Outlet />}
          </Suspense>
        </main>
        {drawer === null ? null : <Drawer />}
      </div>
    </div>
  )
}
