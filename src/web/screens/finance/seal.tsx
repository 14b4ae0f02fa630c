import { Button, Popover, Table, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconClock, IconRosetteDiscount, IconRosetteDiscountCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { useWords } from '../../words/words.js'
import classes from './finance.module.css'
import { type ProofTold, type SealState, sealState } from './proof.js'
import { useProof } from './use-proof.js'

const ICON = 16
const ICONS: Readonly<Record<SealState, ReactNode>> = {
  sealed: <IconRosetteDiscountCheck size={ICON} color="var(--r-good)" />,
  stale: <IconClock size={ICON} color="var(--r-warn)" />,
  gap: <IconAlertTriangle size={ICON} color="var(--r-bad)" />,
  broken: <IconAlertTriangle size={ICON} color="var(--r-bad)" />,
  never: <IconRosetteDiscount size={ICON} />,
}

/** Operations and finance are one number, and when that was proved. */
export function Seal(): ReactNode {
  const { proof, prove, isProving, refused } = useProof()
  if (proof === undefined) return null
  return (
    <div>
      <SealShown {...{ proof, prove, isProving }} />
      <RefusalAlert error={refused} />
    </div>
  )
}

interface SealShownProps {
  readonly proof: ProofTold | null
  readonly prove: (() => void) | null
  readonly isProving: boolean
}

export function SealShown({ proof, prove, isProving }: SealShownProps): ReactNode {
  const { say } = useWords()
  const state = sealState(proof)
  return (
    <div className={classes.seal} data-state={state} role="status">
      {ICONS[state]}
      {proof === null ? <span>{say('web.seal_never')}</span> : <SealText proof={proof} state={state} />}
      {prove === null || (state === 'sealed' && !isProving) ? null : (
        <Button variant="default" className="not-printed" loading={isProving} onClick={prove}>
          {say('web.seal_prove')}
        </Button>
      )}
    </div>
  )
}

function SealText({ proof, state }: { proof: ProofTold; state: SealState }): ReactNode {
  const { say, number, date } = useWords()
  const values = { at: date.moment(proof.at), cells: number.plain(proof.cells) }
  const text = (
    <span>
      <b>{say(`web.seal_${state === 'never' ? 'stale' : state}`)}</b> · {say('web.seal_proved', values)}
    </span>
  )
  if (proof.agreement === null) return text
  return (
    <Popover width={340} position="bottom-end">
      <Popover.Target>
        <UnstyledButton fz="xs" aria-label={say('web.seal_owners')}>
          {text}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Owners agreement={proof.agreement} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** What differs from what was signed, and who has taken it on. */
function Owners({ agreement }: { agreement: NonNullable<ProofTold['agreement']> }): ReactNode {
  const { say, number } = useWords()
  const { currency, gap, owned, record } = agreement
  return (
    <>
      <Text fw={600}>{say('web.seal_gap_title', { record, currency })}</Text>
      <Table fz="xs" aria-label={say('web.seal_owners')}>
        <Table.Tbody>
          {owned.map(({ owner, reason, amount }) => (
            <Table.Tr key={`${owner} ${reason}`}>
              <Table.Td>
                {owner} <span className="quiet">{reason}</span>
              </Table.Td>
              <Table.Td className="number">{number.plain(Number(amount))}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr fw={600}>
            <Table.Td>{say('web.seal_nobody')}</Table.Td>
            <Table.Td className="number">{number.plain(Number(gap))}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </>
  )
}
