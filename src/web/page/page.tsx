import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './page.module.css'

interface PageProps {
  readonly title: string
  readonly subtitle?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A screen of lists and forms: what it is, how it stands, what can be done; then the lists. */
export function Page({ title, subtitle, actions, children }: PageProps): ReactNode {
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {subtitle === undefined ? null : (
            <Text size="xs" c="dimmed" component="div">
              {subtitle}
            </Text>
          )}
        </div>
        {actions}
      </div>
      {children}
    </div>
  )
}

/** A sentence that matters now, with what can be done about it. */
export function Strip({
  tone,
  role = 'status',
  children,
}: {
  tone?: 'good' | 'warn' | 'bad'
  role?: 'status' | 'alert'
  children: ReactNode
}): ReactNode {
  return (
    <div className={classes.strip} data-tone={tone} role={role}>
      {children}
    </div>
  )
}
