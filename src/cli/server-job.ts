import { ApiRefusal, type Client } from '../api/client.js'
import type { AnswerOf } from '../api/declaration.js'
import type { Routes } from '../api/declarations.js'
import { Refusal } from '../core/base/refusal.js'
import type { Progress } from '../jobs/job.js'
import { progressPrinter } from '../jobs/progress-printer.js'
import type { Terminal } from './terminal.js'

type JobShown = AnswerOf<Routes['job']>

const ASKED_EVERY_MS = 150
const ASKED_AGAIN = 10

/**
 * Waits for a job of a server with its steps shown as `asJob` shows those of a command; Ctrl-C asks it to stop. Gives
 * what it made.
 *
 * @throws ApiRefusal where it was refused, cancelled or failed
 */
export async function followJob(terminal: Terminal, client: Client, started: JobShown): Promise<object> {
  const params = { job: started.id }
  const cancel = (): void => void client('cancelJob', { params }).catch(() => undefined)
  process.on('SIGINT', cancel)
  try {
    const print = stepPrinter(terminal)
    for (let job = started; ; job = await patiently(() => client('job', { params }))) {
      print(job.steps)
      if (job.state !== 'running') return endOf(job)
      await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS))
    }
  } finally {
    process.off('SIGINT', cancel)
  }
}

/** The job goes on whether or not an answer is lost on the way: it is asked for again before that is told. */
async function patiently<Of>(ask: () => Promise<Of>): Promise<Of> {
  for (let left = ASKED_AGAIN; ; left--) {
    try {
      return await ask()
    } catch (error) {
      if (left === 0 || !(error instanceof Refusal && error.code === 'cli.no_answer')) throw error
      await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS))
    }
  }
}

function endOf({ result, refusal }: JobShown): object {
  if (refusal !== null) throw new ApiRefusal(422, { ...refusal, requestId: '' })
  return result!
}

/** Each step's end once, and the one that runs as far as it is. */
function stepPrinter(terminal: Terminal): (steps: readonly Progress[]) => void {
  const print = progressPrinter(process.stderr, terminal.language)
  let ended = 0
  return (steps) => {
    if (terminal.json) return
    for (const step of steps.slice(ended)) {
      print(step)
      if (step.state !== 'running') ended++
    }
  }
}
