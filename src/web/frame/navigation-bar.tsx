import { SegmentedControl, Select, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { MAIN } from '../../core/edit/intent.js'
import { useCompany, useScenarios } from '../server/company.js'
import { useSession } from '../server/session.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import { CalendarSelect } from './calendar-select.js'
import classes from './frame.module.css'
import { placesOf } from './navigation.js'

/** Where one can go, and in which plan, currency and unit the numbers stand. */
export function NavigationBar(): ReactNode {
  const { say } = useWords()
  const { me, sees } = useSession()
  const { as, set } = useView()
  return (
    <div className={classes.bar}>
      <nav className={classes.places} aria-label={say('web.places')}>
        {placesOf(me).map(({ path, name }) => (
          <Link key={path} to={path} className={classes.place} activeOptions={{ includeSearch: false }}>
            {say(name)}
          </Link>
        ))}
      </nav>
      <div className={classes.spacer} />
      <ScenarioSelect />
      <PlanWeek />
      <CalendarSelect />
      <CurrencySelect />
      {sees('revenue') ? (
        <SegmentedControl
          aria-label={say('web.units_or_value')}
          value={as}
          onChange={(chosen) => set({ as: chosen as typeof as })}
          data={[
            { value: 'units', label: say('web.units') },
            { value: 'value', label: say('web.value') },
          ]}
        />
      ) : null}
    </div>
  )
}

function ScenarioSelect(): ReactNode {
  const { say } = useWords()
  const { scenario, set } = useView()
  const scenarios = useScenarios()
  const data = [
    { value: MAIN, label: say('web.plan_itself') },
    ...scenarios.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <Select
      aria-label={say('web.scenario')}
      w={190}
      value={scenario}
      data={data}
      onChange={(chosen) => chosen !== null && set({ scenario: chosen })}
      styles={scenario === MAIN ? {} : { input: { borderColor: 'var(--r-scenario)', fontWeight: 600 } }}
    />
  )
}

function PlanWeek(): ReactNode {
  const { say, date } = useWords()
  const company = useCompany()
  if (company === undefined) return null
  const { week, year } = date.week(company.planDay)
  return (
    <Tooltip label={say('web.plan_day', { day: date.day(company.planDay), version: company.liveVersion ?? '' })}>
      <span className={classes.wide}>{say('web.week_of_year', { week, year: String(year) })}</span>
    </Tooltip>
  )
}

function CurrencySelect(): ReactNode {
  const { say } = useWords()
  const { currency, set } = useView()
  const company = useCompany()
  const { sees } = useSession()
  if (company === undefined || !sees('revenue')) return null
  return (
    <Select
      aria-label={say('web.currency')}
      w={84}
      value={currency ?? company.baseCurrency}
      data={[...new Set([company.baseCurrency, ...company.currencies.map(({ code }) => code)])]}
      onChange={(chosen) => set({ currency: chosen === company.baseCurrency ? null : chosen })}
    />
  )
}
