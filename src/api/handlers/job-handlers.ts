import { Refusal } from '../../core/base/refusal.js'
import type { LostIntent } from '../../core/edit/carry-over.js'
import type { Draft, ScenarioId } from '../../core/edit/intent.js'
import { checkReason } from '../../core/edit/reason.js'
import { type Progress, runJob } from '../../jobs/job.js'
import type { UndoPreview } from '../../processes/living/living-plan.js'
import type { Call, Handlers } from '../call.js'
import type { jobRoutes } from '../declarations/jobs.js'
import { type BoardJob, type JobWork, seesJob } from '../job-board.js'
import type { Course } from '../ports.js'
import { unlessRefused } from '../refusals.js'
import { said } from '../wire/base.js'
import { showEntry } from '../wire/edit.js'
import { showJob } from '../wire/job.js'
import { proofHandlers } from './proof-handlers.js'
import { showLost } from './record-handlers.js'
import { commitRefusal, shownEffect } from './writing.js'

/** Entries that could have no effect are listed up to this. */
const IMPOSSIBLE_SHOWN = 100

export const jobHandlers: Handlers<keyof typeof jobRoutes> = {
  async previewUndo({ params }, { ports, caller }) {
    const preview = unlessRefused(
      await ports.plan.previewUndo(params.scenario, params.position, caller),
    ) as UndoPreview & {
      readonly count: number
    }
    const people = new Map<string, number>()
    for (const { actor } of preview.again) people.set(actor, (people.get(actor) ?? 0) + 1)
    return {
      epoch: preview.epoch,
      asJob: preview.long,
      again: preview.count,
      people: [...people].map(([actor, entries]) => ({ actor, entries })),
      cells: preview.cells,
      impossible: {
        count: preview.impossible.length,
        entries: preview.impossible.slice(0, IMPOSSIBLE_SHOWN).map(showEntry),
      },
    }
  },
  async undoAsJob({ params, body: { key, seen, reason } }, call) {
    checkReason(reason)
    const { ports, shelf, caller, language } = call
    const at = new Date(ports.now()).toISOString()
    const draft = { key, reason, at, actor: caller.actor, intents: [], undoes: params.position }
    await ports.plan.assertMayUndo(params.scenario, params.position, caller)
    return showJob(
      shelf.jobs.start('undo', caller.actor, undoing(params.scenario, draft, seen, call)),
      caller.actor,
      language,
    )
  },
  planAsJob({ body }, call) {
    return startCourse({ kind: 'plan', by: call.caller.actor, ...said(body) }, call)
  },
  rollAsJob({ body: { to, ...body } }, call) {
    return startCourse({ kind: 'roll', by: call.caller.actor, to, ...said(body) }, call)
  },
  bridgeAsJob({ params: { version: from, to }, body }, { ports, shelf, caller, language }) {
    const work: JobWork = (control) => ports.courses.run({ kind: 'bridge', from, to, ...body }, control)
    return showJob(shelf.jobs.start('bridge', caller.actor, work), caller.actor, language)
  },
  ...proofHandlers,
  jobs: (_, { shelf, caller, language }) => ({
    jobs: shelf.jobs
      .list()
      .filter((job) => seesJob(job, caller))
      .map((job) => showJob(job, caller.actor, language)),
  }),
  job: ({ params }, call) => showJob(ownJob(params.job, call), call.caller.actor, call.language),
  cancelJob({ params }, call) {
    call.shelf.jobs.cancel(ownJob(params.job, call).id)
    return undefined
  },
}

function ownJob(id: string, { shelf, caller }: Call): BoardJob {
  const job = shelf.jobs.find(id)
  if (job === null || !seesJob(job, caller)) throw new Refusal('access.no_job', { job: id })
  return job
}

function undoing(scenario: ScenarioId, draft: Draft & { undoes: number }, seen: number, call: Call): JobWork {
  const { ports, caller } = call
  return (options) =>
    runJob('undo', options, (job) =>
      job.step('fold again', async (report) => {
        const stop = ports.plan.watch((changed) => {
          if (changed.kind === 'undoing' && changed.key === draft.key && !options.signal.aborted)
            report(changed.applied / changed.count)
        })
        const cancel = (): void => void ports.plan.cancelUndo(draft.key)
        options.signal.addEventListener('abort', cancel, { once: true })
        try {
          const done = await ports.plan.undoBeside(scenario, draft, seen, caller)
          if ('refused' in done) throw await commitRefusal(scenario, done.refused, call)
          return { entry: showEntry(done.entry), numbers: shownEffect(done.numbers) }
        } finally {
          stop()
          options.signal.removeEventListener('abort', cancel)
        }
      }),
    )
}

/** Whatever was made, and whatever became of it, the plan goes on over it with what people have changed. */
function startCourse(course: Course, { ports, shelf, caller, language }: Call) {
  if (ports.phase() === 'standby') throw new Refusal('living.standby', {})
  const liveNow = async (): Promise<string | null> => (await ports.versions.list()).live
  const work: JobWork = async ({ signal, onProgress }) => {
    if (course.kind === 'roll') unlessRefused(await ports.plan.freezeToRoll(caller))
    const live = await liveNow()
    let position = 0
    const told = (progress: Progress): void => {
      position = progress.position + 1
      onProgress(progress)
    }
    const goOn = (): Promise<readonly object[]> =>
      runJob(course.kind, { onProgress: (progress) => onProgress({ ...progress, position }) }, (job) =>
        job.step('carry edits', async () => {
          const lost = unlessRefused(await ports.plan.followLive(caller)) as readonly LostIntent[]
          return lost.map((one) => showLost(one, language))
        }),
      )
    try {
      const made = await ports.courses.run(course, { signal, onProgress: told })
      return 'refused' in made ? made : { ...made, lostEdits: await goOn() }
    } catch (error) {
      if ((await liveNow()) !== live) await goOn()
      throw error
    }
  }
  return showJob(shelf.jobs.start(course.kind, caller.actor, work), caller.actor, language)
}
