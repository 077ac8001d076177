import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from '@mantine/core';

/** The one accent. Shade 7 on white and white on shade 6 both stand at more than 4.5 to 1. */
const kip: MantineColorsTuple = [
  '#e8f6f8',
  '#cfe9ed',
  '#a3d4dc',
  '#73bdc9',
  '#4fabba',
  '#2b8fa0',
  '#147d8f',
  '#0b6e7f',
  '#085a68',
  '#064753',
];

/** Greys of the dark scheme, with a little of the accent's blue. */
const dark: MantineColorsTuple = [
  '#d5dbe1',
  '#b9c3cd',
  '#a9b4bf',
  '#66727e',
  '#3f4a55',
  '#2f3942',
  '#232b33',
  '#1b2127',
  '#161b20',
  '#101418',
];

const FONT = "'Inter Variable', system-ui, 'Segoe UI', Roboto, sans-serif";

/** How everything looks, for both bundles. Colours that mean something are in `shared.css`. */
export const theme = createTheme({
  colors: { kip, dark },
  primaryColor: 'kip',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: FONT,
  headings: {
    fontFamily: FONT,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Paper: { defaultProps: { withBorder: true, shadow: 'none' } },
    Modal: { defaultProps: { centered: true }, styles: { title: { fontWeight: 650 } } },
    Tooltip: { defaultProps: { openDelay: 300 } },
  },
});

/** Mantine's quiet colours are too faint to be read in the sun, and by AA. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#17212b',
    '--mantine-color-dimmed': '#515d69',
    '--mantine-color-placeholder': '#66727e',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#0a6576',
  },
  dark: {
    '--mantine-color-body': '#14191e',
    '--mantine-color-text': '#e6eaee',
    '--mantine-color-dimmed': '#a9b4bf',
    '--mantine-color-placeholder': '#93a0ac',
    '--mantine-color-error': '#ff9b91',
    '--mantine-color-anchor': '#73c6d3',
  },
});
