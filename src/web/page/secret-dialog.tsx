import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.js'

interface SecretProps {
  readonly title: string
  readonly why: string
  readonly secret: string
  readonly onClose: () => void
}

/** Something that is shown once and never again: it is not closed by a click beside it. */
export function SecretDialog({ title, why, secret, onClose }: SecretProps): ReactNode {
  const { say } = useWords()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="sm">
        <Text>{why}</Text>
        <Group gap="xs" wrap="nowrap">
          <Code block aria-label={say('web.secret')} flex={1} style={{ wordBreak: 'break-all', whiteSpace: 'normal' }}>
            {secret}
          </Code>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              >
                {say(copied ? 'web.copied' : 'web.copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Group justify="flex-end">
          <Button onClick={onClose}>{say('web.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
