import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { ServerFile } from '../../src/house/serving/server-file.js'

/** Over the small plan, where a query can be made to take long. */
const SMALL = path.resolve(import.meta.dirname, 'rumbo-child.js')
/** The demo once it is planned, over any folder. */
export const DEMO = path.resolve(import.meta.dirname, 'demo-child.js')
/** What everything else runs. */
const RUMBO = path.resolve(import.meta.dirname, '../../bin/rumbo.js')

/** A command running in a process of its own, and what it says. */
export class Running {
  out = ''
  err = ''
  readonly ended: Promise<number | string>
  private readonly child: ChildProcess

  constructor(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    program = 'SLOW_QUERY_MS' in environment ? SMALL : RUMBO,
  ) {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', RUMBO_LANGUAGE: 'en', ...environment }
    this.child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.child.stdout!.on('data', (text: Buffer) => {
      this.out += text
    })
    this.child.stderr!.on('data', (text: Buffer) => {
      this.err += text
    })
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing'))
    })
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** What was said that fits. @throws Error when the command ended, or took too long, without saying it. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    let over: number | string | null = null
    void this.ended.then((code) => {
      over = code
    })
    for (const until = Date.now() + 30_000; Date.now() < until; ) {
      const found = pattern.exec(this.err) ?? pattern.exec(this.out)
      if (found !== null) return found
      if (over !== null) break
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error(`${pattern} was not said; ended: ${over}\n${this.err}\n${this.out}`)
  }
}

/** A server at a free port, ready; with it the address it says. */
export async function served(
  folder: string,
  environment: Record<string, string> = {},
  ...options: string[]
): Promise<{ server: Running; url: string }> {
  const server = new Running(['serve', folder, ...options], { RUMBO_PORT: '0', ...environment })
  const [, url] = await server.says(/Rumbo is at (\S+)/)
  return { server, url: url! }
}

/** One command to its end. */
export async function command(...args: string[]): Promise<{ code: number | string; out: string; err: string }> {
  const running = new Running(args)
  const code = await running.ended
  return { code, out: running.out, err: running.err }
}

export const serverFile = (folder: string): ServerFile | null => {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, '.rumbo', 'server.json'), 'utf8')) as ServerFile
  } catch {
    return null
  }
}
