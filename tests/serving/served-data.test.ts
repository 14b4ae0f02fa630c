//! A served company gets new sales through the server: sent, checked, confirmed, planned, and told as loaded. [AP30–AP37]
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { apiClient, type Client } from '../../src/api/client.js'
import { planFolder } from '../../src/house/planning.js'
import { runJob } from '../../src/jobs/job.js'
import { copyOfExample } from '../examples/rumbo-command.js'
import { type Running, served, serverFile } from './served.js'

let folder: string
let server: Running
let rumbo: Client
beforeEach(async () => {
  folder = copyOfExample('supplier-mini')
  await runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0 }))
  const started = await served(folder, { RUMBO_UPLOADS_MOST_MEGABYTES: '2' })
  server = started.server
  rumbo = apiClient({ url: started.url, token: serverFile(folder)!.key, language: 'en' })
})
afterEach(async () => {
  server.kill('SIGTERM')
  await server.ended
  fs.rmSync(folder, { recursive: true })
})

async function ended(id: string) {
  for (;;) {
    const job = await rumbo('job', { params: { job: id } })
    if (job.state !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('[AP30] [AP33] [AP34] [AP35] [AP37] a file goes from a browser into the plan, and the plan is proved', async () => {
  const before = fs.readFileSync(path.join(folder, 'sales.csv'), 'utf8')
  const [header] = before.split('\n')
  const more = `${header}\n2026-11-30,MERMELADA,77,BODEGA-SCL,SUPER,77000,69300,CLP\n2026-11-30,NADIE,1,BODEGA-SCL,SUPER,1,1,CLP\n`
  const file = 'sales-more.csv'
  const sent = await rumbo('uploadFile', { params: { name: file }, body: Buffer.from(more) })
  const { result } = await ended(sent.job.id)
  expect(result).toMatchObject({
    file,
    beside: ['sales-sell-out.csv', 'sales.csv'],
    check: { ok: true, badRowCount: 1 },
  })
  expect(fs.existsSync(path.join(folder, file))).toBe(false)
  const params = { upload: sent.upload.id }
  expect(await rumbo('confirmUpload', { params, body: {} })).toEqual({ file, backup: null })
  const sales = async () => (await rumbo('dataTables', {})).tables.find(({ table }) => table === 'sales')!
  expect(await sales()).toMatchObject({ waiting: true, badRows: 0 })
  const { id } = await rumbo('planAsJob', { body: {} })
  expect((await ended(id)).state).toBe('done')
  expect(await sales()).toMatchObject({ waiting: false, badRows: 1, newestDay: '2026-11-30' })
  expect((await rumbo('dataLoads', {})).loads[0]).toMatchObject({ command: 'plan', person: 'console', badRows: 1 })
  expect((await rumbo('badRows', {})).rows).toMatchObject([{ file, row: 3, excerpt: 'NADIE' }])

  const proving = await rumbo('proveAsJob', { body: {} })
  expect((await ended(proving.id)).result).toMatchObject({ identity: { holds: true }, moved: false, agreement: null })
  const { proof } = await rumbo('proof', {})
  expect(proof).toMatchObject({ version: (await rumbo('company', {})).liveVersion, moved: false })
  expect(proof!.cells).toBeGreaterThan(0)

  const large = rumbo('uploadFile', { params: { name: file }, body: Buffer.alloc(2 * 2 ** 20 + 1) })
  await expect(large).rejects.toMatchObject({ status: 413 })
  expect(fs.readdirSync(path.join(folder, '.rumbo/uploads'))).toEqual([])
})
