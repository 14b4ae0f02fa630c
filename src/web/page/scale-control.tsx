import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useView } from '../view/view.js'
import { SCALES, type Scale } from '../words/number-format.js'
import { useWords } from '../words/words.js'

/** In ones, thousands or millions. `usual` is what a page shows unless asked: it is not written into the address. */
export function ScaleControl({ scale, usual = null }: { scale: Scale; usual?: Scale | null }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  return (
    <SegmentedControl
      aria-label={say('web.scale')}
      value={scale}
      onChange={(chosen) => move({ scale: chosen === usual ? undefined : chosen })}
      data={[...SCALES]}
    />
  )
}
