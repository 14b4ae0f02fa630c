import { Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { EmptyState, ErrorState, LoadingRows, NoPermission, Opening } from '../../states/states.js'
import { useWords } from '../../words/words.js'
import { ChartExamples, SealExamples } from './chart-examples.js'

/** Every state and component in one place, for those who build and judge them. */
export function GalleryScreen(): ReactNode {
  const { say } = useWords()
  return (
    <Stack p="md" gap="xl">
      <Title order={1}>{say('web.gallery')}</Title>
      <EmptyState good title={say('web.nothing_to_see')} text={say('web.nothing_to_see_why')} />
      <NoPermission what={say('web.place_plan')} needs="edit demand" />
      <ErrorState error={new Error('example')} again={() => undefined} />
      <Opening phase="opening" />
      <LoadingRows rows={4} />
      <ChartExamples />
      <SealExamples />
    </Stack>
  )
}
