import type { Process } from '../../access/roles.js'
import type { MeasureGroup, Verb } from '../../core/edit/access.js'
import type { WebKey } from '../../language/messages/web.js'
import { seesWhole } from '../server/seen-part.js'
import type { Me } from '../server/session.js'

/** A screen of the workbench: where it is, the letter that leads there after `g`, and whose it is. */
export interface Place {
  readonly path: string
  readonly name: WebKey
  readonly letter: string
  readonly processes?: readonly Process[]
  readonly verb?: Verb
  /** Told by the weeks and months of any calendar. */
  readonly periods?: boolean
  /** What it has nothing to show without. */
  readonly group?: MeasureGroup
  /** Cannot be cut to a scope. */
  readonly whole?: boolean
}

export const PLACES: readonly Place[] = [
  { path: '/plan', name: 'web.place_plan', letter: 'p', periods: true },
  {
    path: '/forecast',
    name: 'web.place_forecast',
    letter: 'o',
    processes: ['ibp', 'sop', 'soe', 'tower', 'cpfr', 'finance'],
    group: 'volume',
  },
  { path: '/scenarios', name: 'web.place_scenarios', letter: 's', verb: 'open scenario' },
  {
    path: '/finance',
    name: 'web.place_finance',
    letter: 'f',
    processes: ['ibp', 'sop', 'finance'],
    group: 'revenue',
  },
  { path: '/data', name: 'web.place_data', letter: 'd', whole: true },
  { path: '/administration', name: 'web.place_administration', letter: 'a', verb: 'administer' },
]

/** What is somebody else's business is not in the way. */
export const placesOf = (me: Me): readonly Place[] =>
  PLACES.filter(
    ({ processes, verb, group, whole }) =>
      (processes === undefined || processes.some((process) => me.processes.includes(process))) &&
      (verb === undefined || me.may.includes(verb)) &&
      (group === undefined || me.measures.includes(group)) &&
      (whole !== true || seesWhole(me)),
  )

/** Whether a screen has periods that can be those of another calendar. */
export const hasPeriods = (path: string): boolean =>
  PLACES.some((place) => place.periods === true && place.path === path)

const CHANGING: readonly Verb[] = ['edit demand', 'edit supply', 'edit finance']

/** Whether anything of a plan is somebody's to change, and so to take back. */
export const mayChange = ({ may }: Pick<Me, 'may'>): boolean => CHANGING.some((verb) => may.includes(verb))

/** Screens that are not about a part of the plan: the trees say nothing there. */
const WITHOUT_SCOPE: readonly string[] = ['/data', '/administration', '/me']
export const isScoped = (path: string): boolean => !WITHOUT_SCOPE.includes(path)
