import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyOfExample } from '../../tests/examples/rumbo-command.js'
import { type ApiWorld, openApiWorld, refusalOf, URL_OF_TESTS } from '../../tests/support/api-world.js'
import { runCourse } from '../house/courses/course-run.js'
import { runStudy } from '../house/courses/study-run.js'
import { openDataDesk } from '../house/data/data-desk.js'
import { planFolder } from '../house/planning.js'
import { runJob } from '../jobs/job.js'
import type { CourseDesk, Phase, Study } from './ports.js'

let folder: string
let world: ApiWorld
let phase: Phase
let courses: CourseDesk
beforeEach(() => {
  folder = copyOfExample('supplier-mini')
  phase = 'ready'
  courses = { run: (study, control) => runJob('check', control, (job) => runStudy(folder, study as Study, job)) }
  const data = openDataDesk(folder, {
    courses: { run: (...given) => courses.run(...given) },
    uploadBytes: 2 ** 20,
    now: Date.now,
  })
  world = openApiWorld({ data, courses: { run: (...given) => courses.run(...given) }, phase: () => phase })
})
afterEach(() => {
  world.close()
  fs.rmSync(folder, { recursive: true })
})

const boss = () => world.client('administrator', 'en')
const text = (file: string): string => fs.readFileSync(path.join(folder, file), 'utf8')
const upload = (name: string, content: string) => boss()('uploadFile', { params: { name }, body: Buffer.from(content) })

async function ended(id: string) {
  for (;;) {
    const job = await boss()('job', { params: { job: id } })
    if (job.state !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
const checked = async (name: string, content: string) => {
  const sent = await upload(name, content)
  return { ...sent, job: await ended(sent.job.id) }
}

test('[AP30] [AP31] [AP32] tables, loads and bad rows are told of the folder that is served', async () => {
  fs.appendFileSync(
    path.join(folder, 'sales.csv'),
    text('sales.csv').split('\n')[1]!.replace('MERMELADA', 'X').concat('\n'),
  )
  await runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0, by: 'ana' }))
  const { load, tables } = await world.client('viewer')('dataTables', {})
  expect(load).toMatchObject({ load: 1, command: 'plan', person: 'ana', badRows: 1 })
  expect(tables.find(({ table }) => table === 'sales')).toMatchObject({
    badRows: 1,
    newestDay: '2026-11-30',
    waiting: false,
  })
  expect(await boss()('dataLoads', {})).toMatchObject({ loads: [{ load: 1 }], next: null })
  const { rows, next } = await boss()('badRows', { query: { table: 'sales' } })
  expect(rows).toMatchObject([{ file: 'sales.csv', column: 'product_id', excerpt: 'X' }])
  expect([rows[0]!.message.includes('X'), rows[0]!.remedy !== '', next]).toEqual([true, true, null])
  expect((await refusalOf(boss()('badRows', { query: { load: 9 } }))).status).toBe(404)
  fs.writeFileSync(path.join(folder, 'sales.csv'), text('sales.csv').replace(',X,', ',MERMELADA,'))
  await runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0 }))
  expect(await boss()('badRows', {})).toMatchObject({ load: 2, count: 0, rows: [] })
  expect(await boss()('badRows', { query: { load: 1 } })).toMatchObject({ load: 1, whole: true, count: 1, rows })
  expect(await boss()('dataLoads', { query: { limit: 1 } })).toMatchObject({ loads: [{ load: 2 }], next: 2 })
  expect(await boss()('dataLoads', { query: { after: 2 } })).toMatchObject({ loads: [{ load: 1 }], next: null })
})

