import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { callerOf } from '../access/grant.js'
import { hireDemoPeople, newDemoPassword } from './demo-people.js'
import { openAccounts } from './serving/open-company.js'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-people-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

test('[RS22] each start of the demo gives its people one new password, and what they are for', async () => {
  hireDemoPeople(folder)
  const first = await newDemoPassword(folder)
  hireDemoPeople(folder)
  const second = await newDemoPassword(folder)
  expect(second.password).not.toBe(first.password)
  const accounts = openAccounts(folder)
  const enter = (user: string, password: string) => accounts.signIn({ user, password, origin: 'here' })
  for (const { id } of second.people) {
    await expect(enter(id, first.password)).rejects.toThrow('access.wrong_password')
    expect((await enter(id, second.password)).user).toMatchObject({ id, mustChange: false, active: true })
  }
  const lucia = callerOf('lucia', accounts.users.find('lucia')!.grant, () => [])
  expect([...lucia.scopes]).toEqual([{ product: [], location: ['PE'], customer: [] }])
  expect(accounts.users.list()).toHaveLength(second.people.length)
  accounts.close()
})

test('[RS22] somebody who was removed stays away, and the others get their password', async () => {
  hireDemoPeople(folder)
  const accounts = openAccounts(folder)
  accounts.removeUser('vera', { actor: 'admin', origin: 'here' })
  hireDemoPeople(folder)
  const { people, password } = await newDemoPassword(folder)
  expect(people.map(({ id }) => id)).toEqual(['paula', 'carlos', 'lucia', 'admin'])
  for (const { id } of people) await accounts.signIn({ user: id, password, origin: 'here' })
  await expect(accounts.signIn({ user: 'vera', password, origin: 'here' })).rejects.toThrow('access.wrong_password')
  accounts.close()
})
