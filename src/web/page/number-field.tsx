import { NumberInput, type NumberInputProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.js'

/** A number as its reader writes it: where the comma divides the fraction, `1.234` is a thousand and more. */
export function NumberField(props: NumberInputProps): ReactNode {
  const { number } = useWords()
  const mark = number.decimalMark
  return (
    <NumberInput
      size="xs"
      decimalSeparator={mark}
      allowedDecimalSeparators={[mark]}
      thousandSeparator={mark === ',' ? '.' : ','}
      {...props}
    />
  )
}
