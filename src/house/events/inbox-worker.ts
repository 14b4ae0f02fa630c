/** The inside of the thread that writes events down: whoever serves them never waits for the disk. */
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../../core/base/refusal.js'
import { answerCalls } from '../living/thread-calls.js'
import { openInbox } from './inbox-place.js'
import type { InboxStart } from './inbox-thread.js'
import { openEventCounter } from './posting.js'

function start(): InboxStart {
  try {
    answerCalls(parentPort!, { counter: openEventCounter(openInbox((workerData as { folder: string }).folder)) })
    return { started: true }
  } catch (error) {
    if (error instanceof Refusal) return { refused: { code: error.code, values: error.values } }
    throw error
  }
}

parentPort!.postMessage(start())
