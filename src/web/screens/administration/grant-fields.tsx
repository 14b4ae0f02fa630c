import { ActionIcon, Button, Checkbox, Fieldset, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { PROCESSES, ROLES } from '../../../access/roles.js'
import { MEASURE_GROUPS } from '../../../core/edit/access.js'
import { PLAN_TREES } from '../../../processes/living/living-plan.js'
import type { Grant, GrantedScope } from '../../server/people.js'
import { useWords } from '../../words/words.js'
import { isWhole } from './scope-text.js'
import { WayPicker } from './way-picker.js'

interface GrantFieldsProps {
  readonly grant: Grant
  readonly onChange: (grant: Grant) => void
}

/** Roles, the parts of the company, and, where they differ from the roles', figures and processes. */
export function GrantFields({ grant, onChange }: GrantFieldsProps): ReactNode {
  const { say } = useWords()
  const set = (changed: Partial<Grant>): void => onChange({ ...grant, ...changed })
  return (
    <Stack gap="md">
      <Checkbox.Group
        label={say('web.admin_roles')}
        size="xs"
        value={grant.roles}
        onChange={(roles) => set({ roles: roles as Grant['roles'] })}
      >
        <Stack gap={4} mt={4}>
          {ROLES.map((role) => (
            <Checkbox
              key={role}
              size="xs"
              value={role}
              label={say(`web.role_${role}`)}
              description={say(`web.role_${role}_why`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Scopes scopes={grant.scopes} onChange={(scopes) => set({ scopes })} />
      <OwnList
        label={say('web.admin_measures')}
        values={MEASURE_GROUPS}
        labelOf={(group) => say(`web.group_${group}`)}
        chosen={grant.measures ?? null}
        onChange={(measures) => set({ measures })}
      />
      <OwnList
        label={say('web.admin_processes')}
        values={PROCESSES}
        labelOf={(process) => say(`web.process_${process}`)}
        chosen={grant.processes ?? null}
        onChange={(processes) => set({ processes })}
      />
    </Stack>
  )
}

function Scopes({
  scopes,
  onChange,
}: {
  scopes: readonly GrantedScope[]
  onChange: (scopes: GrantedScope[]) => void
}): ReactNode {
  const { say } = useWords()
  return (
    <Fieldset legend={say('web.admin_scopes')} variant="unstyled">
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          {scopes.length === 0 ? say('web.admin_no_scope') : say('web.admin_scope_why')}
        </Text>
        {scopes.map((scope, at) => (
          <ScopeFields
            key={at}
            number={at + 1}
            scope={scope}
            onChange={(changed) => onChange(scopes.map((one, place) => (place === at ? changed : one)))}
            remove={() => onChange(scopes.filter((_, place) => place !== at))}
          />
        ))}
        <Group>
          <Button variant="default" onClick={() => onChange([...scopes, scopes.length === 0 ? {} : { location: [] }])}>
            {say('web.admin_scope_more')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}

interface ScopeFieldsProps {
  readonly number: number
  readonly scope: GrantedScope
  readonly onChange: (scope: GrantedScope) => void
  readonly remove: () => void
}

function ScopeFields({ number, scope, onChange, remove }: ScopeFieldsProps): ReactNode {
  const { say } = useWords()
  const of = String(number)
  const bySupplier = 'supplier' in scope
  // Asked for a part, nothing of it is named yet: that is still everything, and the pickers stand open.
  const kind = bySupplier ? 'supplier' : isWhole(scope) && Object.keys(scope).length === 0 ? 'all' : 'part'
  const become = { all: {}, part: { location: [] }, supplier: { supplier: '' } } as const
  return (
    <section aria-label={say('web.admin_scope_part', { number: of })}>
      <Stack gap={4}>
        <Group gap="xs" justify="space-between">
          <SegmentedControl
            aria-label={say('web.admin_scope_kind')}
            value={kind}
            onChange={(chosen) => onChange(structuredClone(become[chosen as typeof kind]) as GrantedScope)}
            data={(['all', 'part', 'supplier'] as const).map((value) => ({
              value,
              label: say(`web.admin_scope_kind_${value}`),
            }))}
          />
          <ActionIcon aria-label={say('web.admin_scope_remove', { number: of })} onClick={remove}>
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
        {bySupplier ? (
          <TextInput
            aria-label={say('web.admin_supplier')}
            placeholder={say('web.admin_supplier')}
            value={scope.supplier}
            onChange={({ currentTarget }) => onChange({ supplier: currentTarget.value })}
          />
        ) : kind === 'part' ? (
          PLAN_TREES.map((tree) => (
            <WayPicker
              key={tree}
              tree={tree}
              way={scope[tree] ?? []}
              onChange={(way) => onChange({ ...scope, [tree]: way })}
            />
          ))
        ) : null}
      </Stack>
    </section>
  )
}

interface OwnListProps<Of extends string> {
  readonly label: string
  readonly values: readonly Of[]
  readonly labelOf: (value: Of) => string
  /** Null: as the roles say. */
  readonly chosen: readonly Of[] | null
  readonly onChange: (chosen: Of[] | null) => void
}

function OwnList<Of extends string>({ label, values, labelOf, chosen, onChange }: OwnListProps<Of>): ReactNode {
  const { say } = useWords()
  return (
    <Fieldset legend={label} variant="unstyled">
      <Group gap="sm">
        <SegmentedControl
          aria-label={label}
          value={chosen === null ? 'roles' : 'own'}
          onChange={(how) => onChange(how === 'roles' ? null : [])}
          data={[
            { value: 'roles', label: say('web.admin_as_roles') },
            { value: 'own', label: say('web.admin_own_list') },
          ]}
        />
        {chosen === null ? null : (
          <Checkbox.Group value={[...chosen]} onChange={(values) => onChange(values as Of[])}>
            <Group gap="sm">
              {values.map((value) => (
                <Checkbox key={value} size="xs" value={value} label={labelOf(value)} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
      </Group>
    </Fieldset>
  )
}
