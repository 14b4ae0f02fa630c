import { formatDay } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { type DataTables, type FindingTold, type LoadShown, tellBadRows } from '../../processes/import/data-report.js'
import { tellUpload, type Upload } from '../../processes/import/upload.js'
import { badRowColumns } from '../bad-row-file.js'
import { rawBody } from '../body.js'
import type { Call, Handlers } from '../call.js'
import type { dataRoutes } from '../declarations/data.js'
import type { JobWork } from '../job-board.js'
import { columnFile } from '../table-file.js'
import { said } from '../wire/base.js'
import { showJob } from '../wire/job.js'

export const dataHandlers: Handlers<keyof typeof dataRoutes> = {
  async dataTables(_, { ports }) {
    return showTables(await ports.data.tables())
  },
  async dataLoads({ query: { after, limit } }, { ports }) {
    const loads = await ports.data.loads(after === 0 ? null : after, limit + 1)
    return { loads: loads.slice(0, limit).map(showLoad), next: loads.length > limit ? loads[limit - 1]!.load : null }
  },
  async badRows({ query: { after, limit, ...asked } }, { ports, language }) {
    const found = await ports.data.badRows({ ...said(asked), offset: after, limit })
    const { load, whole, count, kinds, rows } = tellBadRows(found, language)
    const end = after + rows.length
    return {
      load,
      whole,
      count,
      kinds: kinds.map((kind) => ({ ...kind })),
      rows: rows.map(copied),
      next: end < count && rows.length > 0 ? end : null,
    }
  },
  async badRowsFile({ query: { format, ...asked } }, { ports, language }) {
    // Of one load, whichever comes into force meanwhile.
    const { load } = await ports.data.badRows({ ...said(asked), offset: 0, limit: 1 })
    const columns = badRowColumns(async (offset, limit) =>
      tellBadRows(await ports.data.badRows({ ...said(asked), load, offset, limit }), language),
    )
    return columnFile('rumbo-bad-rows', format, columns, ports)
  },
  async uploadFile({ params }, call) {
    const { ports, shelf, request, caller, language, by } = call
    assertWrites(call)
    const body = rawBody(request)
    shelf.jobs.assertFree('check')
    const upload = await ports.data.receive({ file: params.name, body, by: caller.actor })
    try {
      const started = shelf.jobs.start('check', caller.actor, checking(upload, call))
      ports.accounts.audit.add('file uploaded', by, upload.file, detailOf(upload))
      return { upload: showUpload(upload, call), job: showJob(started, caller.actor, language) }
    } catch (error) {
      await ports.data.discard(upload.id)
      throw error
    }
  },
  async uploads(_, call) {
    return { uploads: (await call.ports.data.uploads()).map((upload) => showUpload(upload, call)) }
  },
  async upload({ params }, call) {
    return showUpload(await call.ports.data.upload(params.upload), call)
  },
  async confirmUpload({ params, body: { despiteFaults } }, call) {
    const { ports, shelf, by } = call
    assertWrites(call)
    const confirmed = await ports.data.upload(params.upload)
    // Somebody who reads the folder meanwhile would read half of each; and it is written down before it is done.
    const free = (): void => {
      shelf.jobs.assertFree('plan')
      ports.accounts.audit.add('file confirmed', by, confirmed.file, { ...detailOf(confirmed), despiteFaults })
    }
    const { upload, backup } = await ports.data.confirm(params.upload, { despiteFaults, free })
    return { file: upload.file, backup }
  },
  async discardUpload({ params }, call) {
    const { ports, by } = call
    assertWrites(call)
    const upload = await ports.data.discard(params.upload)
    ports.accounts.audit.add('file discarded', by, upload.file, detailOf(upload))
    return undefined
  },
}

/** A standby reads; the folder is changed through whoever writes. */
function assertWrites({ ports }: Call): void {
  if (ports.phase() === 'standby') throw new Refusal('living.standby', {})
}

/** One that cannot be checked waits for nobody. */
const checking =
  ({ id }: Upload, call: Call): JobWork =>
  async (control) => {
    const { data } = call.ports
    try {
      return showUpload(await data.check(id, control), call)
    } catch (error) {
      await data.discard(id).catch(() => undefined)
      throw error
    }
  }

const detailOf = ({ id, bytes, sha256 }: Upload) => ({ upload: id, bytes, sha256 })

const copied = (finding: FindingTold) => ({ ...finding })

function showUpload(upload: Upload, { language }: Call) {
  const { check, ...told } = tellUpload(upload, language)
  return {
    ...told,
    beside: [...told.beside],
    check:
      check === null
        ? null
        : {
            ...check,
            faults: check.faults.map(copied),
            badRows: check.badRows.map(copied),
            coverage: check.coverage.map((one) => ({ ...one })),
          },
  }
}

const showLoad = ({ tables, ...load }: LoadShown) => ({ ...load, tables: tables.map((table) => ({ ...table })) })

const showTables = ({ load, planDay, tables, otherFiles }: DataTables) => ({
  load: load === null ? null : showLoad(load),
  planDay: formatDay(planDay),
  tables: tables.map(({ newestDay, files, freshness, ...table }) => ({
    ...table,
    newestDay: newestDay === null ? null : formatDay(newestDay),
    files: files.map((file) => ({ ...file })),
    freshness: { ...freshness },
  })),
  otherFiles: otherFiles.map((file) => ({ ...file })),
})
