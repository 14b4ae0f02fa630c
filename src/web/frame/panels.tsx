import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import type { Scope } from '../../core/edit/box.js'
import type { QueryMeasure } from '../../processes/living/living-plan.js'

/** A number that somebody looks at more closely: what of the plan, over which days (`until` is not in it). */
export interface Chosen {
  readonly measure: QueryMeasure
  readonly scope: Scope
  readonly from: string
  readonly until: string
  /** Where several are selected: the least part of the plan that all of them lie in. */
  readonly around?: Omit<Chosen, 'measure' | 'around' | 'version'>
  /** Of a frozen version; else of the plan one is in. */
  readonly version?: string
}

export const DRAWER_TABS = ['why', 'notes', 'history'] as const
export type DrawerTab = (typeof DRAWER_TABS)[number]

interface Panels {
  readonly scopes: boolean
  readonly showScopes: (shown: boolean) => void
  /** Null: closed. */
  readonly drawer: DrawerTab | null
  readonly showDrawer: (tab: DrawerTab | null) => void
  readonly chosen: Chosen | null
  readonly choose: (chosen: Chosen | null) => void
  readonly help: boolean
  readonly showHelp: (shown: boolean) => void
}

const Opened = createContext<Panels | null>(null)

export const NARROW = '(max-width: 760px)'

export function PanelsProvider({ children }: { children: ReactNode }): ReactNode {
  const narrow = useNarrow()
  const [wide, setWide] = useLocalStorage({ key: 'rumbo.scopes', defaultValue: true, getInitialValueInEffect: false })
  const [onPhone, setOnPhone] = useState(false)
  const [drawer, showDrawer] = useState<DrawerTab | null>(null)
  const [chosen, choose] = useState<Chosen | null>(null)
  const [help, showHelp] = useState(false)
  const panels = useMemo<Panels>(
    () => ({
      scopes: narrow ? onPhone : wide,
      showScopes: narrow ? setOnPhone : setWide,
      drawer,
      showDrawer,
      chosen,
      choose,
      help,
      showHelp,
    }),
    [narrow, onPhone, wide, setWide, drawer, chosen, help],
  )
  return <Opened value={panels}>{children}</Opened>
}

/** A phone: what one looks at fills it, and nothing is written. */
export const useNarrow = (): boolean =>
  useMediaQuery(NARROW, matchMedia(NARROW).matches, { getInitialValueInEffect: false })

export function usePanels(): Panels {
  const panels = use(Opened)
  if (panels === null) throw new Error('no panels around this component')
  return panels
}
