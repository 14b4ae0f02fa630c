import { Button, CloseButton, Group, Progress, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Strip } from '../../page/page.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { useUploads } from '../../server/company-data.js'
import type { Sending, UploadQueue } from '../../server/upload-queue.js'
import { ErrorState, LoadingRows } from '../../states/states.js'
import { useWords } from '../../words/words.js'
import classes from './data.module.css'
import { WaitingFile } from './waiting-file.js'

/** Files on their way into the company folder: what is sent, what its check said, and whether it is taken. */
export function FilesTab({ queue }: { queue: UploadQueue }): ReactNode {
  const { say } = useWords()
  const { data, error, refetch } = useUploads()
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data === undefined) return <LoadingRows rows={4} />
  const { uploads } = data
  return (
    <>
      <div className={classes.hint}>
        {uploads.length + queue.sending.length === 0 ? `${say('web.data_no_uploads')}. ` : ''}
        {say('web.data_drop')}
      </div>
      {queue.sending.map((one) => (
        <SendingFile key={one.id} sending={one} queue={queue} />
      ))}
      {[...uploads].reverse().map((upload) => (
        <WaitingFile key={upload.id} upload={upload} />
      ))}
    </>
  )
}

function SendingFile({ sending, queue }: { sending: Sending; queue: UploadQueue }): ReactNode {
  const { say } = useWords()
  const { id, name, file, fraction, error } = sending
  if (error !== null)
    return (
      <Strip tone="bad" role="alert">
        <strong>{name}</strong>
        <RefusalAlert error={error} />
        <Group gap="xs">
          <Button
            variant="default"
            onClick={() => {
              queue.forget(id)
              queue.add(name, file)
            }}
          >
            {say('web.again')}
          </Button>
          <CloseButton size="xs" aria-label={say('web.close')} onClick={() => queue.forget(id)} />
        </Group>
      </Strip>
    )
  const text = say(fraction === null ? 'web.data_queued' : 'web.data_sending', { file: name })
  return (
    <div className={classes.upload} role="status">
      <Text>{text}</Text>
      <Progress value={(fraction ?? 0) * 100} aria-label={text} />
    </div>
  )
}
