import { Refusal } from '../core/base/refusal.js'

/** A whole number in [least, most] from the command line. */
export function parseWhole(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new Refusal('cli.not_an_option', { option, value: text, allowed: `${least}–${most}` })
    return value
  }
}

export function parseChoice<Choice extends string>(
  option: string,
  choices: readonly Choice[],
): (text: string) => Choice {
  return (text) => {
    if (!choices.includes(text as Choice))
      throw new Refusal('cli.not_an_option', { option, value: text, allowed: choices.join(', ') })
    return text as Choice
  }
}
