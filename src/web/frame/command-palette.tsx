import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconArrowRight, IconMapPin, IconPackage, IconSearch, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { PlanTree } from '../../processes/living/living-plan.js'
import { treeKey } from '../server/live.js'
import { useSession } from '../server/session.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import { placesOf } from './navigation.js'
import { usePanels } from './panels.js'

const ICON = 16
const TREE_ICON: Readonly<Record<PlanTree, ReactNode>> = {
  product: <IconPackage size={ICON} />,
  location: <IconMapPin size={ICON} />,
  customer: <IconUser size={ICON} />,
}

/** One field for everything: where to go, what to look at, what to do. */
export function CommandPalette(): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  const navigate = useNavigate()
  const { showHelp, showDrawer } = usePanels()
  const [asked, setAsked] = useState('')
  const found = useNodesNamed(asked)
  const go = placesOf(me).map(
    ({ path, name }): SpotlightActionData => ({
      id: path,
      group: say('web.palette_go'),
      label: say(name),
      leftSection: <IconArrowRight size={ICON} />,
      onClick: () => void navigate({ to: path } as never),
    }),
  )
  const actions: SpotlightActionData[] = [
    { id: 'why', group: say('web.palette_do'), label: say('web.key_why'), onClick: () => showDrawer('why') },
    { id: 'help', group: say('web.palette_do'), label: say('web.key_help'), onClick: () => showHelp(true) },
  ]
  return (
    <Spotlight
      actions={[...go, ...actions, ...found]}
      query={asked}
      onQueryChange={setAsked}
      nothingFound={say('web.palette_nothing')}
      shortcut={['mod + K']}
      highlightQuery
      scrollable
      title={say('web.search')}
      classNames={{ header: 'unseen' }}
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={ICON} />,
        placeholder: say('web.palette_placeholder'),
        'aria-label': say('web.search'),
      }}
    />
  )
}

const LEAST = 2
const MOST = 12

/** Nodes of the trees by a name: chosen, they become what is looked at. */
function useNodesNamed(asked: string): SpotlightActionData[] {
  const { say } = useWords()
  const { call } = useSession()
  const { scenario, scope, set } = useView()
  const [end] = useDebouncedValue(asked.trim(), 150)
  const { data } = useQuery({
    queryKey: treeKey(scenario, 'search', end),
    enabled: end.length >= LEAST,
    queryFn: () => call('search', { params: { scenario }, query: { text: end, limit: MOST } }),
  })
  return (data?.nodes ?? []).map(({ tree, way, label }) => ({
    id: `${tree} ${way.join('/')}`,
    group: say(`web.tree_${tree}`),
    label,
    description: way.join(' ▸ '),
    keywords: [end],
    leftSection: TREE_ICON[tree],
    onClick: () => set({ scope: { ...scope, [tree]: way } }),
  }))
}
