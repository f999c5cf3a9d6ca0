import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent: aubergine. It marks what can be acted on and never carries a meaning of the data. */
const accent: MantineColorsTuple = [
  '#f7f3fb', '#ebe2f5', '#d5c3ea', '#bda2de', '#a684d2',
  '#9067c5', '#7a4eb3', '#653a9b', '#512d7e', '#3d2160',
];

/** For deeds that take something away. The shades that buttons and menus use keep 4.5:1 on both grounds, unlike one shade of red for both. */
const danger: MantineColorsTuple = [
  '#fdf1f0', '#fadcd9', '#f5b7b1', '#ef8f86', '#e2685d',
  '#d14438', '#b92d22', '#a6211a', '#8c1a14', '#74140f',
];

/** Neutrals of the dark page, light to dark, as Mantine expects them. */
const dark: MantineColorsTuple = [
  '#e9e9ee', '#c9cad2', '#a7a9b4', '#82848f', '#44464f',
  '#33343b', '#25262b', '#1b1c20', '#151619', '#0f1012',
];

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, danger, dark },
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 250, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Button: { defaultProps: { size: 'sm' } },
    Notification: { styles: { description: { color: 'var(--mantine-color-dimmed)' } } }, // its own grey has 3.3:1
  },
});

/** Text greys with at least 4.5:1 contrast on both grounds; Mantine's own dimmed grey has only 3.3:1. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1d1d22',
    '--mantine-color-dimmed': '#5d6069',
    '--mantine-color-placeholder': '#6c6f79',
    '--mantine-color-anchor': '#653a9b',
    '--mantine-color-default-border': '#dcdde1',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-text': '#e6e6ea',
    '--mantine-color-dimmed': '#a3a5b0',
    '--mantine-color-placeholder': '#8f919c',
    '--mantine-color-anchor': '#c4a9e6',
    '--mantine-color-default-border': '#3a3b43',
    '--mantine-color-error': '#ff9b91',
    '--mantine-color-body': '#151619',
    '--mantine-color-accent-light': '#2d2440',
    '--mantine-color-accent-light-hover': '#382d50',
    '--mantine-color-accent-light-color': '#dccbf2',
  },
});
