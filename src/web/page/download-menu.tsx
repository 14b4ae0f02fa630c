import { ActionIcon, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useAttempt } from './use-attempt.js'

interface DownloadMenuProps {
  readonly label: string
  /** How each kind of file is made, by what the kind is called. */
  readonly files: Readonly<Record<string, () => unknown>>
}

/** What is on the screen, as a file to take along; where it does not come, that is said. */
export function DownloadMenu({ label, files }: DownloadMenuProps): ReactNode {
  const attempt = useAttempt()
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={label} className="not-printed">
          <IconDownload size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(files).map(([kind, make]) => (
          <Menu.Item key={kind} onClick={() => attempt(Promise.resolve(make()))}>
            {kind}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
