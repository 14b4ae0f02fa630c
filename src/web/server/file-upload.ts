/** A file sent to the server, told how much of it has gone: `fetch` does not tell. */
import { type AnswerOf, RAW_TYPE } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import type { RefusalAnswer } from '../../api/wire/base.js'
import type { Language } from '../../language/message.js'
import { ApiRefusal, linkTo } from './client.js'

export type Sent = AnswerOf<Routes['uploadFile']>

/** @throws ApiRefusal; TypeError when nobody answers, as `fetch` does */
export function sendFile(
  name: string,
  file: Blob,
  { language, onFraction }: { language: Language; onFraction: (fraction: number) => void },
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', linkTo('uploadFile', { params: { name } }))
    request.setRequestHeader('content-type', RAW_TYPE)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('accept-language', language)
    request.upload.onprogress = ({ loaded, total }) => onFraction(total === 0 ? 0 : loaded / total)
    request.onerror = () => reject(new TypeError('no answer'))
    request.onload = () => {
      const answer = parsed(request.responseText)
      if (request.status < 300 && answer !== null) resolve(answer as Sent)
      else reject(new ApiRefusal(request.status, (answer ?? NO_ANSWER) as RefusalAnswer))
    }
    request.send(file)
  })
}

const NO_ANSWER: RefusalAnswer = { code: 'api.fault', message: '', remedy: '', requestId: '' }

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
