import { Button, Checkbox, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useSession } from '../../server/session.js'
import { useWords } from '../../words/words.js'
import type { PlanEdits } from './plan-edits.js'

/** A change that moves much says why before it is made. */
export function ReasonDialog({ asking }: { asking: PlanEdits['asking'] }): ReactNode {
  const { say } = useWords()
  return (
    <Modal
      opened={asking !== null}
      onClose={() => asking?.answer(null, false)}
      title={say('web.reason_title')}
      closeButtonProps={{ 'aria-label': say('web.close') }}
    >
      {asking === null ? null : <ReasonForm message={asking.message} answer={asking.answer} />}
    </Modal>
  )
}

function ReasonForm({
  message,
  answer,
}: {
  message: string
  answer: NonNullable<PlanEdits['asking']>['answer']
}): ReactNode {
  const { say } = useWords()
  const [code, setCode] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [keep, setKeep] = useState(true)
  const reasons = useReasons()
  const needsNote = reasons.find((reason) => reason.code === code)?.needsNote === true
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (code !== null) answer({ code, note }, keep)
      }}
    >
      <Stack gap="sm">
        <Text>{message}</Text>
        <Select
          label={say('web.reason')}
          data={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
          value={code}
          onChange={setCode}
          required
          data-autofocus
        />
        <Textarea
          size="xs"
          label={say('web.note')}
          value={note}
          required={needsNote}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Checkbox
          size="xs"
          label={say('web.reason_keep')}
          checked={keep}
          onChange={({ currentTarget }) => setKeep(currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => answer(null, false)}>
            {say('web.cancel')}
          </Button>
          <Button type="submit" disabled={code === null || (needsNote && note.trim() === '')}>
            {say('web.change')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

export function useReasons() {
  const { call } = useSession()
  const { language } = useWords()
  const { data } = useQuery({
    queryKey: ['reasons', language],
    queryFn: () => call('reasons', {}),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.reasons ?? []
}
