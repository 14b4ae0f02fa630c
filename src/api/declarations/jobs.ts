import { z } from '@hono/zod-openapi'
import { BRIDGE_ENDS } from '../../finance/bridge-plans.js'
import { BRIDGE_GROUPS } from '../../processes/report/bridge-report.js'
import { declare } from '../declaration.js'
import { day, name } from '../wire/base.js'
import { entryShown, key, reason, seen } from '../wire/edit.js'
import { job } from '../wire/job.js'
import { proofShown } from '../wire/proof.js'
import { epoch } from '../wire/table.js'
import { oneEntry } from './plan.js'

const oneJob = z.object({ job: name })
const how = {
  strict: z.boolean().default(false).openapi({ description: 'Bad rows refuse the load.' }),
  workers: z.number().int().min(0).max(64).optional(),
}

/** Work that takes longer than an answer: it is begun here, told by the event stream, and asked about. */
export const jobRoutes = {
  previewUndo: declare({
    method: 'get',
    path: '/api/v1/plans/{scenario}/entries/{position}/undo',
    summary: 'What taking an entry back would do: which later entries would be applied again, and which could not be',
    area: 'plan',
    needs: 'read',
    params: oneEntry,
    answer: z.object({
      epoch,
      asJob: z.boolean().openapi({ description: 'Too much to be done at once: confirm it as a job.' }),
      again: z.number().int(),
      people: z.array(z.object({ actor: z.string(), entries: z.number().int() })),
      cells: z.number().int(),
      impossible: z.object({ count: z.number().int(), entries: z.array(entryShown) }),
    }),
  }),
  undoAsJob: declare({
    method: 'post',
    path: '/api/v1/plans/{scenario}/entries/{position}/undo-job',
    summary: 'Take an entry back beside the plan, while others go on; `position` of its result is the new entry',
    area: 'plan',
    needs: 'read',
    params: oneEntry,
    body: z.object({ key, seen, reason }),
    status: 202,
    answer: job,
  }),
  planAsJob: declare({
    method: 'post',
    path: '/api/v1/jobs/plan',
    summary: 'Load the company folder and plan anew; the plan goes on over what was made, with the changes of people',
    area: 'jobs',
    needs: 'run',
    wholeCompany: [],
    body: z.object(how),
    status: 202,
    answer: job,
  }),
  rollAsJob: declare({
    method: 'post',
    path: '/api/v1/jobs/roll',
    summary: 'Roll the plan forward to a later day; the plan goes on over what was made, with the changes of people',
    area: 'jobs',
    needs: 'run',
    wholeCompany: [],
    body: z.object({ ...how, to: day }),
    status: 202,
    answer: job,
  }),
  proveAsJob: declare({
    method: 'post',
    path: '/api/v1/jobs/prove',
    summary: 'Prove One Number for the plan in force: identity, agreement with what was signed, truth of closed months',
    area: 'jobs',
    needs: 'read',
    wholeCompany: ['volume', 'stock', 'revenue', 'margin', 'cash'],
    body: z.object({}),
    status: 202,
    answer: job,
  }),
  bridgeAsJob: declare({
    method: 'post',
    path: '/api/v1/versions/{version}/bridge/{to}/entries',
    summary: 'A bridge by what people did: each entry with what it moved in every bar, exactly',
    area: 'jobs',
    needs: 'read',
    processes: ['ibp', 'sop', 'finance'],
    wholeCompany: ['volume', 'revenue', 'margin'],
    params: z.object({ version: name, to: name }),
    body: z.object({
      end: z.enum(BRIDGE_ENDS).default('netSales'),
      by: z.enum(BRIDGE_GROUPS).default('total'),
      key: z.string().nullable().default(null).openapi({ description: 'A group of the kind; else all of it.' }),
    }),
    status: 202,
    answer: job,
  }),
  proof: declare({
    method: 'get',
    path: '/api/v1/proof',
    summary: 'The newest proof of One Number, and whether the plan has moved since',
    area: 'jobs',
    needs: 'read',
    processes: ['ibp', 'sop', 'soe', 'tower', 'finance'],
    answer: z.object({ proof: proofShown.nullable() }),
  }),
  jobs: declare({
    method: 'get',
    path: '/api/v1/jobs',
    summary: 'Jobs of this server, oldest first: one’s own, and everybody’s for those who may run them',
    area: 'jobs',
    needs: 'read',
    answer: z.object({ jobs: z.array(job) }),
  }),
  job: declare({
    method: 'get',
    path: '/api/v1/jobs/{job}',
    summary: 'How far a job is',
    area: 'jobs',
    needs: 'read',
    params: oneJob,
    answer: job,
  }),
  cancelJob: declare({
    method: 'delete',
    path: '/api/v1/jobs/{job}',
    summary: 'Ask a job to stop; one that has ended stays as it is',
    area: 'jobs',
    needs: 'read',
    params: oneJob,
    status: 204,
  }),
} as const
