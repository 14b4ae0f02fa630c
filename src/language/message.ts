export type Language = 'es' | 'pt' | 'en'

export const LANGUAGES: readonly Language[] = ['es', 'pt', 'en']

/** The same sentence in the three languages of the product; `{name}` is filled from the values. */
export type Sentence = Readonly<Record<Language, string>>

/** What happened, and what the reader can do about it. */
export interface Message {
  readonly text: Sentence
  readonly remedy?: Sentence
}

/** Keys are `area.snake_case_name`, e.g. `contract.missing_column`. */
export type Messages = Readonly<Record<`${string}.${string}`, Message>>
