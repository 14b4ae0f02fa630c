import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'

/** Back to the whole company. */
export function WholeCompanyLink(): ReactNode {
  const { say } = useWords()
  const { set } = useView()
  return (
    <Anchor component="button" size="xs" onClick={() => set({ scope: { product: [], location: [], customer: [] } })}>
      {say('web.whole_company')}
    </Anchor>
  )
}
