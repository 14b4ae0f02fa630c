import { Refusal } from '../../core/base/refusal.js'
import { say } from '../../language/catalogue.js'
import type { Language } from '../../language/message.js'
import type { Handlers } from '../call.js'
import type { eventRoutes } from '../declarations/events.js'
import type { EventAnswer } from '../ports.js'
import { asSent, showEvent } from '../wire/fact-event.js'

export const eventHandlers: Handlers<keyof typeof eventRoutes> = {
  async postEvents({ body }, { ports, caller, language }) {
    if (ports.phase() === 'standby') throw new Refusal('living.standby', {})
    const answers = await ports.events.post(caller.actor, body.events.map(asSent))
    return { events: answers.map((answer) => shownAnswer(answer, language)) }
  },
  async factEvents({ query: { after, limit, table } }, { ports }) {
    const found = await ports.events.read(after, limit, table)
    return {
      events: found.map(showEvent),
      last: await ports.events.last(),
      next: found.at(-1)?.position ?? after,
    }
  },
}

function shownAnswer(answer: EventAnswer, language: Language) {
  if (answer.state !== 'refused') return { ...answer }
  const { id, state, code, values } = answer
  const { text: message, remedy } = say(code, { ...values }, language)
  return { id, state, code, message, remedy }
}
