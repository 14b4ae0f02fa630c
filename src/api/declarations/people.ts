import { z } from '@hono/zod-openapi'
import { LANGUAGES } from '../../language/message.js'
import { declare } from '../declaration.js'
import { name } from '../wire/base.js'
import { scopeAddress } from '../wire/table.js'
import { me, user } from './session.js'

const NAME_MOST = 100

/** What others read: nothing that a screen does not show, or shows backwards. */
const shownName = z
  .string()
  .trim()
  .min(1)
  .max(NAME_MOST)
  .regex(/^\P{C}+$/u)
const account = z
  .object({
    name: shownName.optional(),
    email: z.email().max(200).nullable().optional(),
    language: z
      .enum(LANGUAGES as ['es', 'pt', 'en'])
      .nullable()
      .optional(),
  })
  .openapi('Account', { description: 'What is not said stays as it is.' })

const people = z.object({ people: z.array(z.object({ user: z.string(), name: z.string() })) })

export const peopleRoutes = {
  changeAccount: declare({
    method: 'put',
    path: '/api/v1/session/account',
    summary: 'Change one’s own name, language and, where nobody signs in by it elsewhere, e-mail address',
    area: 'session',
    needs: 'signed in',
    body: account,
    answer: me,
  }),
  changeUser: declare({
    method: 'put',
    path: '/api/v1/users/{user}',
    summary: 'Change somebody’s name, e-mail address or language',
    area: 'users',
    needs: 'administer',
    params: z.object({ user: z.string().min(1).max(64) }),
    body: account,
    answer: user,
  }),
  people: declare({
    method: 'get',
    path: '/api/v1/people',
    summary: 'What those are called who do and say something here, as far as the caller hears of them',
    area: 'users',
    needs: 'read',
    answer: people,
  }),
  readers: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/readers',
    summary: 'Who may read what is said about a part of the plan',
    area: 'plan',
    needs: 'comment',
    params: z.object({ scenario: name }),
    query: z.object({ ...scopeAddress }),
    answer: people,
  }),
} as const
