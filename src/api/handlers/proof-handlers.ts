import { Refusal } from '../../core/base/refusal.js'
import { MAIN } from '../../core/edit/intent.js'
import { type KeptProof, markOf, type ProofMark, proofSight, sameMark } from '../../processes/proof/kept-proof.js'
import type { Proof } from '../../processes/proof/proof.js'
import type { Call, Handlers } from '../call.js'
import type { JobWork } from '../job-board.js'
import { showJob } from '../wire/job.js'
import { showProof } from '../wire/proof.js'

export const proofHandlers: Handlers<'proveAsJob' | 'proof'> = {
  proveAsJob(_, call) {
    const { ports, shelf, caller, language } = call
    if (ports.phase() === 'standby') throw new Refusal('living.standby', {})
    return showJob(shelf.jobs.start('prove', caller.actor, proving(call)), caller.actor, language)
  },
  async proof(_, call) {
    const kept = await call.ports.proofs.newest()
    if (kept === null) return { proof: null }
    return { proof: showProof(kept, !sameMark(kept.mark, await markNow(call)), proofSight(call.caller)) }
  },
}

async function markNow({ ports, caller }: Call): Promise<ProofMark> {
  const { numbers } = await ports.plan.epoch(MAIN, caller)
  return markOf(await ports.versions.list(), numbers)
}

/** Marked before it begins: what people do while it runs is not claimed to be proved. */
const proving =
  (call: Call): JobWork =>
  async (control) => {
    const { ports, caller } = call
    const mark = await markNow(call)
    const began = ports.now()
    const proof = (await ports.courses.run({ kind: 'prove' }, control)) as Proof
    const at = new Date(began).toISOString()
    const kept: KeptProof = { proof, mark, by: caller.actor, at, seconds: (ports.now() - began) / 1000 }
    await ports.proofs.keep(kept)
    return showProof(kept, !sameMark(mark, await markNow(call)), proofSight(caller))
  }
