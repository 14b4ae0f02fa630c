import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A disk of so many bytes, in memory, that can be filled up, made read-only and given room. */
export class SmallDisk {
  readonly folder: string
  readonly #ballast: string

  private constructor(folder: string) {
    this.folder = folder
    this.#ballast = path.join(folder, 'ballast')
  }

  /** Null, with the reason on the console, where nothing can be mounted. */
  static make(bytes: number): SmallDisk | null {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'disk-'))
    fs.chmodSync(folder, 0o755)
    const { status, stderr, error } = mount('-t', 'tmpfs', '-o', `size=${bytes},mode=1777`, 'tmpfs', folder)
    if (status === 0) return new SmallDisk(folder)
    fs.rmdirSync(folder)
    console.warn(`No small disk can be mounted here, so what needs one is skipped: ${error?.message ?? stderr}`)
    return null
  }

  /** Takes all that is free but so many bytes, or all that there is where somebody else takes them meanwhile. */
  fill(left = 0): void {
    const { bavail, bsize } = fs.statfsSync(this.folder)
    try {
      fs.appendFileSync(this.#ballast, Buffer.alloc(Math.max(0, bavail * bsize - left), 1))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }

  makeRoom(): void {
    fs.rmSync(this.#ballast, { force: true })
  }

  /** The disk refuses every write, as one does that the system no longer trusts. */
  setReadOnly(readOnly: boolean): boolean {
    return mount('-o', `remount,${readOnly ? 'ro' : 'rw'}`, this.folder).status === 0
  }

  remove(): void {
    spawnSync('umount', ['-l', this.folder])
    fs.rmdirSync(this.folder)
  }
}

const mount = (...args: string[]) => spawnSync('mount', args, { encoding: 'utf8' })
