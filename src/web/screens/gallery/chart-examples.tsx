import { Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { BridgeChart } from '../../charts/bridge-chart.js'
import { ColumnsChart } from '../../charts/columns-chart.js'
import { FanChart } from '../../charts/fan-chart.js'
import { useWords } from '../../words/words.js'
import type { ProofTold } from '../finance/proof.js'
import { SealShown } from '../finance/seal.js'

const MONTHS = ['2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01']
const SCALED = { decimals: 0, scale: '1' as const }

/** Every chart, with invented numbers. */
export function ChartExamples(): ReactNode {
  const { say, date } = useWords()
  const periods = MONTHS.map(date.month)
  const headed = { ...SCALED, title: say('web.example'), subtitle: say('web.unit') }
  const parts = [
    { name: say('web.actual'), notation: 'actual' as const, values: [410, 432, 260, null, null, null] },
    { name: say('web.plan_word'), notation: 'forecast' as const, values: [null, null, 150, 455, 430, 462] },
  ]
  const columns = { periods, parts, better: 1 as const, total: say('web.total'), difference: say('web.delta') }
  const budget = { name: say('web.short_budget'), notation: 'plan' as const, values: [400, 440, 425, 440, 440, 445] }
  const last = {
    name: say('web.short_lastYear'),
    notation: 'previous' as const,
    values: [380, 402, 410, 431, 405, null],
  }
  return (
    <Stack gap="xl">
      <ColumnsChart {...headed} columns={{ ...columns, reference: budget }} />
      <ColumnsChart {...headed} columns={{ ...columns, reference: last, better: -1 }} />
      <BridgeChart
        {...headed}
        ends={{
          from: { name: say('web.short_budget'), amount: 5200, notation: 'plan' },
          to: { name: say('web.plan_word'), amount: 5055, notation: 'forecast' },
          steps: [
            { name: say('finance.bar_price'), change: 120 },
            { name: say('finance.bar_volume'), change: -310 },
            { name: say('finance.bar_mix'), change: 45 },
          ],
        }}
      />
      <FanChart
        {...headed}
        fan={{
          periods,
          history: { name: say('web.actual'), values: [410, 432, 410, null, null, null] },
          forecast: { name: say('web.plan_word'), values: [null, null, null, 455, 430, 462] },
          bands: [
            { name: '80 %', low: [null, null, 410, 420, 380, 395], high: [null, null, 410, 490, 485, 530] },
            { name: '50 %', low: [null, null, 410, 440, 408, 430], high: [null, null, 410, 470, 452, 494] },
          ],
          reference: last,
        }}
      />
    </Stack>
  )
}

const PROOF: ProofTold = {
  at: '2026-12-01T14:02:00.000Z',
  ok: true,
  moved: false,
  cells: 1_204_331,
  identity: { holds: true, checks: [] },
  agreement: {
    record: '0001-cycle',
    currency: 'USD',
    open: true,
    gap: '0',
    lineCount: 0,
    lines: [],
    owned: [{ owner: 'ana', reason: 'forecast_update', amount: '120450.00' }],
  },
}

/** Every state of the seal. */
export function SealExamples(): ReactNode {
  const prove = (): void => undefined
  const states: readonly (ProofTold | null)[] = [
    PROOF,
    { ...PROOF, moved: true },
    { ...PROOF, ok: false, agreement: { ...PROOF.agreement!, gap: '-84210.50' } },
    { ...PROOF, ok: false, identity: { holds: false, checks: [] }, agreement: null },
    null,
  ]
  return (
    <Group>
      {states.map((proof, at) => (
        <SealShown key={at} proof={proof} prove={prove} isProving={false} />
      ))}
    </Group>
  )
}
