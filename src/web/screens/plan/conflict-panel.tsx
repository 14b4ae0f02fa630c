import { Button, Group, Kbd, Table, Text, Title } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { planKey } from '../../server/live.js'
import { useNameOf } from '../../server/names.js'
import { useSession } from '../../server/session.js'
import { useWords, type Words } from '../../words/words.js'
import { changeText, daysText, type IntentTold, placeText } from '../scenarios/entry-text.js'
import type { PlanConflict } from './conflict-list.js'
import classes from './plan.module.css'
import type { IntentSent, PlanEdits } from './plan-edits.js'

interface PanelProps {
  readonly edits: Pick<PlanEdits, 'conflicts' | 'again'>
  /** One of the two was chosen. */
  readonly onChosen: () => void
}

/** What I wrote beside what somebody else had written meanwhile, and which of them stands. */
export function ConflictPanel({ edits: { conflicts, again }, onChosen }: PanelProps): ReactNode {
  const { say } = useWords()
  const [conflict, ...others] = conflicts.waiting
  if (conflict === undefined) return null
  return (
    <section className={classes.conflict} aria-label={say('web.conflict_title')}>
      <Group justify="space-between">
        <Title order={3}>{say('web.conflict_title')}</Title>
        {others.length === 0 ? null : <Text size="xs">{say('web.conflict_more', { count: others.length })}</Text>}
      </Group>
      <Sides conflict={conflict} />
      <Choice
        key={conflict.key}
        conflict={conflict}
        keep={() => {
          conflicts.remove(conflict.key)
          onChosen()
        }}
        again={() => {
          onChosen()
          void again(conflict)
        }}
      />
    </section>
  )
}

interface ChoiceProps {
  readonly conflict: PlanConflict
  readonly keep: () => void
  readonly again: () => void
}

function Choice({ conflict, keep, again }: ChoiceProps): ReactNode {
  const words = useWords()
  const nameOf = useNameOf()
  const first = useRef<HTMLButtonElement>(null)
  const back = useKeyTo(first)
  const chosen = (act: () => void) => (): void => {
    act()
    back()
  }
  return (
    <Group
      gap="xs"
      mt={6}
      onKeyDown={(event) => {
        if (event.key === 'Escape') back()
      }}
    >
      <Button ref={first} variant="default" onClick={chosen(keep)}>
        {words.say('web.conflict_keep', { who: whoOf(conflict, words, nameOf) })}
      </Button>
      <Button onClick={chosen(again)}>{words.say('web.conflict_again')}</Button>
      <Kbd size="xs">F8</Kbd>
    </Group>
  )
}

const whoOf = ({ theirs }: PlanConflict, { say }: Words, nameOf: (user: string) => string): string =>
  theirs === null ? say('web.conflict_somebody') : nameOf(theirs.actor)

/** F8 leads here from wherever one is; what is chosen, or Escape, leads back there. */
function useKeyTo(target: RefObject<HTMLElement | null>): () => void {
  const from = useRef<Element | null>(null)
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'F8') return
      event.preventDefault()
      if (document.activeElement !== target.current) from.current = document.activeElement
      target.current?.focus()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [target])
  return () => {
    if (from.current instanceof HTMLElement) from.current.focus()
  }
}

/** Beyond this one decides by the sum. */
const SHOWN = 6

