import { Anchor, Breadcrumbs } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.js'

interface WayCrumbsProps {
  /** Names from the root of a tree down. */
  readonly way: readonly string[]
  /** What people call each of them, where they have other names. */
  readonly labels?: readonly (string | undefined)[]
  readonly look: (way: readonly string[]) => void
  readonly className?: string | undefined
}

/** Where one is in a tree: each name leads back to it. */
export function WayCrumbs({ way, labels = [], look, className }: WayCrumbsProps): ReactNode {
  const { say } = useWords()
  return (
    <Breadcrumbs separator={<IconChevronRight size={12} />} separatorMargin={2} className={className ?? ''}>
      {[say('web.everything'), ...way].map((name, depth) => (
        <Anchor
          key={`${depth}/${name}`}
          component="button"
          type="button"
          size="sm"
          onClick={() => look(way.slice(0, depth))}
          aria-current={depth === way.length || undefined}
        >
          {(depth > 0 && labels[depth - 1]) || name || say('web.nameless')}
        </Anchor>
      ))}
    </Breadcrumbs>
  )
}
