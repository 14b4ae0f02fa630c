import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { MAIN } from '../../core/edit/intent.js'
import { useScenarios } from '../server/company.js'
import { useLive } from '../server/live.js'
import { useNameOf } from '../server/names.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import classes from './frame.module.css'

/** Outside the plan itself nobody can overlook it; nor that what is shown is the last that is known. */
export function ScenarioStrip(): ReactNode {
  const { say, date } = useWords()
  const { scenario, set } = useView()
  const { hearing } = useLive()
  const nameOf = useNameOf()
  const known = useScenarios().find(({ id }) => id === scenario)
  return (
    <>
      {scenario === MAIN ? null : (
        <div className={classes.strip} role="status">
          <strong>{say('web.in_scenario', { name: known?.name ?? scenario })}</strong>
          <span className={classes.wide}>
            {known === undefined
              ? say('web.scenario_gone')
              : say('web.scenario_since', { owner: nameOf(known.owner), at: date.moment(known.openedAt) })}
          </span>
          <div className={classes.spacer} />
          <Anchor component="button" size="sm" underline="always" onClick={() => set({ scenario: MAIN })}>
            {say('web.back_to_plan')}
          </Anchor>
        </div>
      )}
      {hearing === 'lost' ? (
        <div className={classes.warning} role="alert">
          {say('web.offline_strip')}
        </div>
      ) : null}
    </>
  )
}
