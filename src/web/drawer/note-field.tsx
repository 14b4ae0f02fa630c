import { Button, Combobox, Group, Text, Textarea, useCombobox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { mentionsOf } from '../../core/edit/mentions.js'
import { RefusalAlert } from '../page/refusal-alert.js'
import { useNames } from '../server/names.js'
import type { Reader } from '../server/readers.js'
import { useSession } from '../server/session.js'
import { useWords } from '../words/words.js'
import { namedLike, namingAt, withName } from './naming.js'

interface NoteFieldProps {
  readonly label: string
  /** Who would read it. */
  readonly readers: readonly Reader[]
  readonly send: (text: string) => Promise<unknown>
}

/** Something to say; whoever is named in it with an @ is told. */
export function NoteField({ label, readers, send }: NoteFieldProps): ReactNode {
  const { say } = useWords()
  const { text, offered, list, field, write, choose, clear } = useNaming(readers)
  const sending = useMutation({ mutationFn: () => send(text), onSuccess: clear })
  const post = (): void => {
    if (text.trim() !== '' && !sending.isPending) sending.mutate()
  }
  return (
    <>
      <Combobox store={list} onOptionSubmit={choose} position="top-start" withinPortal={false}>
        <Group gap="xs" align="end" wrap="nowrap">
          <Combobox.Target withAriaAttributes={offered.length > 0}>
            <Textarea
              ref={field}
              flex={1}
              label={label}
              autosize
              minRows={1}
              maxRows={6}
              size="xs"
              value={text}
              onChange={({ currentTarget }) => write(currentTarget)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) post()
              }}
              onBlur={() => list.closeDropdown()}
            />
          </Combobox.Target>
          <Button disabled={text.trim() === ''} loading={sending.isPending} onClick={post}>
            {say('web.send')}
          </Button>
        </Group>
        <Combobox.Dropdown hidden={offered.length === 0}>
          <Offered readers={offered} />
        </Combobox.Dropdown>
      </Combobox>
      <Unheard text={text} readers={readers} />
      <RefusalAlert error={sending.error} />
    </>
  )
}

/** What is being written, and those who may be meant by the name that is begun in it. */
function useNaming(readers: readonly Reader[]) {
  const [text, setText] = useState('')
  const [caret, setCaret] = useState(0)
  const field = useRef<HTMLTextAreaElement>(null)
  const list = useCombobox({ onDropdownClose: () => list.resetSelectedOption() })
  const naming = namingAt(text, caret)
  const offered = naming === null ? [] : namedLike(readers, naming)
  const isOffering = offered.length > 0
  // The first is chosen by Enter; a list that is there anew has none chosen.
  useEffect(() => {
    if (isOffering) list.selectFirstOption()
  }, [isOffering, text, list.selectFirstOption])
  const write = ({ value, selectionStart }: HTMLTextAreaElement): void => {
    setText(value)
    setCaret(selectionStart)
    const begun = namingAt(value, selectionStart)
    if (begun === null || namedLike(readers, begun).length === 0) list.closeDropdown()
    else list.openDropdown()
  }
  const choose = (user: string): void => {
    const done = withName(text, caret, naming!, user)
    setText(done.text)
    setCaret(done.caret)
    list.closeDropdown()
    requestAnimationFrame(() => field.current?.setSelectionRange(done.caret, done.caret))
  }
  return { text, offered, list, field, write, choose, clear: () => setText('') }
}

function Offered({ readers }: { readers: readonly Reader[] }): ReactNode {
  const { say } = useWords()
  return (
    <Combobox.Options aria-label={say('web.note_name_somebody')}>
      {readers.map(({ user, name }) => (
        <Combobox.Option key={user} value={user} onMouseDown={(event) => event.preventDefault()}>
          {name}{' '}
          <Text span size="xs" c="dimmed">
            @{user}
          </Text>
        </Combobox.Option>
      ))}
    </Combobox.Options>
  )
}

/** Those who are named and would not read it. */
function Unheard({ text, readers }: { text: string; readers: readonly Reader[] }): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  const names = useNames()
  const reads = new Set([me.user, ...readers.map(({ user }) => user)])
  const unheard = [...mentionsOf(text)].filter((user) => !reads.has(user) && names.has(user))
  if (unheard.length === 0) return null
  return (
    <Text size="xs" className="bad" role="status">
      {say('web.note_unheard', { who: unheard.map((user) => names.get(user)).join(', ') })}
    </Text>
  )
}
