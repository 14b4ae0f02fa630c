import { Group, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { LANGUAGES, type Language } from '../../../language/message.js'
import { useWords } from '../../words/words.js'

export interface Identity {
  readonly name: string
  /** Empty: none. */
  readonly email: string
  readonly language: Language | null
}

interface FieldsProps {
  readonly draft: Identity
  readonly onChange: (changed: Partial<Identity>) => void
  /** Stands beside the name. */
  readonly beside?: ReactNode
}

/** Who somebody is: name, address and language. */
export function IdentityFields({ draft, onChange, beside }: FieldsProps): ReactNode {
  const { say } = useWords()
  return (
    <>
      <Group grow align="start">
        <TextInput
          label={say('web.admin_name')}
          value={draft.name}
          maxLength={100}
          onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
          required
          data-autofocus={beside === undefined ? undefined : true}
        />
        {beside}
      </Group>
      <Group grow align="start">
        <TextInput
          label={say('web.admin_email')}
          type="email"
          value={draft.email}
          onChange={({ currentTarget }) => onChange({ email: currentTarget.value })}
        />
        <Select
          label={say('web.admin_language')}
          value={draft.language ?? ''}
          data={[
            { value: '', label: say('web.admin_language_browser') },
            ...LANGUAGES.map((value) => ({ value, label: say(`web.language_${value}`) })),
          ]}
          onChange={(language) => onChange({ language: LANGUAGES.find((one) => one === language) ?? null })}
        />
      </Group>
    </>
  )
}
