import { expect, test } from 'vitest'
import { CATALOGUE, say } from './catalogue.js'
import { LANGUAGES } from './message.js'

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort()

test('every message says the same in Spanish, Portuguese and English, with the same placeholders', () => {
  const faults: string[] = []
  for (const [code, message] of Object.entries(CATALOGUE))
    for (const sentence of [message.text, message.remedy]) {
      if (sentence === undefined) continue
      for (const language of LANGUAGES) {
        if (!sentence[language]) faults.push(`${code}: nothing in ${language}`)
        else if (placeholders(sentence[language]).join() !== placeholders(sentence.en).join())
          faults.push(`${code}: placeholders of ${language} differ from en`)
      }
    }
  expect(faults).toEqual([])
})

test('an unknown code is shown, not swallowed', () => {
  expect(say('nobody.wrote_this', { at: 1 }, 'en').text).toBe('nobody.wrote_this {"at":1}')
})
