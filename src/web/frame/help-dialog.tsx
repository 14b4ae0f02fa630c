import { Kbd, Modal, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Verb } from '../../core/edit/access.js'
import type { WebKey } from '../../language/messages/web.js'
import { useSession } from '../server/session.js'
import { useWords } from '../words/words.js'
import { placesOf } from './navigation.js'
import { usePanels } from './panels.js'

const KEYS: readonly (readonly [keys: string, what: WebKey, needs?: Verb])[] = [
  ['⌘K  Ctrl K', 'web.key_palette'],
  ['/', 'web.key_search'],
  ['w', 'web.key_why'],
  ['?', 'web.key_help'],
  ['← ↑ → ↓  Tab', 'web.key_move'],
  ['⇧ + ← ↑ → ↓', 'web.key_range'],
  ['Ctrl click  ⇧ F8', 'web.key_ranges'],
  ['Enter  F2', 'web.key_edit', 'edit demand'],
  ['=+10%  =-5%  =*1.1  =+100  12k', 'web.key_formula', 'edit demand'],
  ['Ctrl C  Ctrl V', 'web.key_copy'],
  ['Ctrl D  Ctrl R', 'web.key_fill', 'edit demand'],
  ['Ctrl Z  Ctrl ⇧ Z', 'web.key_undo', 'edit demand'],
  ['Ctrl L', 'web.key_lock', 'edit demand'],
  ['Alt → Alt ←', 'web.key_drill'],
  ['⇧ F2', 'web.key_comment', 'comment'],
  ['F8', 'web.key_conflict', 'edit demand'],
]

export function HelpDialog(): ReactNode {
  const { say } = useWords()
  const { help, showHelp } = usePanels()
  const { me, may } = useSession()
  return (
    <Modal
      opened={help}
      onClose={() => showHelp(false)}
      title={say('web.help_title')}
      closeButtonProps={{ 'aria-label': say('web.close') }}
    >
      <Table>
        <Table.Tbody>
          {KEYS.filter(([, , needs]) => needs === undefined || may(needs)).map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{say(what)}</Table.Td>
            </Table.Tr>
          ))}
          {placesOf(me).map(({ letter, name }) => (
            <Table.Tr key={letter}>
              <Table.Td>
                <Kbd>g {letter}</Kbd>
              </Table.Td>
              <Table.Td>{say(name)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
