import { Group, Select, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { PlanTree } from '../../../processes/living/living-plan.js'
import { WayCrumbs } from '../../page/way-crumbs.js'
import { useNodesBelow } from '../../server/tree-nodes.js'
import { LEVELS } from '../../view/levels.js'
import { useWords } from '../../words/words.js'

interface WayPickerProps {
  readonly tree: PlanTree
  readonly way: readonly string[]
  readonly onChange: (way: string[]) => void
}

/** A node of a tree, chosen step by step from its root. */
export function WayPicker({ tree, way, onChange }: WayPickerProps): ReactNode {
  const { say } = useWords()
  const { nodes, isPending } = useNodesBelow(tree, way)
  const level = LEVELS[tree][way.length]
  return (
    <Group gap="xs" wrap="wrap" role="group" aria-label={say(`web.tree_${tree}`)}>
      <Text size="xs" c="dimmed" w={72}>
        {say(`web.tree_${tree}`)}
      </Text>
      <WayCrumbs way={way} look={(to) => onChange([...to])} />
      {level === undefined || (nodes.length === 0 && !isPending) ? null : (
        <Select
          aria-label={`${say(`web.tree_${tree}`)}: ${say(`web.level_${level}`)}`}
          placeholder={say(`web.level_${level}`)}
          w={170}
          searchable
          value={null}
          data={nodes.map(({ name, label }) => ({
            // A node without a name cannot be the value of an option.
            value: `/${name}`,
            label: label || say('web.nameless'),
          }))}
          onChange={(chosen) => chosen !== null && onChange([...way, chosen.slice(1)])}
        />
      )}
    </Group>
  )
}
