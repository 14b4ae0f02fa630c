import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { minorDecimals } from '../../../finance/currency.js'
import { isMoney } from '../../drawer/measure-text.js'
import type { Scale } from '../../words/number-format.js'
import type { Words } from '../../words/words.js'
import { type Delta, isGood } from './deltas.js'
import type { ScenarioFigure } from './scenario-address.js'

export interface FigureShown {
  readonly figure: ScenarioFigure
  readonly currency: string
  readonly scale: Scale
}

export const figureDecimals = ({ figure, currency }: Pick<FigureShown, 'figure' | 'currency'>): number =>
  isMoney(figure) ? minorDecimals(currency) : QUANTITY_DECIMALS

const DIGITS: Readonly<Record<Scale, number>> = { '1': 0, k: 0, M: 2 }

export const figureText = (value: number | null | undefined, shown: FigureShown, { number }: Words): string =>
  number.whole(value, figureDecimals(shown), { scale: shown.scale, fractionDigits: DIGITS[shown.scale] })

/** In which unit, at which scale: USD k. */
export function unitText({ figure, currency, scale }: FigureShown, { say }: Words): string {
  const unit = isMoney(figure) ? currency : say('web.unit')
  return scale === '1' ? unit : `${unit} ${scale}`
}

/** What differs, absolute and as a share: two cells of a row, green where it is good and red where it is not. */
export function DeltaCells({ delta, shown, words }: { delta: Delta; shown: FigureShown; words: Words }): ReactNode {
  const { number } = words
  const { change, share } = delta
  const good = isGood(shown.figure, change)
  const tone = good === null ? '' : good ? 'good' : 'bad'
  const decimals = figureDecimals(shown)
  const options = { scale: shown.scale, fractionDigits: DIGITS[shown.scale], signed: true }
  return (
    <>
      <Table.Td className={`number ${tone}`}>{number.whole(change, decimals, options)}</Table.Td>
      <Table.Td className={`number ${tone}`}>{shareText(share, words)}</Table.Td>
    </>
  )
}

function shareText(share: number | null, { number }: Words): string {
  if (share === null || share === 0) return share === 0 ? number.whole(0, 0) : number.share(null)
  return `${share > 0 ? '+' : '−'}${number.share(Math.abs(share), 1)}`
}
