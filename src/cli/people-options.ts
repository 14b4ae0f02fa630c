/** Rights as they are written on a command line. */
import type { Command } from 'commander'
import type { Grant, GrantedScope } from '../access/grant.js'
import { PROCESSES, type Process, ROLES, type Role } from '../access/roles.js'
import { Refusal } from '../core/base/refusal.js'
import { MEASURE_GROUPS, type MeasureGroup } from '../core/edit/access.js'
import type { CommandContext } from './command.js'
import { parsePath } from './plan-places.js'

export interface GrantOptions {
  roles: Role[]
  scope: GrantedScope[]
  measures?: MeasureGroup[]
  processes?: Process[]
}

export function addGrantOptions(command: Command, { word }: CommandContext): Command {
  return command
    .requiredOption('--roles <names>', ROLES.join(','), listOf('roles', ROLES))
    .option('--scope <scope>', word('cli.option_scope'), collectScope, [])
    .option('--measures <groups>', MEASURE_GROUPS.join(','), listOf('measures', MEASURE_GROUPS))
    .option('--processes <names>', PROCESSES.join(','), listOf('processes', PROCESSES))
}

export const grantOf = ({ roles, scope, measures, processes }: GrantOptions): Grant => ({
  roles,
  scopes: scope,
  measures: measures ?? null,
  processes: processes ?? null,
})

function listOf<const Of extends string>(option: string, known: readonly Of[]): (text: string) => Of[] {
  return (text) => {
    const names = text.split(',').filter((name) => name !== '')
    const unknown = names.find((name) => !known.includes(name as Of))
    if (unknown !== undefined)
      throw new Refusal('cli.not_an_option', { option, value: unknown, allowed: known.join(', ') })
    return names as Of[]
  }
}

const SCOPE_EXAMPLES = 'all · location=CL · product=snacks,customer=CL/retail/mega · supplier=millers'
const TREES = ['product', 'location', 'customer']

const collectScope = (text: string, before: GrantedScope[]): GrantedScope[] => [...before, parseScope(text)]

/** `all`, `supplier=millers`, or nodes of the trees: `location=CL,customer=CL/retail`. */
export function parseScope(text: string): GrantedScope {
  if (text === 'all') return {}
  const pairs = text.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])
  const [[first, supplier]] = pairs as [[string, string]]
  if (pairs.length === 1 && first === 'supplier' && supplier !== '') return { supplier }
  if (pairs.some(([tree, path]) => !TREES.includes(tree!) || parsePath(path!).length === 0))
    throw new Refusal('cli.not_an_option', { option: 'scope', value: text, allowed: SCOPE_EXAMPLES })
  return Object.fromEntries(pairs.map(([tree, path]) => [tree, parsePath(path!)]))
}

/** The way back, for lists. */
export const scopeText = (scope: GrantedScope): string =>
  'supplier' in scope
    ? `supplier=${scope.supplier}`
    : Object.entries(scope)
        .filter(([, path]) => path.length > 0)
        .map(([tree, path]) => `${tree}=${path.map((name: string) => name.replaceAll('/', '\\/')).join('/')}`)
        .join(',') || 'all'
