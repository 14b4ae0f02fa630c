import fs from 'node:fs/promises'
import type { AccuracyGrain } from '../../core/demand/accuracy-cells.js'
import type { Measurement } from '../../processes/accuracy/measurement.js'
import { factsPath } from '../../store/duckdb/database.js'
import { measureFolder } from '../accuracy.js'
import { versionsOf } from '../versions.js'

/** Measurements for those who ask over and over: facts are read again only when there may be something new in them. */
export class AccuracyShelf {
  private readonly measuredAt = new Map<AccuracyGrain, string>()
  /** One at a time: two that ask together would measure the same twice. */
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly folder: string) {}

  measurements(grain: AccuracyGrain, version?: string): Promise<readonly Measurement[]> {
    const asked = this.turn.then(() => this.measure(grain, version))
    this.turn = asked.catch(() => undefined)
    return asked
  }

  private async measure(grain: AccuracyGrain, version: string | undefined): Promise<readonly Measurement[]> {
    const mark = await this.mark()
    const keptOnly = this.measuredAt.get(grain) === mark
    const { measurements, isWhole } = await measureFolder(this.folder, grain, { version, keptOnly })
    if (version === undefined && isWhole) this.measuredAt.set(grain, mark)
    return measurements
  }

  /** What changes when facts are loaded or a plan is frozen. */
  private async mark(): Promise<string> {
    const versions = await versionsOf(this.folder).list()
    const facts = await fs.stat(factsPath(this.folder)).catch(() => null)
    return `${facts?.mtimeMs} ${facts?.size} ${versions.map(({ id }) => id).join(' ')}`
  }
}
