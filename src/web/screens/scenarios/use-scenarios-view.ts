import { useMemo } from 'react'
import type { Company, ScenarioShown } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { SCALES, type Scale } from '../../words/number-format.js'
import type { ScenarioFigure } from './scenario-address.js'
import { readScenarioView, type ScenarioView } from './scenario-address.js'
import { type Span, spanNamed, spansOf } from './scenario-spans.js'
import { figuresSeen } from './use-totals.js'

/** What is shown, with what the address names and is not there any more left out. */
export interface ScenariosShown extends Omit<ScenarioView, 'compared' | 'of' | 'span' | 'figure'> {
  readonly compared: readonly ScenarioShown[]
  readonly of: ScenarioShown | null
  readonly spans: readonly Span[]
  readonly span: Span
  readonly figures: readonly ScenarioFigure[]
  readonly figure: ScenarioFigure | null
  readonly scale: Scale
}

export function useScenariosView(company: Company, scenarios: readonly ScenarioShown[]): ScenariosShown {
  const { address, scenario } = useView()
  const session = useSession()
  return useMemo(() => {
    const { compared, of, span, figure, ...view } = readScenarioView(address)
    const spans = spansOf(company)
    const figures = figuresSeen(session)
    const named = (id: string | null): ScenarioShown | undefined => scenarios.find((one) => one.id === id)
    return {
      ...view,
      compared: compared.flatMap((id) => named(id) ?? []),
      of: named(of) ?? named(scenario) ?? scenarios[0] ?? null,
      spans,
      span: spanNamed(spans, span),
      figures,
      figure: figures.find((one) => one === figure) ?? figures[0] ?? null,
      scale: SCALES.find((one) => one === address.scale) ?? 'k',
    }
  }, [address, scenario, session, company, scenarios])
}

/** Scenarios that are compared are called by letters. */
export const letterOf = (at: number): string => String.fromCharCode('A'.charCodeAt(0) + at)
