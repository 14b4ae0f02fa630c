/**
 * The same hold-outs through statsforecast, where Python has it (`RUMBO_PYTHON` names the interpreter, else `python3`).
 * Its models run on one core after a warm-up, as ours do; what they cannot forecast is answered by the last value.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { SeriesSet } from './forecast-data.js'
import type { Forecasts, HeldOut } from './forecast-figures.js'

const SCRIPT = path.resolve(import.meta.dirname, '..', '..', 'scripts', 'forecast-peer.py')
const python = (): string => process.env['RUMBO_PYTHON'] ?? 'python3'
/** Seasons of up to this many steps are given to models of one season. */
const SEASON_MAX = 24

export const hasPeer = (): boolean => spawnSync(python(), ['-c', 'import statsforecast']).status === 0

export interface PeerAnswer {
  readonly forecaster: string
  readonly forecasts: readonly Forecasts[]
  readonly seconds: number
}

export function askPeer(set: SeriesSet, held: readonly HeldOut[]): PeerAnswer[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-peer-'))
  try {
    const [question, answer] = ['question.json', 'answer.json'].map((name) => path.join(folder, name)) as [
      string,
      string,
    ]
    const season = set.seasons.find((length) => length <= SEASON_MAX) ?? 1
    const series = held.map(({ history }) => Array.from(history))
    fs.writeFileSync(question, JSON.stringify({ horizon: set.horizon, season, seasons: set.seasons, series }))
    const env = { ...process.env, NIXTLA_ID_AS_COL: '1', OMP_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' }
    const { status, stderr } = spawnSync(python(), [SCRIPT, question, answer], { encoding: 'utf8', env })
    if (status !== 0) throw new Error(`statsforecast stopped: ${stderr.slice(-2000)}`)
    const said = JSON.parse(fs.readFileSync(answer, 'utf8')) as Record<
      string,
      { seconds: number; forecasts: number[][] }
    >
    return Object.entries(said).map(([model, { seconds, forecasts }]) => ({
      forecaster: `statsforecast ${model}`,
      forecasts: forecasts.map((mean) => ({ mean: Float64Array.from(mean) })),
      seconds,
    }))
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
