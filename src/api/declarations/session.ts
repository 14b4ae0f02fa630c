import { z } from '@hono/zod-openapi'
import { AUDIT_KINDS, AUDIT_ORDERS } from '../../access/accounts/audit.js'
import { MOST_TOKEN_DAYS, TOKEN_KINDS } from '../../access/accounts/tokens.js'
import { PROCESSES, ROLES } from '../../access/roles.js'
import { MEASURE_GROUPS, VERBS } from '../../core/edit/access.js'
import { LANGUAGES } from '../../language/message.js'
import { declare } from '../declaration.js'
import { moment, name, nodePath, page, position } from '../wire/base.js'

const language = z.enum(LANGUAGES as ['es', 'pt', 'en'])
const password = z.string().min(1).max(1000)
const grantedScope = z.union([
  z.strictObject({ supplier: name }),
  z.strictObject({
    product: nodePath.optional(),
    location: nodePath.optional(),
    customer: nodePath.optional(),
  }),
])
const grant = z
  .object({
    roles: z.array(z.enum(ROLES)).max(ROLES.length),
    scopes: z.array(grantedScope).max(1000),
    measures: z.array(z.enum(MEASURE_GROUPS)).nullable().default(null),
    processes: z.array(z.enum(PROCESSES)).nullable().default(null),
  })
  .openapi('Grant')

export const user = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    language: language.nullable(),
    grant,
    hasPassword: z.boolean(),
    mustChange: z.boolean(),
    linked: z.boolean().openapi({ description: 'Signs in by the identity provider.' }),
    active: z.boolean(),
    createdAt: moment,
  })
  .openapi('User')
export type UserShown = z.infer<typeof user>

export const me = z
  .object({
    user: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    language,
    mustChangePassword: z.boolean(),
    partner: z.boolean().openapi({ description: 'Of a customer or a supplier.' }),
    may: z.array(z.enum(VERBS)),
    measures: z.array(z.enum(MEASURE_GROUPS)),
    processes: z.array(z.enum(PROCESSES)),
    scopes: z.array(
      z.object({ product: z.array(z.string()), location: z.array(z.string()), customer: z.array(z.string()) }),
    ),
  })
  .openapi('Me')

const token = z
  .object({
    id: z.string(),
    user: z.string(),
    name: z.string(),
    kind: z.enum(TOKEN_KINDS),
    createdAt: moment,
    expiresAt: moment,
    revokedAt: moment.nullable(),
    usedAt: moment.nullable(),
  })
  .openapi('Token')

/** An address of our own pages: whoever wrote the link leads nobody elsewhere. */
const ownAddress = z
  .string()
  .max(4000)
  .regex(/^\/(?![/\\])[\x21\x22\x24-\x7e]*$/)

const oneUser = z.object({ user: z.string().min(1).max(64) })

