import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  SegmentedControl,
  Select,
  Table,
  Tabs,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core'
import { DARK, LIGHT, type Tokens, variablesOf } from './tokens.js'

const rumbo: MantineColorsTuple = [
  '#e8f0fb',
  '#cfe0f7',
  '#a5c4ef',
  '#82b1ff',
  '#5289d8',
  '#3672c8',
  '#1c5bb8',
  '#174c9b',
  '#123d7d',
  '#0d2e60',
]

const small = { size: 'xs' } as const

/** Four sizes of writing, a grid of four pixels, one accent. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '18px', xl: '18px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.35', xl: '1.35' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '18px' }, h2: { fontSize: '14px' }, h3: { fontSize: '13px' } },
  },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'sm',
  colors: { rumbo },
  primaryColor: 'rumbo',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  variantColorResolver: (input) => {
    const usual = defaultVariantColorsResolver(input)
    // By night the accent is light: what is written on it is dark.
    const isAccent = input.color === undefined || input.color === 'rumbo'
    return input.variant === 'filled' && isAccent
      ? { ...usual, background: 'var(--r-accent)', hover: 'var(--r-accent)', color: 'var(--r-on-accent)' }
      : usual
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'compact-sm' },
      // What is written on the accent is not the same by day and by night.
      vars: (_, { variant = 'filled', color }) => ({
        root: variant === 'filled' && color === undefined ? { '--button-color': 'var(--r-on-accent)' } : {},
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 'sm', color: 'gray' } }),
    Input: Input.extend({ defaultProps: small }),
    TextInput: TextInput.extend({ defaultProps: small }),
    Select: Select.extend({ defaultProps: { ...small, allowDeselect: false, comboboxProps: { shadow: 'md' } } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: small }),
    Text: Text.extend({ defaultProps: { size: 'sm' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 2, horizontalSpacing: 8, fz: 'sm' } }),
    Tabs: Tabs.extend({ defaultProps: { color: 'rumbo' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, fz: 'xs' } }),
    Menu: Menu.extend({
      // A menu has items in it and nothing else that can be focused.
      defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 } } }),
  },
})

/** The components take their colours from the same tokens as everything else. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: mantine(LIGHT),
  dark: { ...mantine(DARK), ...greys(DARK) },
})

/** Fields and tracks of the dark room are drawn with these steps, whatever their names. */
const greys = ({ surface, surface2, surface3, lineStrong }: Tokens): Record<string, string> => ({
  '--mantine-color-dark-4': lineStrong,
  '--mantine-color-dark-5': surface3,
  '--mantine-color-dark-6': surface2,
  '--mantine-color-dark-7': surface,
  '--mantine-color-dark-8': surface2,
})

const mantine = (tokens: Tokens): Record<string, string> => ({
  ...variablesOf(tokens),
  '--mantine-color-body': tokens.surface,
  '--mantine-color-text': tokens.ink,
  '--mantine-color-dimmed': tokens.ink3,
  '--mantine-color-placeholder': tokens.ink3,
  '--mantine-color-default': tokens.surface,
  '--mantine-color-default-hover': tokens.surface3,
  '--mantine-color-default-border': tokens.lineStrong,
  '--mantine-color-anchor': tokens.accent,
  '--mantine-color-error': tokens.bad,
  '--mantine-primary-color-filled': tokens.accent,
  '--mantine-primary-color-contrast': tokens.onAccent,
})
