/** Invented people of the demo company, so that a newcomer can be each of them. */
import { randomBytes } from 'node:crypto'
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

/** Of letters and digits that nobody mistakes for each other. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const LETTER_COUNT = 12

/** Gives all of them one new password, which is kept nowhere: the next start gives another. */
export async function hireDemoPeople(folder: string): Promise<{ people: readonly DemoPerson[]; password: string }> {
  const password = [...randomBytes(LETTER_COUNT)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  const accounts = openAccounts(folder)
  const by = { actor: 'console', origin: 'console' }
  try {
    await Promise.all(
      PEOPLE.map(({ id, name, grant }) => {
        if (accounts.users.find(id) === null) accounts.users.add({ id, name, email: null, language: null, grant }, by)
        return accounts.resetPassword(id, password, by, false)
      }),
    )
  } finally {
    accounts.close()
  }
  return { people: PEOPLE, password }
}
