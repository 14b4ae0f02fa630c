import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.js'
import classes from './finance.module.css'
import type { Part } from './finance-view.js'

/** Result, cash and bridge: three sides of the same plan. */
export function FinanceTabs({ part }: { part: Part | 'bridge' }): ReactNode {
  const { say } = useWords()
  const tabs = [
    { part: 'profit', to: '/finance', search: {} },
    { part: 'cash', to: '/finance', search: { part: 'cash' } },
    { part: 'bridge', to: '/finance/bridge', search: {} },
  ] as const
  return (
    <nav className={classes.tabs} aria-label={say('web.place_finance')}>
      {tabs.map((tab) => (
        <Link
          key={tab.part}
          to={tab.to}
          search={tab.search as never}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{ 'aria-current': undefined }}
          aria-current={tab.part === part ? 'page' : undefined}
        >
          {say(`web.finance_${tab.part}`)}
        </Link>
      ))}
    </nav>
  )
}
