import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { createI18n } from '../words/i18n.ts';
import { Barometer } from './Barometer.tsx';
import { IndexRows } from './IndexRows.tsx';
import { edgeOf, placeNumbers } from './path-picture.logic.ts';
import { PathPicture } from './PathPicture.tsx';

const draw = (picture: ReactNode, language: 'de' | 'en' = 'en') => renderToString(<I18nextProvider i18n={createI18n(language)}>{picture}</I18nextProvider>);

describe('the barometer', () => {
  const words = { title: 'Satisfaction', waveLabel: 'Wave', valueLabel: 'Index', targetLabel: 'Target', minimumN: 30 };
  it('says each wave with interval, n and target, and withholds a wave of too few', () => {
    const svg = draw(<Barometer {...words} waves={[{ id: 'a', label: 'Spring', value: 71.97, low: 70.14, high: 73.8, n: 250, target: 75 }, { id: 'b', label: 'Autumn', value: null, low: null, high: null, n: 12, target: null }]} />);
    expect(svg).toContain('Spring: 72.0, 95% interval 70.1 to 73.8, n = 250, Target 75.0');
    expect(svg).toContain('Autumn: Not enough answers yet (12 of 30)');
  });
  it('shows at least 20 points of the scale, and never more than the scale has', () => {
    const ticks = (value: number) => [...draw(<Barometer {...words} waves={[{ id: 'a', label: 'A', value, low: value - 0.2, high: value + 0.2, n: 900, target: null }]} />).matchAll(/text-anchor="end"[^>]*>(\d+)</g)].map(([, tick]) => Number(tick));
    for (const value of [0.2, 50, 71, 99.8]) {
      const shown = ticks(value);
      expect(Math.max(...shown) - Math.min(...shown)).toBeGreaterThanOrEqual(20);
      expect(Math.min(...shown)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...shown)).toBeLessThanOrEqual(100);
    }
  });
});

describe('indices in rows', () => {
  it('say what was, what is and what was aimed at, in German', () => {
    const svg = draw(<IndexRows title="Größen" valueLabel="Index" beforeLabel="Frühjahr" targetLabel="Ziel" changeLabel="Veränderung" minimumN={30} rows={[{ id: 'q', label: 'Qualität', value: 74.59, low: 72.8, high: 76.3, n: 250, before: 71.2, target: 80, change: '+3,4, mehr als Zufall', standing: 'above' }]} />, 'de');
    expect(svg).toContain('Qualität: 74,6, 95-%-Intervall 72,8 bis 76,3, n = 250, Frühjahr 71,2, Ziel 80,0, +3,4, mehr als Zufall');
  });
});

describe('the picture of paths', () => {
  it('says each arrow, and that one may be none when its interval holds zero', () => {
    const nodes = [{ id: 'q', label: 'Quality', value: '74.6', x: 0, y: 0 }, { id: 's', label: 'Satisfaction', value: '72.0', detail: '68% explained', x: 1, y: 1 }];
    const svg = draw(<PathPicture title="Paths" fromLabel="from" toLabel="on" strengthLabel="Strength" nodes={nodes} arrows={[{ from: 'q', to: 's', strength: 0.5125, low: 0.379, high: 0.624 }, { from: 's', to: 'q', strength: 0.06, low: -0.03, high: 0.16 }, { from: 'q', to: 'nowhere', strength: 1, low: 1, high: 1 }]} />);
    expect(svg).toContain('Quality → Satisfaction: 0.51, 95% interval 0.38 to 0.62');
    expect(svg).toContain('Satisfaction → Quality: 0.06, 95% interval -0.03 to 0.16, may be none');
    expect(svg).toContain('Satisfaction: 72.0, 68% explained');
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
  it('begins arrows at the edge of a box: to the right of it, below it, at its corner', () => {
    const box = { x: 100, y: 100, width: 80, height: 40 };
    expect(edgeOf(box, { x: 300, y: 100 })).toEqual({ x: 140, y: 100 });
    expect(edgeOf(box, { x: 100, y: 300 })).toEqual({ x: 100, y: 120 });
    expect(edgeOf(box, { x: 180, y: 140 })).toEqual({ x: 140, y: 120 });
    expect(edgeOf(box, { x: 100, y: 100 })).toEqual({ x: 100, y: 100 });
  });
  it('keeps numbers of crossing arrows apart', () => {
    const [first, second] = placeNumbers([{ from: { x: 0, y: 0 }, to: { x: 200, y: 0 }, text: '0.50' }, { from: { x: 84, y: -116 }, to: { x: 84, y: 84 }, text: '0.20' }], []);
    // At 84 and at 100 the other line, which falls at 84, would run through its number.
    expect([Math.round(first?.x ?? 0), first?.y]).toEqual([116, 0]);
    expect(Math.abs((second?.y ?? 0) - (first?.y ?? 0))).toBeGreaterThanOrEqual(17);
  });
  it('puts the number of an arrow that it would cover beside it', () => {
    const [beside] = placeNumbers([{ from: { x: 0, y: 0 }, to: { x: 30, y: 0 }, text: '0.42' }], []);
    expect([beside?.x, beside?.y]).toEqual([15, -18]);
  });
});
