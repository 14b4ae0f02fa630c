import { z } from '@hono/zod-openapi'
import { PROCESSES } from '../../access/roles.js'
import { LANGUAGES } from '../../language/message.js'
import { declare } from '../declaration.js'
import { moment, name, scope } from '../wire/base.js'

const screen = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)
/** Only the part after a screen's own address, and only what can stand there. */
const address = z
  .string()
  .max(4000)
  .regex(/^(\?[\w\-.~!$'()*+,;:@%/?=&]*)?$/)
  .openapi({ description: 'What follows the screen in its address, from `?` on.' })
const sharedWith = z
  .enum(PROCESSES)
  .nullable()
  .openapi({ description: 'Those whose pages these are see it, too; null: nobody.' })

const view = z
  .object({
    owner: z.string(),
    name: z.string(),
    screen: z.string(),
    address: z.string(),
    shared: z.boolean(),
    sharedWith,
    changedAt: moment,
  })
  .openapi('View')

const preferences = z
  .looseObject({
    theme: z.enum(['light', 'dark', 'system']).optional(),
    density: z.enum(['comfortable', 'compact']).optional(),
    language: z
      .enum(LANGUAGES as ['es', 'pt', 'en'])
      .nullable()
      .optional()
      .openapi({ description: 'Of every answer; null: as the browser or the company says.' }),
    lastScope: scope.optional(),
  })
  .openapi('Preferences', { description: 'At most 8 kB; other keys are kept as they are.' })

export const viewRoutes = {
  views: declare({
    method: 'get',
    path: '/api/v1/views',
    summary: 'One’s own views of screens, and those that others share with one’s processes',
    area: 'views',
    needs: 'signed in',
    answer: z.object({ views: z.array(view) }),
  }),
  saveView: declare({
    method: 'put',
    path: '/api/v1/views/{name}',
    summary: 'Keep a view under a name, in place of one’s own of that name',
    area: 'views',
    needs: 'signed in',
    params: z.object({ name }),
    body: z.object({ screen, address: address.default(''), sharedWith: sharedWith.default(null) }),
    answer: view,
  }),
  removeView: declare({
    method: 'delete',
    path: '/api/v1/views/{name}',
    summary: 'Take a view of one’s own away; administrators, what others share',
    area: 'views',
    needs: 'signed in',
    params: z.object({ name }),
    query: z.object({ owner: name.optional() }),
    status: 204,
  }),
  preferences: declare({
    method: 'get',
    path: '/api/v1/preferences',
    summary: 'How one likes one’s screens',
    area: 'views',
    needs: 'signed in',
    answer: preferences,
  }),
  savePreferences: declare({
    method: 'put',
    path: '/api/v1/preferences',
    summary: 'Keep how one likes one’s screens, in place of what was kept',
    area: 'views',
    needs: 'signed in',
    body: preferences,
    answer: preferences,
  }),
} as const
