import type { Process } from '../../access/roles.js'
import type { Verb } from '../../core/edit/access.js'
import type { WebKey } from '../../language/messages/web.js'
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
  },
  { path: '/scenarios', name: 'web.place_scenarios', letter: 's', verb: 'open scenario' },
  { path: '/finance', name: 'web.place_finance', letter: 'f', processes: ['ibp', 'sop', 'finance'] },
  { path: '/data', name: 'web.place_data', letter: 'd', whole: true },
  { path: '/administration', name: 'web.place_administration', letter: 'a', verb: 'administer' },
]

/** Whether somebody sees the company and not only a part of it. */
export const seesWhole = ({ scopes }: Pick<Me, 'scopes'>): boolean =>
  scopes.some(({ product, location, customer }) => product.length + location.length + customer.length === 0)

/** What is somebody else's business is not in the way. */
export const placesOf = (me: Me): readonly Place[] =>
  PLACES.filter(
    ({ processes, verb, whole }) =>
      (processes === undefined || processes.some((process) => me.processes.includes(process))) &&
      (verb === undefined || me.may.includes(verb)) &&
      (whole !== true || seesWhole(me)),
  )

/** Whether a screen has periods that can be those of another calendar. */
export const hasPeriods = (path: string): boolean =>
  PLACES.some((place) => place.periods === true && place.path === path)

/** Screens that are not about a part of the plan: the trees say nothing there. */
const WITHOUT_SCOPE: readonly string[] = ['/data', '/administration', '/me']
export const isScoped = (path: string): boolean => !WITHOUT_SCOPE.includes(path)
