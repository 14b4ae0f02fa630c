/** Where a running server is, for the command line at the same machine: `.rumbo/server.json`, its owner's only (RS8). */
import fs from 'node:fs'
import path from 'node:path'

export interface ServerFile {
  /** As it is reached from this machine. */
  readonly url: string
  readonly process: number
  readonly key: string
  readonly since: string
}

const fileIn = (folder: string): string => path.join(folder, '.rumbo', 'server.json')

export function writeServerFile(folder: string, server: ServerFile): void {
  const beside = `${fileIn(folder)}.${process.pid}`
  // Made anew, so that the mode is this one and nobody else has it open.
  fs.rmSync(beside, { force: true })
  fs.writeFileSync(beside, JSON.stringify(server, null, 2), { mode: 0o600, flag: 'wx' })
  fs.renameSync(beside, fileIn(folder))
}

/** Null when there is none, or none that can be read. */
export function readServerFile(folder: string): ServerFile | null {
  try {
    return JSON.parse(fs.readFileSync(fileIn(folder), 'utf8')) as ServerFile
  } catch {
    return null
  }
}

/** Takes away one's own; another's stays. */
export function removeServerFile(folder: string, key: string): void {
  if (readServerFile(folder)?.key === key) fs.rmSync(fileIn(folder), { force: true })
}

const PATIENCE_MS = 2000

/** The server of a folder, if it answers: what a killed one left behind does not. */
export async function runningServer(folder: string): Promise<ServerFile | null> {
  const server = readServerFile(folder)
  if (server === null) return null
  try {
    const { ok } = await fetch(new URL('/health', server.url), { signal: AbortSignal.timeout(PATIENCE_MS) })
    return ok ? server : null
  } catch {
    return null
  }
}
