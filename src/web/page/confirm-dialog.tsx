import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/words.js'
import { useOneAtATime } from './one-at-a-time.js'
import { RefusalAlert } from './refusal-alert.js'

interface ConfirmProps {
  readonly title: string
  readonly text: ReactNode
  readonly action: string
  /** What has to be typed before it can be done. */
  readonly typed?: { readonly label: string; readonly text: string }
  readonly dangerous?: boolean
  readonly run: () => Promise<unknown>
  readonly onClose: () => void
}

/** Asked before something that cannot be taken back; what is refused is said in place. */
export function ConfirmDialog({ title, text, action, typed, dangerous, run, onClose }: ConfirmProps): ReactNode {
  const { say } = useWords()
  const [written, setWritten] = useState('')
  const doing = useMutation({ mutationFn: run, onSuccess: onClose })
  const begin = useOneAtATime(() => doing.mutateAsync())
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': say('web.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          begin()
        }}
      >
        <Stack gap="sm">
          <Text>{text}</Text>
          {typed === undefined ? null : (
            <TextInput
              label={typed.label}
              value={written}
              onChange={({ currentTarget }) => setWritten(currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
          <RefusalAlert error={doing.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('web.cancel')}
            </Button>
            <Button
              type="submit"
              loading={doing.isPending}
              disabled={typed !== undefined && written !== typed.text}
              {...(dangerous ? { color: 'var(--r-bad)' } : {})}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
