import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'

/** Something to do, as a sign: its name is read on it and heard. */
export function Act({ label, onClick, icon }: { label: string; onClick: () => void; icon: ReactNode }): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
