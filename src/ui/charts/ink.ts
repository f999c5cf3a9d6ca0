/**
 * Colours of the pictures. Each is a token with a fall-back, so that the same SVG wears the page's light or dark colours in the browser and
 * the light ones in a mail or a report, where no style sheet is at hand.
 */
export const ink = {
  below: 'var(--m-below, #b8480f)',
  belowSoft: 'var(--m-below-soft, #fbe3d3)',
  at: 'var(--m-at, #6f727b)',
  atSoft: 'var(--m-at-soft, #e6e7ea)',
  above: 'var(--m-above, #0b63a5)',
  aboveSoft: 'var(--m-above-soft, #d6e8f7)',
  expected: 'var(--m-expected, #4a4c55)',
  line: 'var(--m-line, #3a3b43)',
  band: 'var(--m-band, #c9cbd3)',
  grid: 'var(--m-grid, #e7e8eb)',
  text: 'var(--m-ink, #1d1d22)',
  textSoft: 'var(--m-ink-soft, #5d6069)',
  ground: 'var(--m-ground, #ffffff)',
} as const;

/** Where something lies against what was expected. `at` also stands for "cannot be told apart from it". */
export type Standing = 'below' | 'at' | 'above';

export const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';
