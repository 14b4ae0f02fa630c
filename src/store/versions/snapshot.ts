/**
 * A version kept ready to be opened again: the plan's columns as raw numbers and everything else by the runtime's own
 * structured serialisation. It lies inside the version's folder and is written with it; the Parquet files are the
 * version, this is how a process gets it back into memory fast.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import v8 from 'node:v8'

const STATE = 'state.bin'

/** What can be kept: any data whose big number columns are named apart. */
export interface Snapshot<State> {
  readonly state: State
  readonly columns: Readonly<Record<string, Float64Array>>
}

export async function saveSnapshot<State>(folder: string, { state, columns }: Snapshot<State>): Promise<void> {
  await fs.mkdir(folder, { recursive: true })
  for (const [name, values] of Object.entries(columns))
    await fs.writeFile(columnFile(folder, name), new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  await fs.writeFile(path.join(folder, STATE), v8.serialize({ state, lengths: lengthsOf(columns) }))
}

const lengthsOf = (columns: Snapshot<unknown>['columns']): Record<string, number> =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.length]))

/** Null when there is none, when it is cut short, or when another version of the runtime wrote it. */
export async function loadSnapshot<State>(folder: string): Promise<Snapshot<State> | null> {
  try {
    const kept = v8.deserialize(await fs.readFile(path.join(folder, STATE))) as {
      state: State
      lengths: Record<string, number>
    }
    const columns: Record<string, Float64Array> = {}
    for (const [name, length] of Object.entries(kept.lengths))
      columns[name] = await readColumn(columnFile(folder, name), length)
    return { state: kept.state, columns }
  } catch {
    return null
  }
}

const columnFile = (folder: string, name: string): string => path.join(folder, `${name}.f64`)

/** Reads straight into the column's own memory: a column of a million rows must not stand in memory twice. */
async function readColumn(file: string, length: number): Promise<Float64Array> {
  const handle = await fs.open(file, 'r')
  try {
    const { size } = await handle.stat()
    const values = new Float64Array(length)
    if (size !== values.byteLength) throw new Error(`${file} is not whole`)
    const bytes = new Uint8Array(values.buffer)
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(size - at, 1 << 30), at)
      if (bytesRead === 0) throw new Error(`${file} is cut short`)
      at += bytesRead
    }
    return values
  } finally {
    await handle.close()
  }
}
