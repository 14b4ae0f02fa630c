import { type Column, columnFromArray, dateDay, float64, tableFromColumns, tableToIPC, utf8 } from '@uwdata/flechette'
import type { FileColumn } from './ports.js'

const MILLISECONDS_PER_DAY = 86_400_000

/** Batches of the same columns as one Arrow stream; tables for other programs are bounded, so it is made at once. */
export async function arrowStream(batches: AsyncIterable<readonly FileColumn[]>): Promise<ReadableStream<Uint8Array>> {
  const gathered = new Map<string, { type: FileColumn['type']; values: unknown[] }>()
  for await (const batch of batches)
    for (const { name, type, values } of batch) {
      const column = gathered.get(name) ?? { type, values: [] }
      gathered.set(name, column)
      for (const value of values) column.values.push(writtenAs(type, value))
    }
  const columns = [...gathered].map(([name, { type, values }]): [string, Column<unknown>] => [
    name,
    columnFromArray(values, TYPES[type]()),
  ])
  const bytes = tableToIPC(tableFromColumns(columns), { format: 'stream' })!
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
}

const writtenAs = (type: FileColumn['type'], value: string | number): unknown =>
  type === 'DATE' ? Number(value) * MILLISECONDS_PER_DAY : Number.isNaN(value) ? null : value

const TYPES = { VARCHAR: utf8, DATE: dateDay, DOUBLE: float64 } as const
