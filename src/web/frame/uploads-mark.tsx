import { Button, Tooltip } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useUploadQueue } from '../server/upload-queue.js'
import { useWords } from '../words/words.js'

/** Files that are still on their way, or could not be sent, or wait for a name: wherever one is, with the way to them. */
export function UploadsMark(): ReactNode {
  const { say } = useWords()
  const navigate = useNavigate()
  const { sending, unnamed } = useUploadQueue()
  const failed = sending.filter(({ error }) => error !== null).length
  const going = sending.length - failed
  if (going + failed + unnamed.length === 0) return null
  const parts = [
    ...(going > 0 ? [say('web.uploads_going', { count: going })] : []),
    ...(failed > 0 ? [say('web.uploads_failed', { count: failed })] : []),
    ...(unnamed.length > 0 ? [say('web.uploads_unnamed', { count: unnamed.length })] : []),
  ]
  const label = say('web.uploads_waiting', { what: parts.join(', ') })
  return (
    <Tooltip label={label}>
      <Button
        variant="light"
        size="compact-xs"
        color={failed > 0 ? 'red' : 'rumbo'}
        aria-label={label}
        leftSection={<IconUpload size={12} />}
        onClick={() => void navigate({ to: '/data', search: { show: 'files' } } as never)}
      >
        {parts.join(', ')}
      </Button>
    </Tooltip>
  )
}
