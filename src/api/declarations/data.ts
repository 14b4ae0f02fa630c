import { z } from '@hono/zod-openapi'
import { FILE_STATES, FRESHNESS } from '../../processes/import/data-report.js'
import { declare } from '../declaration.js'
import { countText, isoDay, moment, name, position } from '../wire/base.js'
import { job } from '../wire/job.js'
import { FILE_FORMATS } from './plan.js'

const count = z.number().int()
const LOADS_MOST = 2 ** 31 - 1
const file = z.object({
  file: z.string(),
  sheet: z.string(),
  rows: count.nullable().openapi({ description: 'Read from it by the last load; null where it has not been read.' }),
  bytes: z.number().nullable(),
  modifiedAt: moment.nullable(),
  state: z.enum(FILE_STATES).openapi({ description: 'As it lies in the folder, beside the last load.' }),
})
const load = z
  .object({
    load: count,
    at: moment.openapi({ description: 'What the folder said was known from then on.' }),
    digest: z.string().openapi({ description: 'Of every byte of the folder’s tables and of company.yaml.' }),
    command: z.string().nullable().openapi({ description: 'Null for loads of a time when it was not kept.' }),
    person: z.string().nullable(),
    rows: z.number(),
    badRows: z.number(),
    tables: z.array(
      z.object({
        table: z.string(),
        rows: z.number(),
        badRows: z.number(),
        added: z.number(),
        superseded: z.number(),
        withdrawn: z.number(),
      }),
    ),
  })
  .openapi('Load')

const finding = z.object({
  table: z.string(),
  file: z.string(),
  sheet: z.string(),
  row: count.openapi({ description: 'From 1 with the header as row 1; 0 where it is of a whole file or table.' }),
  column: z.string(),
  excerpt: z.string(),
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
})

const badRowsAsked = {
  load: z.coerce.number().int().min(1).max(LOADS_MOST).optional(),
  table: name.optional(),
  code: name.optional(),
}

const upload = z
  .object({
    id: z.string(),
    file: z.string(),
    table: z.string(),
    bytes: z.number(),
    sha256: z.string(),
    by: z.string(),
    at: moment,
    replaces: z
      .object({ bytes: z.number(), modifiedAt: moment })
      .nullable()
      .openapi({ description: 'The file that it would take the place of.' }),
    beside: z.array(z.string()).openapi({ description: 'Other files that hold the same table: they stay.' }),
    check: z
      .object({
        ok: z.boolean().openapi({ description: 'The folder with it can be loaded.' }),
        unusable: z.boolean().openapi({ description: 'The file itself has faults: it cannot be confirmed.' }),
        rows: z.number(),
        badRowCount: z.number(),
        faults: z.array(finding),
        badRows: z.array(finding).openapi({ description: 'The first ones, of this file before those of others.' }),
        coverage: z.array(
          z.object({ table: z.string(), rows: z.number(), badRows: z.number(), badValueShare: z.number() }),
        ),
      })
      .nullable()
      .openapi({ description: 'Null until it has been checked.' }),
  })
  .openapi('Upload')

const oneUpload = z.object({ upload: name })

