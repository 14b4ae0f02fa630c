import type { Layer } from '../../core/demand/layer.js'
import type { ExportTable } from '../../core/plan/version.js'
import { sparseBatches } from './flow-tables.js'
import { listTable } from './list-tables.js'

/** Who changed the baseline, and by how much: consensus is the baseline plus these, never below zero. */
export function layerTables(layers: readonly Layer[]): ExportTable[] {
  return [
    listTable('layers', [
      ['layer', 'INTEGER', Int32Array.from(layers, (_, at) => at)],
      ['layer_id', 'VARCHAR', layers.map((layer) => layer.id)],
      ['kind', 'VARCHAR', layers.map((layer) => layer.kind)],
      ['source', 'VARCHAR', layers.map((layer) => layer.source)],
      ['owner', 'VARCHAR', layers.map((layer) => layer.owner)],
    ]),
    {
      name: 'layer_cells',
      columns: [
        { name: 'layer', type: 'INTEGER' },
        { name: 'row', type: 'INTEGER' },
        { name: 'bucket', type: 'INTEGER' },
        { name: 'quantity', type: 'BIGINT' },
      ],
      *batches() {
        for (const [at, layer] of layers.entries())
          for (const [row, bucket, quantity] of sparseBatches(layer.cells))
            yield [new Int32Array(row!.length).fill(at), row!, bucket!, quantity!]
      },
    },
  ]
}
