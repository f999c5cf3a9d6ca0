import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { createI18n } from '../words/i18n.ts';
import { HeatMap } from './HeatMap.tsx';
import { layOutHeatMap, tintOf } from './heat-map.logic.ts';
import { RankRanges } from './RankRanges.tsx';

const draw = (picture: React.ReactNode) => renderToString(<I18nextProvider i18n={createI18n('de')}>{picture}</I18nextProvider>);

describe('the heat map', () => {
  it('writes each value into its cell, says it in words, and leads on', () => {
    const html = draw(<HeatMap title="Lücken" columns={[{ id: 'speed', label: 'Schnelligkeit' }, { id: 'ease', label: 'Einfachheit' }]} rows={[
      { id: 'repair', label: 'Stand der Reparatur', href: '/touchpoints/repair', cells: [{ text: '−2,9', label: 'Stand der Reparatur, Schnelligkeit: Lücke −2,9', value: -2.9, standing: 'below', href: '/answers' }, { text: '12 von 30', label: 'zu wenige', value: null, standing: 'at' }] },
      { id: 'shop', label: '<b>Laden</b>', cells: [{ text: '−0,1', label: 'Laden', value: -0.1, standing: 'at' }, null] },
    ]} />);
    expect(html).toContain('aria-label="Stand der Reparatur, Schnelligkeit: Lücke −2,9"');
    expect(html).toContain('href="/answers"');
    expect(html).toContain('>−2,9</text>');
    expect(html).toContain('>12 von 30</text>');
    expect(html).toContain('unter der Erwartung');
    expect(html).not.toContain('<b>');
  });
  it('gives more colour to what lies further off, on either side, and never so much that the value cannot be read', () => {
    expect([tintOf(0, 4), tintOf(-4, 4), tintOf(4, 4), tintOf(-9, 4), tintOf(1, 0)]).toEqual([0.14, 0.5, 0.5, 0.5, 0.14]);
    expect(tintOf(-2, 4)).toBeCloseTo(0.32, 10);
  });
  it('puts labels above their cells on a phone, turns long headings, and scrolls where columns would be too narrow', () => {
    expect(layOutHeatMap(360, ['Tempo', 'Preis'])).toMatchObject({ isStacked: true, labelPx: 0, columnPx: 120, cellPx: 44, turn: 0, widthPx: 360 });
    expect(layOutHeatMap(1000, ['Tempo', 'Preis'])).toMatchObject({ isStacked: false, labelPx: 230, turn: 0 });
    const many = layOutHeatMap(360, Array.from({ length: 12 }, () => 'Verlässlichkeit'));
    expect(many).toMatchObject({ columnPx: 44, turn: 45 });
    expect(many.widthPx).toBeGreaterThan(12 * 44);
  });
});

describe('ranks with their certainty', () => {
  it('say the place and the places that fit the data', () => {
    const html = draw(<RankRanges title="Plätze" placeLabel="Platz" valueLabel="Lücke" say={({ low, high }) => `Platz ${low} bis ${high}`} ranges={[{ id: 'a', label: 'Reparatur', rank: 1, low: 1, high: 3, text: '−2,9', standing: 'below', href: '/a' }]} />);
    expect(html).toContain('aria-label="Reparatur: −2,9, Platz 1 bis 3"');
  });
});
