import { ActionIcon, Button, Group, SegmentedControl, Select, Text, Title, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconTransform } from '@tabler/icons-react'
import { memo, type ReactNode, useState } from 'react'
import { PLAN_TREES, type PlanTree } from '../../../processes/living/living-plan.js'
import { Act } from '../../page/act.js'
import { DownloadMenu } from '../../page/download-menu.js'
import { ScaleControl } from '../../page/scale-control.js'
import { LEVELS } from '../../view/levels.js'
import { useView } from '../../view/view.js'
import type { Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { FILE_FORMATS, type FileFormat } from './export-table.js'
import classes from './plan.module.css'
import { PASTS, PERIODS, type Period, type PlanLayout, type Time, USUAL_PAST, writeDepths } from './plan-layout.js'

interface ToolbarProps {
  readonly layout: PlanLayout
  readonly title: string
  readonly subtitle: string
  readonly scale: Scale
  readonly undo: () => Promise<void>
  readonly redo: () => Promise<void>
  readonly exportAs: (format: FileFormat) => Promise<void>
  /** Money is told by month. */
  readonly byMonthOnly: boolean
  /** Days are told by the plan's own calendar. */
  readonly withDays: boolean
}

/** Who, what, when; and how the rows and columns are cut. */
export const PlanToolbar = memo(function PlanToolbar({
  layout,
  title,
  subtitle,
  scale,
  undo,
  redo,
  exportAs,
  byMonthOnly,
  withDays,
}: ToolbarProps): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  const [cut, setCut] = useState(false)
  return (
    <div className={classes.toolbar}>
      <div className={classes.headline}>
        <Title order={1} size="h2">
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          {subtitle}
        </Text>
      </div>
      <Button className={classes.cutting} variant="default" aria-expanded={cut} onClick={() => setCut(!cut)}>
        {say('web.rows_and_columns')}
      </Button>
      <Group gap="xs" wrap="wrap" className={classes.cuts} data-open={cut || undefined}>
        {PLAN_TREES.map((tree) => (
          <LevelSelect key={tree} tree={tree} layout={layout} />
        ))}
        <SegmentedControl
          aria-label={say('web.period')}
          value={byMonthOnly ? 'month' : !withDays && layout.period === 'bucket' ? 'week' : layout.period}
          onChange={(period) => move({ by: period === 'week' ? undefined : period })}
          disabled={byMonthOnly}
          data={PERIODS.map((period: Period) => ({
            value: period,
            label: say(`web.period_${period}`),
            disabled: period === 'bucket' && !withDays,
          }))}
        />
        <TimeSwitch time={layout.time} />
        <Select
          aria-label={say('web.past')}
          w={132}
          value={String(layout.past)}
          data={PASTS.map((months) => ({ value: String(months), label: say(`web.past_${months}`) }))}
          onChange={(months) => move({ past: months === String(USUAL_PAST) ? undefined : (months ?? undefined) })}
        />
        <ScaleControl scale={scale} usual="1" />
        <Act label={say('web.undo')} onClick={() => void undo()} icon={<IconArrowBackUp size={16} />} />
        <Act label={say('web.redo')} onClick={() => void redo()} icon={<IconArrowForwardUp size={16} />} />
        <DownloadMenu
          label={say('web.export')}
          files={Object.fromEntries(FILE_FORMATS.map((format) => [format.toUpperCase(), () => exportAs(format)]))}
        />
      </Group>
    </div>
  )
})

/** Whether time runs in columns or in rows. */
function TimeSwitch({ time }: { time: Time }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  const inRows = time === 'rows'
  const label = say('web.time_rows')
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        aria-pressed={inRows}
        className={classes.pressed}
        onClick={() => move({ time: inRows ? undefined : 'rows' })}
      >
        <IconTransform size={16} />
      </ActionIcon>
    </Tooltip>
  )
}

/** How deep the rows go in one of the trees. */
function LevelSelect({ tree, layout }: { tree: PlanTree; layout: PlanLayout }): ReactNode {
  const { say } = useWords()
  const { scope, move } = useView()
  const levels = LEVELS[tree].map((level, at) => ({ value: String(at + 1), label: say(`web.level_${level}`) }))
  return (
    <Select
      aria-label={say('web.rows_by', { tree: say(`web.tree_${tree}`) })}
      w={132}
      value={String(layout.depths[tree])}
      data={[{ value: '0', label: say(`web.all_of_${tree}`) }, ...levels.slice(scope[tree].length)]}
      onChange={(depth) => move({ rows: writeDepths({ ...layout.depths, [tree]: Number(depth) }) })}
    />
  )
}
