/** Invented people of the demo company, so that a newcomer can be each of them. */
import { newSecret } from '../access/accounts/secret.js'
import type { Grant } from '../access/grant.js'
import { openAccounts } from './serving/open-company.js'

export interface DemoPerson {
  readonly id: string
  readonly name: string
  /** What they do, as a code of the catalogue: `cli.demo_person_planner`. */
  readonly task: string
}

const everything = (...roles: Grant['roles']): Grant => ({ roles, scopes: [{}], measures: null, processes: null })

const PEOPLE: readonly (DemoPerson & { readonly grant: Grant })[] = [
  { id: 'paula', name: 'Paula Gallardo', task: 'planner', grant: everything('demand', 'supply', 'finance') },
  { id: 'carlos', name: 'Carlos Ibarra', task: 'director', grant: everything('finance', 'executive') },
  {
    id: 'lucia',
    name: 'Lucía Quispe',
    task: 'peru',
    grant: { ...everything('demand'), scopes: [{ location: ['PE'] }] },
  },
  { id: 'vera', name: 'Vera Antunes', task: 'viewer', grant: everything('viewer') },
  { id: 'admin', name: 'Administrator', task: 'administrator', grant: everything('administrator') },
]

const BY = { actor: 'console', origin: 'console' }

/** Adds those who are not there yet; nobody can sign in as one of them before there is a password. */
export function hireDemoPeople(folder: string): void {
  const accounts = openAccounts(folder)
  try {
    for (const { id, name, grant } of PEOPLE)
      if (accounts.users.find(id) === null) accounts.users.add({ id, name, email: null, language: null, grant }, BY)
  } finally {
    accounts.close()
  }
}

/** Gives those who are still there one new password, which is kept nowhere: the next start gives another. */
export async function newDemoPassword(folder: string): Promise<{ people: readonly DemoPerson[]; password: string }> {
  const password = newSecret().slice(0, PASSWORD_LENGTH)
  const accounts = openAccounts(folder)
  try {
    const people = PEOPLE.filter(({ id }) => accounts.users.find(id)?.active === true)
    await Promise.all(people.map(({ id }) => accounts.resetPassword(id, password, BY, false)))
    return { people, password }
  } finally {
    accounts.close()
  }
}

const PASSWORD_LENGTH = 20
