import type { Theme } from '../../../listening/surveys/looks/theme.contract.ts';

/** Colours and shape of a company; everything that is missing is ours. */
export type SurveyTheme = Partial<Theme>;

type Rgb = readonly [number, number, number];

const LIGHT = { background: '#ffffff', text: '#1d1d22', primary: '#653a9b' };
const FONTS = {
  system: 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif',
  serif: '"Iowan Old Style", "Palatino Linotype", Palatino, "Liberation Serif", Georgia, serif',
  rounded: 'ui-rounded, "SF Pro Rounded", Nunito, "Varela Round", system-ui, sans-serif',
  mono: 'ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace',
};
const RADII = { square: '2px', soft: '12px', round: '22px' };
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const FAULT = { light: '#b3261e', dark: '#ff8a80' };

/**
 * A theme as CSS variables. Whatever colours a company chose, the result can be read: text is moved towards black or
 * white until WCAG's 4.5:1 holds on its ground, lines of fields until 3:1.
 */
export function paletteOf(theme: SurveyTheme | null, isDark: boolean): Record<string, string> {
  const chosen = { background: read(theme?.background) ?? rgb(LIGHT.background), text: read(theme?.text) ?? rgb(LIGHT.text), primary: read(theme?.primary) ?? rgb(LIGHT.primary) };
  // By night, ground and text change places; a company that chose a dark ground means it, by day as well.
  const isTurned = isDark && luminance(chosen.background) > luminance(chosen.text);
  const ground = isTurned ? chosen.text : chosen.background;
  const ink = readable(isTurned ? chosen.background : chosen.text, ground, 7);
  const isNight = luminance(ground) < 0.2;
  // On a dark ground the accent is lightened until a button stands out from it.
  const accent = readable(chosen.primary, ground, isNight ? 4.5 : 3);
  const raised = isNight ? mix(ground, ink, 0.06) : ground;
  return {
    '--ground': hex(ground),
    '--ink': hex(ink),
    '--soft': hex(readable(mix(ink, ground, 0.36), ground, 4.8)),
    '--line': hex(readable(mix(ground, ink, 0.42), raised, 3)),
    '--hair': hex(mix(ground, ink, 0.14)),
    '--raised': hex(raised),
    '--hover': hex(mix(ground, accent, isNight ? 0.14 : 0.07)),
    '--tint': hex(mix(ground, accent, isNight ? 0.22 : 0.1)),
    '--accent': hex(accent),
    '--on-accent': hex(contrast(accent, WHITE) >= contrast(accent, BLACK) ? WHITE : BLACK),
    '--accent-ink': hex(readable(chosen.primary, mix(ground, accent, isNight ? 0.22 : 0.1), 4.5)),
    '--fault': hex(readable(rgb(isNight ? FAULT.dark : FAULT.light), mix(ground, ink, 0.06), 4.5)),
    '--font': FONTS[theme?.font ?? 'system'],
    '--radius': RADII[theme?.corners ?? 'soft'],
    '--scheme': isNight ? 'dark' : 'light',
  };
}

/** WCAG 2.2, relative luminance and contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]; // two go in, two come out
  return (high + 0.05) / (low + 0.05);
}

/** The colour itself where it can be read, else as near to it as the ratio allows. */
function readable(color: Rgb, ground: Rgb, ratio: number): Rgb {
  const end = luminance(ground) > 0.18 ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.04) {
    const moved = mix(color, end, share);
    if (contrast(moved, ground) >= ratio) return moved;
  }
  return end;
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((channel) => {
    const part = channel / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number]; // three in, three out
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => one[i] + (other[i] - one[i]) * share;
  return [at(0), at(1), at(2)];
}

/** @returns null for anything but #rgb and #rrggbb: a theme from elsewhere cannot write CSS of its own. */
function read(color: string | undefined): Rgb | null {
  return color !== undefined && /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(color) ? rgb(color) : null;
}

function rgb(color: string): Rgb {
  const digits = color.length === 4 ? color.slice(1).replace(/./g, '$&$&') : color.slice(1);
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hex(color: Rgb): string {
  return `#${color.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}