export const dataRoutes = {
  dataTables: declare({
    method: 'get',
    path: '/api/v1/data/tables',
    summary: 'Tables of the company: rows, newest day, where they came from, and what in the folder is not loaded yet',
    area: 'data',
    needs: 'read',
    wholeCompany: [],
    answer: z.object({
      load: load.nullable().openapi({ description: 'The last one.' }),
      planDay: isoDay,
      tables: z.array(
        z.object({
          table: z.string(),
          kind: z.enum(['facts', 'master']),
          rows: z.number().openapi({ description: 'In force.' }),
          badRows: z.number(),
          newestDay: isoDay.nullable().openapi({ description: 'By what happened.' }),
          loadedAt: moment.nullable(),
          files: z.array(file),
          waiting: z.boolean().openapi({ description: 'The folder says something else than what is loaded.' }),
          freshness: z.object({
            state: z.enum(FRESHNESS),
            behindDays: count.nullable().openapi({ description: 'From the newest day to the plan day.' }),
            rhythmDays: count.nullable().openapi({ description: 'Longest step between its newest days.' }),
          }),
        }),
      ),
      otherFiles: z.array(file).openapi({ description: 'May hold tables; their names do not say which.' }),
    }),
  }),
  dataLoads: declare({
    method: 'get',
    path: '/api/v1/data/loads',
    summary: 'Loads of the company folder, newest first',
    area: 'data',
    needs: 'read',
    wholeCompany: [],
    query: z.object({ after: countText(0, LOADS_MOST, 0), limit: countText(1, 200, 50) }),
    answer: z.object({ loads: z.array(load), next: position.nullable() }),
  }),
  badRows: declare({
    method: 'get',
    path: '/api/v1/data/bad-rows',
    summary: 'What a load set aside, trouble by trouble, with its place and its remedy',
    area: 'data',
    needs: 'run',
    wholeCompany: [],
    query: z.object({ ...badRowsAsked, after: countText(0, LOADS_MOST, 0), limit: countText(1, 1000, 100) }),
    answer: z.object({
      load: count,
      whole: z.boolean().openapi({ description: 'False where only the first of each kind were kept.' }),
      count: z.number().openapi({ description: 'Troubles that were asked for; a row may have several.' }),
      kinds: z
        .array(z.object({ table: z.string(), code: z.string(), count: z.number() }))
        .openapi({ description: 'Of everything that was set aside.' }),
      rows: z.array(finding),
      next: position.nullable(),
    }),
  }),
  badRowsFile: declare({
    method: 'get',
    path: '/api/v1/data/bad-rows/file',
    summary: 'The same troubles, all of them, as a CSV, Parquet or Arrow file',
    area: 'data',
    needs: 'run',
    wholeCompany: [],
    query: z.object({ ...badRowsAsked, format: z.enum(FILE_FORMATS).default('csv') }),
    streams: ['text/csv', 'application/vnd.apache.parquet', 'application/vnd.apache.arrow.stream'],
  }),
  uploadFile: declare({
    method: 'post',
    path: '/api/v1/data/files/{name}',
    summary: 'Send a file of the company folder; it waits beside the folder while a job checks it',
    area: 'data',
    needs: 'run',
    wholeCompany: [],
    params: z.object({ name }),
    raw: true,
    status: 202,
    answer: z.object({ upload, job }),
  }),
  uploads: declare({
    method: 'get',
    path: '/api/v1/data/uploads',
    summary: 'Files that wait to be confirmed, oldest first',
    area: 'data',
    needs: 'run',
    wholeCompany: [],
    answer: z.object({ uploads: z.array(upload) }),
  }),
  upload: declare({
    method: 'get',
    path: '/api/v1/data/uploads/{upload}',
    summary: 'A file that waits, and what its check said',
    area: 'data',
    needs: 'run',
    wholeCompany: [],
    params: oneUpload,
    answer: upload,
  }),
  confirmUpload: declare({
    method: 'post',
    path: '/api/v1/data/uploads/{upload}/confirmation',
    summary: 'Put a file that was checked into the company folder, in place of the one before it',
    area: 'data',
    needs: 'run',
    wholeCompany: [],
    params: oneUpload,
    body: z.object({
      despiteFaults: z
        .boolean()
        .default(false)
        .openapi({ description: 'Although the folder cannot be loaded with it, for faults of other tables.' }),
    }),
    answer: z.object({
      file: z.string(),
      backup: z.string().nullable().openapi({ description: 'Where the file before it is kept.' }),
    }),
  }),
  discardUpload: declare({
    method: 'delete',
    path: '/api/v1/data/uploads/{upload}',
    summary: 'Take a file that waits away',
    area: 'data',
    needs: 'run',
    wholeCompany: [],
    params: oneUpload,
    status: 204,
  }),
} as const
