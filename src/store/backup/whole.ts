/** Files and folders that are there whole, or not there: made under another name, forced to disk, and renamed. */
import fs from 'node:fs/promises'
import path from 'node:path'
import { Refusal } from '../../core/base/refusal.js'
import { syncEntry, syncTree } from '../file-pieces.js'
import { isRunning } from '../running-process.js'

/**
 * Makes a folder or file at `place`, where there is nothing yet (an empty folder counts as nothing). `make` is given a
 * folder of its own to work in and says what in it is to be moved to `place`. Killed at any moment, there is nothing
 * at `place`, and what is left beside it is taken away by the next one.
 *
 * @throws Refusal `backup.taken`, `backup.no_room`, and what `make` throws
 */
export async function makeWhole<Of>(
  place: string,
  make: (workshop: string) => Promise<{ made: string; result: Of }>,
): Promise<Of> {
  if (await isTaken(place)) throw new Refusal('backup.taken', { place })
  const parent = path.dirname(path.resolve(place))
  await fs.mkdir(parent, { recursive: true })
  await clearWorkshops(parent, path.basename(place))
  const workshop = await fs.mkdtemp(path.join(parent, `${workshopOf(path.basename(place))}${process.pid}-`))
  try {
    const { made, result } = await make(workshop)
    await syncTree(made)
    if (await isTaken(place)) throw new Refusal('backup.taken', { place })
    // Not every system renames a folder over an empty one.
    await fs.rmdir(place).catch(() => undefined)
    await fs.rename(made, place)
    return result
  } catch (error) {
    throw roomError(error, place)
  } finally {
    await fs.rm(workshop, { recursive: true, force: true })
    await syncEntry(parent)
  }
}

const workshopOf = (name: string): string => `.${name}.unfinished-`

/** What killed ones of the same name left; one that is at work keeps its own. */
async function clearWorkshops(parent: string, name: string): Promise<void> {
  const before = workshopOf(name)
  for (const entry of await fs.readdir(parent))
    if (entry.startsWith(before) && !isRunning(Number.parseInt(entry.slice(before.length), 10)))
      await fs.rm(path.join(parent, entry), { recursive: true, force: true })
}

async function isTaken(place: string): Promise<boolean> {
  try {
    return (await fs.readdir(place)).length > 0
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

/** @throws Refusal `backup.inside` where `place` is, or would be, in a folder or the folder itself */
export async function assertOutside(folder: string, place: string): Promise<void> {
  const inside = path.relative(await realPath(path.resolve(folder)), await realPath(path.resolve(place)))
  const isOutside = inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside)
  if (!isOutside) throw new Refusal('backup.inside', { place, folder })
}

/** Through links, also where the last part of it is not there yet. */
async function realPath(place: string): Promise<string> {
  const parent = path.dirname(place)
  const found = await fs.realpath(place).catch(() => null)
  return found ?? (parent === place ? place : path.join(await realPath(parent), path.basename(place)))
}

/** More than was counted: what grows while it is copied, and what the file system keeps for itself. */
const SPARE_BYTES = 32 << 20
const MEGABYTE = 1 << 20

/** @throws Refusal `backup.no_room` unless so many bytes can be written where `place` is to be */
export async function assertRoom(place: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await fs.statfs(await existing(path.resolve(place)))
  const free = bavail * bsize
  const needed = bytes + SPARE_BYTES
  if (free < needed) throw noRoom(place, needed - free)
}

async function existing(place: string): Promise<string> {
  const found = await fs.stat(place).catch(() => null)
  return found === null ? existing(path.dirname(place)) : place
}

const noRoom = (place: string, bytes: number): Refusal =>
  new Refusal('backup.no_room', { place, megabytes: Math.ceil(bytes / MEGABYTE) })

/** The disk may fill up all the same. */
function roomError(error: unknown, place: string): unknown {
  const { code } = error as { code?: unknown }
  return code === 'ENOSPC' || code === 'EDQUOT' ? noRoom(place, MEGABYTE) : error
}
