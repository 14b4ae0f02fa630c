import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { tableMessages } from '../../../language/messages/web/table.js'
import type { UploadQueue } from '../../server/upload-queue.js'
import { useWords } from '../../words/words.js'
import { extensionOf, restOf, tableSaid, uploadName } from './upload-name.js'

const PREFIX = 'web.table_'
const TABLES = Object.keys(tableMessages).map((key) => key.slice(PREFIX.length))

/** Files that somebody chose: those whose names say their table go at once, the others are asked about one by one. */
export function useChosenFiles({ add, unnamed, ask, answered }: UploadQueue): {
  choose: (files: readonly File[]) => void
  asking: ReactNode
} {
  const { say } = useWords()
  const choose = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        if (extensionOf(file.name) === null)
          notifications.show({ color: 'red', message: say('web.data_bad_extension', { file: file.name }) })
        else if (tableSaid(file.name, TABLES) !== null) add(file.name, file)
        else ask(file)
      }
    },
    [add, ask, say],
  )
  const [file] = unnamed
  const asking =
    file === undefined ? null : (
      <NameDialog
        key={`${file.name} ${unnamed.length}`}
        file={file}
        onClose={answered}
        onNamed={(name) => {
          answered()
          add(name, file)
        }}
      />
    )
  return { choose, asking }
}

interface NameDialogProps {
  readonly file: File
  readonly onNamed: (name: string) => void
  readonly onClose: () => void
}

function NameDialog({ file, onNamed, onClose }: NameDialogProps): ReactNode {
  const { say, sayCode, language } = useWords()
  const [table, setTable] = useState<string | null>(null)
  const [rest, setRest] = useState(restOf(file.name))
  const tables = useMemo(
    () =>
      TABLES.map((value) => ({ value, label: sayCode(PREFIX + value) })).sort((one, other) =>
        one.label.localeCompare(other.label, language),
      ),
    [sayCode, language],
  )
  const name = table === null ? null : uploadName(table, restOf(`${rest}.`), extensionOf(file.name)!)
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('web.data_name_title')}
      closeButtonProps={{ 'aria-label': say('web.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== null) onNamed(name)
        }}
      >
        <Stack gap="sm">
          <Text>{say('web.data_name_why', { file: file.name })}</Text>
          <Select
            label={say('web.data_table')}
            data={tables}
            value={table}
            onChange={setTable}
            searchable
            openOnFocus={false}
            required
            data-autofocus
          />
          <TextInput
            label={say('web.data_name_more')}
            value={rest}
            onChange={({ currentTarget }) => setRest(currentTarget.value)}
          />
          {name === null ? null : (
            <Text size="xs" c="dimmed">
              {say('web.data_name_becomes', { file: name })}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('web.cancel')}
            </Button>
            <Button type="submit" disabled={name === null}>
              {say('web.data_check')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
