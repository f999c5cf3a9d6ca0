import type { ContrastFinding, Theme } from './theme.contract.ts';

/** WCAG 2.2: 4.5 for text (1.4.3), 3 for what one must see to operate it (1.4.11). */
const TEXT_RATIO = 4.5;
const CONTROL_RATIO = 3;

/**
 * What of a theme is hard to read; empty when all is well. The renderer mends what it shows (theme.logic.ts there), so a
 * finding means: customers see another colour than the brand's. The dark scheme swaps background and text.
 */
export function checkContrast({ primary, background, text, scheme }: Pick<Theme, 'primary' | 'background' | 'text' | 'scheme'>): ContrastFinding[] {
  const sides = scheme === 'auto' ? [false, true] : [scheme === 'dark'];
  return sides.flatMap((isDark) => {
    const [ground, ink] = isDark ? [text, background] : [background, text];
    const pairs = [
      { pair: 'text_on_background', ratio: contrastOf(ink, ground), needed: TEXT_RATIO },
      { pair: 'primary_on_background', ratio: contrastOf(primary, ground), needed: CONTROL_RATIO },
    ] as const;
    return pairs.filter(({ ratio, needed }) => ratio < needed).map((found) => ({ ...found, isDark, ratio: Math.floor(found.ratio * 100) / 100 }));
  });
}

/** Contrast ratio of two colours such as #1a2b3c, 1–21. Source: WCAG 2.2, "contrast ratio". */
export function contrastOf(one: string, other: string): number {
  const [lighter, darker] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a) as [number, number]; // two in, two out
  return (lighter + 0.05) / (darker + 0.05);
}

/** Source: WCAG 2.2, "relative luminance" (sRGB). */
function luminanceOf(colour: string): number {
  const channel = (at: number) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
