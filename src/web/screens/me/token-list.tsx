import { Button, NumberInput, SegmentedControl, Table, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '../../page/confirm-dialog.js'
import classes from '../../page/page.module.css'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { SecretDialog } from '../../page/secret-dialog.js'
import { type NewToken, type TokenShown, useTokens } from '../../server/tokens.js'
import { ErrorState, LoadingRows } from '../../states/states.js'
import { useWords } from '../../words/words.js'
import own from './me.module.css'
import { tokenState } from './token-state.js'

const KINDS = ['api', 'live'] as const
/** As the API has it (`MOST_TOKEN_DAYS`). */
const MOST_DAYS = 366
const USUAL_DAYS = 90

/** One's tokens, and another one: its secret is shown when it is made and never again. */
export function TokenList(): ReactNode {
  const { say } = useWords()
  const { tokens, error } = useTokens()
  return (
    <>
      <MakeToken />
      {error !== null ? (
        <ErrorState error={error} />
      ) : tokens === undefined ? (
        <LoadingRows rows={3} />
      ) : tokens.length === 0 ? (
        <Text c="dimmed">{say('web.tokens_none')}</Text>
      ) : (
        <TokenTable tokens={tokens} />
      )}
    </>
  )
}

function MakeToken(): ReactNode {
  const { say } = useWords()
  const { make } = useTokens()
  const [draft, setDraft] = useState<NewToken>({ name: '', kind: 'live', days: USUAL_DAYS })
  const made = make.data
  return (
    <>
      <form
        className={own.form}
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate(draft)
        }}
      >
        <TextInput
          label={say('web.token_name')}
          value={draft.name}
          maxLength={200}
          onChange={({ currentTarget }) => setDraft({ ...draft, name: currentTarget.value })}
          required
        />
        <SegmentedControl
          aria-label={say('web.token_kind')}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind: kind as NewToken['kind'] })}
          data={KINDS.map((value) => ({ value, label: say(`web.token_kind_${value}`) }))}
        />
        <NumberInput
          size="xs"
          label={say('web.token_days')}
          w={90}
          min={1}
          max={MOST_DAYS}
          allowDecimal={false}
          value={draft.days}
          onChange={(days) => setDraft({ ...draft, days: Number(days) })}
        />
        <Button type="submit" size="xs" loading={make.isPending} disabled={draft.name.trim() === ''}>
          {say('web.token_make')}
        </Button>
      </form>
      <RefusalAlert error={make.error} />
      {made === undefined ? null : (
        <SecretDialog
          title={say('web.token_secret_title', { name: made.token.name })}
          why={say('web.token_secret_why')}
          secret={made.secret}
          onClose={() => {
            // Nothing of the page remembers it.
            make.reset()
            setDraft({ ...draft, name: '' })
          }}
        />
      )}
    </>
  )
}

function TokenTable({ tokens }: { tokens: readonly TokenShown[] }): ReactNode {
  const { say } = useWords()
  const { revoke } = useTokens()
  const [asked, setAsked] = useState<TokenShown | null>(null)
  return (
    <div className={classes.scroller}>
      <Table layout="auto" aria-label={say('web.me_tokens')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('web.token_name')}</Table.Th>
            <Table.Th>{say('web.token_kind')}</Table.Th>
            <Table.Th>{say('web.token_state')}</Table.Th>
            <Table.Th>{say('web.token_expires')}</Table.Th>
            <Table.Th className={classes.wide}>{say('web.token_used')}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} revoke={() => setAsked(token)} />
          ))}
        </Table.Tbody>
      </Table>
      {asked === null ? null : (
        <ConfirmDialog
          dangerous
          title={say('web.token_revoke_title', { name: asked.name })}
          text={say('web.token_revoke_why')}
          action={say('web.token_revoke')}
          run={() => revoke.mutateAsync(asked.id)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  )
}

const STATE_CLASS = { valid: 'good', expired: 'quiet', revoked: 'quiet' } as const

function TokenRow({ token, revoke }: { token: TokenShown; revoke: () => void }): ReactNode {
  const { say, date } = useWords()
  const state = tokenState(token, Date.now())
  return (
    <Table.Tr>
      <Table.Td>{token.name}</Table.Td>
      <Table.Td>{say(`web.token_kind_${token.kind}`)}</Table.Td>
      <Table.Td className={STATE_CLASS[state]}>{say(`web.token_${state}`)}</Table.Td>
      <Table.Td>{date.day(token.expiresAt.slice(0, 10))}</Table.Td>
      <Table.Td className={classes.wide}>
        {token.usedAt === null ? say('web.token_never') : date.moment(token.usedAt)}
      </Table.Td>
      <Table.Td className="number">
        {state === 'valid' ? (
          <Button variant="default" onClick={revoke} aria-label={`${say('web.token_revoke')} ${token.name}`}>
            {say('web.token_revoke')}
          </Button>
        ) : null}
      </Table.Td>
    </Table.Tr>
  )
}