function Sides({ conflict }: { conflict: PlanConflict }): ReactNode {
  const words = useWords()
  const { say, date, sayCode } = words
  const { mine, theirs } = conflict
  const nameOf = useNameOf()
  const shown = mine.intents.slice(0, SHOWN)
  const { each, all } = useEffects(conflict, shown)
  const reasonOf = (reason: { code: string; note?: string | undefined } | null): string =>
    reason === null || reason.code === 'none'
      ? ''
      : [sayCode(`reason.${reason.code}`, {}, reason.code), reason.note].filter(Boolean).join(': ')
  return (
    <Table layout="auto" fz="xs" aria-label={say('web.conflict_title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say('web.conflict_where')}</Table.Th>
          <Table.Th className="number">{say('web.conflict_theirs', { who: whoOf(conflict, words, nameOf) })}</Table.Th>
          <Table.Th className="number">{say('web.conflict_mine')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shown.map((intent, at) => (
          <Table.Tr key={at}>
            <Table.Th scope="row" fw={400}>
              {whereText(intent as IntentTold, words)}
            </Table.Th>
            <Numbers effect={each[at]} intent={intent as IntentTold} />
          </Table.Tr>
        ))}
        {mine.intents.length > 1 ? (
          <Table.Tr>
            <Table.Th scope="row">
              {say('web.conflict_total')}
              {mine.intents.length > SHOWN
                ? ` · ${say('web.conflict_cells', { count: mine.intents.length - SHOWN })}`
                : ''}
            </Table.Th>
            <Numbers effect={all} intent={null} />
          </Table.Tr>
        ) : null}
        <Row name={say('web.conflict_what')}>
          {theirsText(conflict, words)}
          {intentsText(mine.intents as readonly IntentTold[], words)}
        </Row>
        <Row name={say('web.reason')}>
          {reasonOf(theirs?.reason ?? null)}
          {reasonOf(mine.reason)}
        </Row>
        <Row name={say('web.conflict_when')}>
          {theirs === null ? '' : date.moment(theirs.at)}
          {say('web.conflict_refused_now')}
        </Row>
      </Table.Tbody>
    </Table>
  )
}

function Row({ name, children: [theirs, mine] }: { name: string; children: readonly [ReactNode, ReactNode] }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} c="dimmed">
        {name}
      </Table.Th>
      <Table.Td className="number">{theirs}</Table.Td>
      <Table.Td className="number">{mine}</Table.Td>
    </Table.Tr>
  )
}

type Effect = AnswerOf<Routes['preview']>

/** What is there now, and what would be; of what is no quantity, what is asked for. */
function Numbers({ effect, intent }: { effect: Effect | undefined; intent: IntentTold | null }): ReactNode {
  const words = useWords()
  const { say, number } = words
  const moved = effect?.moved.find(({ measure }) => measure === 'consensus')
  const quantity = (value: number): string => `${number.whole(value, QUANTITY_DECIMALS)} ${say('web.unit')}`
  return (
    <>
      <Table.Td className="number">{moved === undefined ? '' : quantity(moved.before)}</Table.Td>
      <Table.Td className="number">
        {moved !== undefined ? quantity(moved.after) : intent === null ? '' : changeText(intent, words)}
      </Table.Td>
    </>
  )
}

/** What mine would make of what is there now: asked again whenever the plan goes on. */
function useEffects({ key, scenario, mine }: PlanConflict, shown: readonly IntentSent[]) {
  const { call } = useSession()
  const asked = [mine.intents, ...(mine.intents.length > 1 ? shown.map((intent) => [intent]) : [])]
  const answers = useQueries({
    queries: asked.map((intents, at) => ({
      queryKey: planKey(scenario, 'conflict', key, at),
      queryFn: () => call('preview', { params: { scenario }, body: { intents: [...intents] } }),
    })),
  })
  const [all, ...each] = answers.map(({ data }) => data)
  return { all, each: mine.intents.length > 1 ? each : [all] }
}

const whereText = (intent: IntentTold, words: Words): string =>
  [placeText(intent, words), daysText(intent, words)].filter((text) => text !== '').join(' · ')

function theirsText({ theirs }: PlanConflict, words: Words): string {
  if (theirs === null) return words.say('web.conflict_hidden')
  if (theirs.undoes !== undefined) return words.say('web.conflict_undid', { position: theirs.undoes })
  return intentsText(theirs.intents, words)
}

function intentsText(intents: readonly IntentTold[], words: Words): string {
  const [first, ...others] = intents
  if (first === undefined) return ''
  const text = changeText(first, words)
  return others.length === 0 ? text : `${text} · ${words.say('web.conflict_cells', { count: others.length })}`
}
