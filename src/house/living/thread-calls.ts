/**
 * Objects of one thread, called from another. Arguments and answers are data and cross by structured clone; a refusal
 * crosses as its code and values, a fault as its words and stack.
 */
import type { MessagePort, Worker } from 'node:worker_threads'
import { type MessageValue, Refusal } from '../../core/base/refusal.js'

interface Call {
  readonly call: number
  readonly object: string
  readonly method: string
  readonly given: readonly unknown[]
}

type Answer =
  | { readonly call: number; readonly answer: unknown }
  | { readonly call: number; readonly refused: { code: string; values: Readonly<Record<string, MessageValue>> } }
  | { readonly call: number; readonly fault: { message: string; stack: string } }

interface Told {
  readonly told: unknown
}

type Methods = Readonly<Record<string, (...given: never[]) => unknown>>

/** Answers calls to these objects; gives how to tell the other side something unasked. */
export function answerCalls(port: MessagePort, objects: Readonly<Record<string, object>>): (told: unknown) => void {
  port.on('message', async ({ call, object, method, given }: Call) => {
    port.postMessage(await answered(call, () => (objects[object] as Methods)[method]!(...(given as never[]))))
  })
  return (told) => port.postMessage({ told } satisfies Told)
}

async function answered(call: number, work: () => unknown): Promise<Answer> {
  try {
    return { call, answer: await work() }
  } catch (error) {
    if (error instanceof Refusal) return { call, refused: { code: error.code, values: error.values } }
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    return { call, fault: { message, stack } }
  }
}

/** The calling side of a thread. */
export class ThreadCalls {
  private readonly waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  private calls = 0
  /** Rejects with the reason when nobody answers any more, and never resolves. */
  readonly ended: Promise<never>
  private isEnded = false
  private end: (error: Error) => void = () => undefined

  constructor(
    private readonly worker: Worker,
    told: (told: unknown) => void,
    /** What callers are refused with once it has ended. */
    private readonly endedCode = 'living.plan_ended',
  ) {
    this.ended = new Promise((_, reject) => {
      this.end = reject
    })
    this.ended.catch(() => undefined)
    worker.on('message', (message: Answer | Told) => {
      if ('told' in message) told(message.told)
      else this.settle(message)
    })
    worker.on('error', (error) => this.failAll(error))
    worker.on('exit', () => this.failAll(new Error('the thread has ended')))
  }

  /** The object of that name on the other side, method by method. */
  object<Of extends object>(name: string): Of {
    return new Proxy({} as Of, {
      get:
        (_, method) =>
        (...given: unknown[]) =>
          typeof method === 'string' ? this.call(name, method, given) : undefined,
    })
  }

  private call(object: string, method: string, given: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.isEnded) {
        reject(this.noAnswer())
        return
      }
      const call = this.calls++
      this.waiting.set(call, { resolve, reject })
      this.worker.postMessage({ call, object, method, given } satisfies Call)
    })
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.call)
    this.waiting.delete(answer.call)
    if ('answer' in answer) waiting?.resolve(answer.answer)
    else if ('refused' in answer) waiting?.reject(new Refusal(answer.refused.code, { ...answer.refused.values }))
    else waiting?.reject(Object.assign(new Error(answer.fault.message), { stack: answer.fault.stack }))
  }

  private failAll(error: Error): void {
    this.isEnded = true
    this.end(error)
    for (const { reject } of this.waiting.values()) reject(this.noAnswer())
    this.waiting.clear()
  }

  /** What callers hear; the cause is told once, to whoever waits for the end. */
  private noAnswer(): Refusal {
    return new Refusal(this.endedCode, {})
  }
}
