import type { Theme } from '@glideapps/glide-data-grid'
import type { Tokens } from '../../theme/tokens.js'

const FONT = "'Inter Variable', system-ui, sans-serif"

/** The grid draws itself: it gets the same colours as everything else. */
export const gridTheme = (tokens: Tokens): Partial<Theme> => ({
  accentColor: tokens.accent,
  accentFg: tokens.onAccent,
  accentLight: tokens.accentSoft,
  textDark: tokens.ink,
  textMedium: tokens.ink2,
  textLight: tokens.ink3,
  textBubble: tokens.ink,
  textHeader: tokens.ink2,
  textGroupHeader: tokens.ink2,
  textHeaderSelected: tokens.onAccent,
  bgIconHeader: tokens.ink3,
  fgIconHeader: tokens.surface,
  bgCell: tokens.surface,
  bgCellMedium: tokens.surface2,
  bgHeader: tokens.surface2,
  bgHeaderHasFocus: tokens.surface3,
  bgHeaderHovered: tokens.surface3,
  borderColor: tokens.line,
  horizontalBorderColor: tokens.line,
  drilldownBorder: tokens.line,
  linkColor: tokens.accent,
  cellHorizontalPadding: 8,
  cellVerticalPadding: 2,
  headerFontStyle: '500 12px',
  baseFontStyle: '13px',
  editorFontSize: '13px',
  fontFamily: FONT,
  lineHeight: 1.4,
})
