import { useComputedColorScheme } from '@mantine/core'
import { DARK, LIGHT, type Tokens } from './tokens.js'

/** For what is drawn and cannot read style sheets: the colours of the room one is in. */
export const useTokens = (): Tokens =>
  useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark' ? DARK : LIGHT
