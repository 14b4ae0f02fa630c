import { ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { PLAN_TREES, type PlanTree } from '../../processes/living/living-plan.js'
import { WayCrumbs } from '../page/way-crumbs.js'
import { useWayLabels } from '../server/scope-names.js'
import { useChildren } from '../server/tree-nodes.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import classes from './frame.module.css'
import own from './scope-panel.module.css'

/** The three trees: where one is in each, and what lies below. */
export function ScopePanel(): ReactNode {
  const { say } = useWords()
  return (
    <aside className={classes.scopes} aria-label={say('web.scope_panel')}>
      <ScrollArea h="100%" type="auto">
        <Stack gap="md" p="sm">
          {PLAN_TREES.map((tree) => (
            <TreePart key={tree} tree={tree} />
          ))}
        </Stack>
      </ScrollArea>
    </aside>
  )
}

function TreePart({ tree }: { tree: PlanTree }): ReactNode {
  const { say } = useWords()
  const { scope, set } = useView()
  const way = scope[tree]
  const { children, count, isPending } = useChildren(tree, way)
  const labels = useWayLabels(tree, way)
  // A tree in which nothing is theirs is none.
  if (way.length === 0 && children.length === 0 && !isPending) return null
  const look = (at: readonly string[]): void => set({ scope: { ...scope, [tree]: [...at] } })
  return (
    <section aria-label={say(`web.tree_${tree}`)}>
      <Text size="xs" fw={600} c="dimmed">
        {say(`web.tree_${tree}`)}
      </Text>
      <WayCrumbs way={way} labels={labels} look={look} className={own.way} />
      <ul className={own.children} aria-busy={isPending}>
        {children.map(({ name, label }) => (
          <li key={name}>
            <UnstyledButton className={own.child} title={name} onClick={() => look([...way, name])}>
              {label || name || say('web.nameless')}
            </UnstyledButton>
          </li>
        ))}
        {count > children.length ? (
          <Text size="xs" c="dimmed" px={8}>
            {say('web.more_nodes', { count: count - children.length })}
          </Text>
        ) : null}
      </ul>
    </section>
  )
}
