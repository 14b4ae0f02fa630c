import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Process } from '../../access/roles.js'
import { useSession } from '../server/session.js'
import { useWords } from '../words/words.js'

/** Those whose pages a process is see it, too. */
export function SharedWith({
  value,
  onChange,
  bare = false,
}: {
  value: Process | null
  onChange: (process: Process | null) => void
  bare?: boolean
}): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  const data = [
    { value: '', label: say('web.view_shared_nobody') },
    ...me.processes.map((process) => ({ value: process, label: say(`web.process_${process}`) })),
  ]
  return (
    <Select
      {...(bare ? { 'aria-label': say('web.view_shared') } : { label: say('web.view_shared') })}
      value={value ?? ''}
      data={data}
      onChange={(chosen) => onChange(chosen === '' || chosen === null ? null : (chosen as Process))}
    />
  )
}
