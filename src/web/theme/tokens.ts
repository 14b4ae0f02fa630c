/** The colours of both rooms, day and night: equals. Colour means something or is not there (docs/specs/pages.md). */
export interface Tokens {
  /** Where things lie: the page, what is set back from it, what stands out of it. */
  readonly surface: string
  readonly surface2: string
  readonly surface3: string
  readonly line: string
  readonly lineStrong: string
  /** Writing: what is read, what is read second, what explains. */
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly accent: string
  readonly accentSoft: string
  readonly onAccent: string
  readonly good: string
  readonly bad: string
  readonly warn: string
  readonly warnSoft: string
  /** Of a cell that can be written in, and of one that lies in the past. */
  readonly editable: string
  readonly past: string
  /** Of the bar while one is not in the plan itself. */
  readonly scenario: string
  readonly onScenario: string
  readonly previous: string
}

export const LIGHT: Tokens = {
  surface: '#ffffff',
  surface2: '#f6f7f8',
  surface3: '#eceff2',
  line: '#dde2e7',
  lineStrong: '#b3bcc6',
  ink: '#15202b',
  ink2: '#43505d',
  ink3: '#5f6b77',
  accent: '#1c5bb8',
  accentSoft: '#e4eefb',
  onAccent: '#ffffff',
  good: '#19703a',
  bad: '#b3261e',
  warn: '#835500',
  warnSoft: '#fdf3dc',
  editable: '#fffdf2',
  past: '#eff1f4',
  scenario: '#5f3a99',
  onScenario: '#ffffff',
  previous: '#98a3ae',
}

export const DARK: Tokens = {
  surface: '#10161c',
  surface2: '#161e26',
  surface3: '#1e2832',
  line: '#2a3641',
  lineStrong: '#475665',
  ink: '#e7ecf1',
  ink2: '#b6c1cc',
  ink3: '#95a2af',
  accent: '#82b1ff',
  accentSoft: '#1a2d47',
  onAccent: '#0b1520',
  good: '#62cb8d',
  bad: '#ff8b81',
  warn: '#e6b84a',
  warnSoft: '#33290f',
  editable: '#18212a',
  past: '#1b232b',
  scenario: '#b79bf0',
  onScenario: '#160c2a',
  previous: '#6d7a87',
}

/** As variables of style sheets: `--r-ink-2`. */
export const variablesOf = (tokens: Tokens): Record<`--r-${string}`, string> =>
  Object.fromEntries(
    Object.entries(tokens).map(([name, colour]) => [
      `--r-${name
        .replace(/([A-Z])/g, '-$1')
        .replace(/(\d)/, '-$1')
        .toLowerCase()}`,
      colour,
    ]),
  )