test('[AP33] a file is sent as it is, and by nothing that a foreign form could send', async () => {
  const address = '/api/v1/data/files/sales.csv'
  const send = (headers: Record<string, string>, name = address) =>
    world.send(
      new Request(URL_OF_TESTS + name, {
        method: 'POST',
        headers: { authorization: `Bearer ${world.token('administrator')}`, ...headers },
        body: 'x',
      }),
    )
  const raw = { 'content-type': 'application/octet-stream' }
  expect((await send({ 'content-type': 'text/plain' })).status).toBe(415)
  expect((await send({ 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(415)
  for (const name of ['..%2Fsales.csv', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', 'company.yaml', 'sales%00.csv'])
    expect([name, (await send(raw, `/api/v1/data/files/${name}`)).status]).toEqual([name, 422])
  expect((await refusalOf(upload('sales.csv', 'x'.repeat(2 ** 20 + 1)))).status).toBe(413)
  expect((await boss()('uploads', {})).uploads).toEqual([])
  expect(
    fs.existsSync(path.join(folder, '.rumbo/uploads')) ? fs.readdirSync(path.join(folder, '.rumbo/uploads')) : [],
  ).toEqual([])
})

test('[AP34] the job of a check tells what it found, and so does the upload', async () => {
  const sent = await checked('prices.csv', 'product_id\nx\n')
  expect(sent.upload).toMatchObject({ file: 'prices.csv', table: 'prices', by: 'administrator', check: null })
  const faults = ['valid_from', 'amount', 'currency'].map((column) => ({
    code: 'contract.missing_column',
    message: expect.stringContaining(column),
  }))
  const found = { ok: false, unusable: true, faults }
  expect(sent.job).toMatchObject({ kind: 'check', state: 'done', result: { id: sent.upload.id, check: found } })
  expect(await boss()('upload', { params: { upload: sent.upload.id } })).toEqual(sent.job.result)
  await boss()('discardUpload', { params: { upload: sent.upload.id } })
  expect((await boss()('uploads', {})).uploads).toEqual([])
})

test('[AP34] one check at a time; one that is stopped leaves nothing', async () => {
  courses = {
    run: (_, { signal }) =>
      runJob('check', { signal }, (job) =>
        job.step('check', async (report) => {
          for (;;) {
            await new Promise((resolve) => setTimeout(resolve, 1))
            report(0)
          }
        }),
      ),
  }
  const { job } = await upload('sales.csv', text('sales.csv'))
  const second = await refusalOf(upload('stock.csv', text('stock.csv')))
  expect([second.status, second.answer.code]).toEqual([409, 'job.kind_one_at_a_time'])
  await boss()('cancelJob', { params: { job: job.id } })
  expect((await ended(job.id)).state).toBe('cancelled')
  expect((await boss()('uploads', {})).uploads).toEqual([])
})

test('[AP35] a file takes its place when it is confirmed, and not while a plan is being made', async () => {
  const after = text('sales.csv').replace('10000,9000', '20000,9000')
  const { upload: sent } = await checked('sales.csv', after)
  const confirm = () => boss()('confirmUpload', { params: { upload: sent.id }, body: {} })
  let finish = (): void => undefined
  courses = { run: () => new Promise((resolve) => (finish = () => resolve({ version: '0002-cycle' }))) }
  const { id } = await boss()('planAsJob', { body: {} })
  const refused = await refusalOf(confirm())
  expect([refused.status, refused.answer.code]).toEqual([409, 'job.one_at_a_time'])
  expect(text('sales.csv')).not.toBe(after)
  finish()
  await ended(id)
  expect(await confirm()).toEqual({ file: 'sales.csv', backup: '.rumbo/replaced/0001-sales.csv' })
  expect(text('sales.csv')).toBe(after)
  expect((await refusalOf(confirm())).status).toBe(404)
})

test('[AP36] who sent, confirmed and took away is in the audit, with the digest of the bytes', async () => {
  const { upload: kept } = await checked('sales.csv', text('sales.csv'))
  const { upload: gone } = await checked('stock.csv', text('stock.csv'))
  await boss()('confirmUpload', { params: { upload: kept.id }, body: {} })
  await boss()('discardUpload', { params: { upload: gone.id } })
  const { records } = await boss()('readAudit', { query: { limit: 1000 } })
  expect(records.filter(({ kind }) => kind.startsWith('file')).map(({ kind, subject }) => [kind, subject])).toEqual([
    ['file uploaded', 'sales.csv'],
    ['file uploaded', 'stock.csv'],
    ['file confirmed', 'sales.csv'],
    ['file discarded', 'stock.csv'],
  ])
  expect(records.at(-2)).toMatchObject({ actor: 'administrator', detail: { sha256: kept.sha256, upload: kept.id } })
})

test('[AP36] a standby takes no files, and takes none away', async () => {
  const { upload: sent } = await checked('sales.csv', text('sales.csv'))
  phase = 'standby'
  const codes = [
    await refusalOf(upload('sales.csv', 'x')),
    await refusalOf(boss()('confirmUpload', { params: { upload: sent.id }, body: {} })),
    await refusalOf(boss()('discardUpload', { params: { upload: sent.id } })),
  ].map(({ answer }) => answer.code)
  expect(codes).toEqual(['living.standby', 'living.standby', 'living.standby'])
  expect((await boss()('uploads', {})).uploads).toHaveLength(1)
})

test('[AP61] what was set aside is a file, too, of the load and the table that were asked for', async () => {
  const row = text('sales.csv').split('\n')[1]!
  fs.appendFileSync(
    path.join(folder, 'sales.csv'),
    `${row.replace('MERMELADA', '=X')}\n${row.replace('MERMELADA', 'Y')}\n`,
  )
  await runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0 }))
  const read = async (query: { table?: string; load?: number }) =>
    (await (await boss()('badRowsFile', { query })).text()).trim().split('\r\n')
  const { rows } = await boss()('badRows', {})
  const [head, ...lines] = await read({})
  expect(head).toBe('table,file,sheet,row,column,excerpt,code,message,remedy')
  expect(lines.map((line) => line.split(',').slice(0, 6))).toEqual(
    // What a spreadsheet would take for a formula is text.
    rows.map((one) => [one.table, one.file, one.sheet, String(one.row), one.column, one.excerpt.replace('=', "'=")]),
  )
  expect(lines.length).toBe(2)
  expect((await read({ table: 'stock' })).length).toBe(1)
  expect((await refusalOf(boss()('badRowsFile', { query: { load: 9 } }))).status).toBe(404)
  expect((await refusalOf(world.client('viewer')('badRowsFile', {}))).status).toBe(403)
})

test('[AP62] a job that was refused its load says why in words', async () => {
  const columns = text('sales.csv')
    .split('\n')
    .map((line) => line.split(',').slice(1).join(','))
  fs.writeFileSync(path.join(folder, 'sales.csv'), columns.join('\n'))
  courses = { run: (course, control) => runJob('plan', control, (job) => runCourse(folder, course as never, job)) }
  const { id } = await boss()('planAsJob', { body: {} })
  const { state, result } = await ended(id)
  const { refused, told } = result as Record<'refused', { faults: object[] }> & Record<'told', Record<string, string>[]>
  expect([state, told.length]).toEqual(['done', refused.faults.length])
  expect(told[0]).toMatchObject({ file: 'sales.csv', code: expect.any(String), message: expect.any(String) })
  expect(told[0]!.message).not.toContain('{')
  expect(told[0]!.remedy).not.toBe('')
})