export const sessionRoutes = {
  waysIn: declare({
    method: 'get',
    path: '/api/v1/ways-in',
    summary: 'How one can sign in here',
    area: 'session',
    needs: 'nobody',
    answer: z.object({ password: z.boolean(), identityProvider: z.string().nullable() }),
  }),
  signIn: declare({
    method: 'post',
    path: '/api/v1/session',
    summary: 'Sign in with a password; the answer sets the session cookie',
    area: 'session',
    needs: 'nobody',
    entrance: true,
    body: z.object({ user: z.string().min(1).max(64), password }),
    answer: me,
  }),
  whoAmI: declare({
    method: 'get',
    path: '/api/v1/session',
    summary: 'Who is signed in, and what they may do and see',
    area: 'session',
    needs: 'signed in',
    entrance: true,
    answer: me,
  }),
  signOut: declare({
    method: 'delete',
    path: '/api/v1/session',
    summary: 'Sign out',
    area: 'session',
    needs: 'signed in',
    entrance: true,
    status: 204,
  }),
  changePassword: declare({
    method: 'put',
    path: '/api/v1/session/password',
    summary: 'Choose another password; other sessions end',
    area: 'session',
    needs: 'signed in',
    entrance: true,
    body: z.object({ old: password, password }),
    status: 204,
  }),
  toIdentityProvider: declare({
    method: 'get',
    path: '/api/v1/session/identity-provider',
    summary: 'Sign in at the identity provider, and come back to an address of the screens',
    area: 'session',
    needs: 'nobody',
    entrance: true,
    visited: true,
    query: z.object({ to: ownAddress.default('/') }),
    status: 302,
    streams: ['text/html'],
  }),
  fromIdentityProvider: declare({
    method: 'get',
    path: '/api/v1/session/identity-provider/answer',
    summary: 'Where the identity provider sends the browser back to',
    area: 'session',
    needs: 'nobody',
    entrance: true,
    visited: true,
    status: 302,
    streams: ['text/html'],
  }),
  listTokens: declare({
    method: 'get',
    path: '/api/v1/tokens',
    summary: 'One’s own tokens; everybody’s for administrators',
    area: 'session',
    needs: 'signed in',
    answer: z.object({ tokens: z.array(token) }),
  }),
  makeToken: declare({
    method: 'post',
    path: '/api/v1/tokens',
    summary: 'Make a token for oneself; its secret is shown here and never again',
    area: 'session',
    needs: 'signed in',
    body: z.object({ name, kind: z.enum(TOKEN_KINDS), days: z.number().int().min(1).max(MOST_TOKEN_DAYS) }),
    status: 201,
    answer: z.object({ token, secret: z.string() }),
  }),
  revokeToken: declare({
    method: 'delete',
    path: '/api/v1/tokens/{token}',
    summary: 'Revoke a token',
    area: 'session',
    needs: 'signed in',
    params: z.object({ token: name }),
    status: 204,
  }),
} as const

export const userRoutes = {
  listUsers: declare({
    method: 'get',
    path: '/api/v1/users',
    summary: 'Everybody with an account',
    area: 'users',
    needs: 'administer',
    answer: z.object({ users: z.array(user) }),
  }),
  addUser: declare({
    method: 'post',
    path: '/api/v1/users',
    summary: 'Add somebody, perhaps with a password that is good once',
    area: 'users',
    needs: 'administer',
    body: z.object({
      id: z.string().min(1).max(64),
      name,
      email: z.email().max(200).nullable().default(null),
      language: language.nullable().default(null),
      grant,
      password: password.optional(),
    }),
    status: 201,
    answer: user,
  }),
  findUser: declare({
    method: 'get',
    path: '/api/v1/users/{user}',
    summary: 'One account',
    area: 'users',
    needs: 'administer',
    params: oneUser,
    answer: user,
  }),
  grantUser: declare({
    method: 'put',
    path: '/api/v1/users/{user}/grant',
    summary: 'Give roles and scopes in place of those before',
    area: 'users',
    needs: 'administer',
    params: oneUser,
    body: grant,
    answer: user,
  }),
  resetPassword: declare({
    method: 'put',
    path: '/api/v1/users/{user}/password',
    summary: 'Give somebody a password that is good once',
    area: 'users',
    needs: 'administer',
    params: oneUser,
    body: z.object({ password }),
    status: 204,
  }),
  endSessions: declare({
    method: 'delete',
    path: '/api/v1/users/{user}/sessions',
    summary: 'Sign somebody out everywhere',
    area: 'users',
    needs: 'administer',
    params: oneUser,
    status: 204,
  }),
  removeUser: declare({
    method: 'delete',
    path: '/api/v1/users/{user}',
    summary: 'Take an account away; what they did keeps their name',
    area: 'users',
    needs: 'administer',
    params: oneUser,
    status: 204,
  }),
  readAudit: declare({
    method: 'get',
    path: '/api/v1/audit',
    summary:
      'Sign-ins, failures, changes of rights and files of the company folder, oldest first unless asked otherwise',
    area: 'users',
    needs: 'administer',
    query: page.extend({
      order: z.enum(AUDIT_ORDERS).default('oldest'),
      kind: z.enum(AUDIT_KINDS).optional(),
      about: name.optional().openapi({ description: 'Who did it, or to whom or what it was done.' }),
    }),
    answer: z.object({
      records: z.array(
        z.object({
          position,
          at: moment,
          actor: z.string(),
          kind: z.enum(AUDIT_KINDS),
          subject: z.string(),
          detail: z.record(z.string(), z.unknown()),
          origin: z.string(),
        }),
      ),
      next: position.nullable(),
    }),
  }),
} as const
