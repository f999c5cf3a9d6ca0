import { renderToString } from 'react-dom/server';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { createI18n } from '../words/i18n.ts';
import { Bars } from './Bars.tsx';
import { Dumbbell } from './Dumbbell.tsx';
import { ImportanceMap } from './ImportanceMap.tsx';
import { LaneTimeline } from './LaneTimeline.tsx';
import { MoodLine } from './MoodLine.tsx';
import { PerformanceMap } from './PerformanceMap.tsx';
import { Sparkline } from './Sparkline.tsx';
import { TrendBand } from './TrendBand.tsx';
import { ValueWithInterval } from './ValueWithInterval.tsx';

const draw = (picture: ReactNode, language: 'de' | 'en' = 'en') =>
  renderToString(<I18nextProvider i18n={createI18n(language)}>{picture}</I18nextProvider>);

const repair = { label: 'Repair', expectedLabel: 'Expected', livedLabel: 'Lived', expected: 8.6, scale: { min: 0, max: 10 } };

describe('pictures on the server', () => {
  it('says a dumbbell in a sentence with interval and n', () => {
    expect(draw(<Dumbbell {...repair} lived={6.1} low={5.9} high={6.3} n={1204} minimumN={30} />))
      .toContain('aria-label="Repair: Expected 8.6, Lived 6.1, 95% interval 5.9 to 6.3, n = 1,204, below expectation"');
  });
  it('withholds the lived value below the minimum n and says how many are missing', () => {
    const svg = draw(<Dumbbell {...repair} lived={6.1} low={2} high={9} n={12} minimumN={30} />, 'de');
    expect(svg).toContain('Noch zu wenige Antworten (12 von 30)');
    expect(svg).not.toContain('6,1');
  });
  it('shows a figure with interval and answers, in German', () => {
    const html = draw(<ValueWithInterval label="NPS" value={22} low={16} high={28} n={989} format={String} />, 'de');
    expect(html).toContain('95-%-Intervall 16 bis 28 · 989 Antworten');
  });
  it('says where something lies on the map of importance and performance, and where its lines are', () => {
    const corners = { concentrate: 'begin here', keep: 'keep it up', low: 'not urgent', overkill: 'more than needed' };
    const items = [{ id: 'speed', label: 'Speed', importance: 0.61, low: 0.52, high: 0.7, performance: 5.1, performanceLow: 4.8, performanceHigh: 5.4, standing: 'below' as const, field: corners.concentrate, href: '/listening/answers?dimension=speed' }];
    const html = draw(<PerformanceMap title="Map" items={items} lines={{ importance: 0.5, performance: 6, label: 'Lines at the means' }} importanceLabel="Importance" performanceLabel="Rating" corners={corners} />);
    expect(html).toContain('aria-label="Speed, Importance 61% (52%–70%), Rating 5.1, begin here"');
    expect(html).toContain('href="/listening/answers?dimension=speed"');
    expect(html).toContain('Lines at the means');
    expect(html).not.toContain('NaN');
  });
  it('writes below the map what stands in points without room for their name', () => {
    const corners = { concentrate: 'begin here', keep: 'keep it up', low: 'not urgent', overkill: 'more than needed' };
    const names = Array.from({ length: 8 }, (_, place) => `Reachable by phone ${place}`);
    const items = names.map((label) => ({ id: label, label, importance: 0.1, low: 0.05, high: 0.15, performance: 6, performanceLow: null, performanceHigh: null, standing: 'at' as const, field: corners.low }));
    const html = draw(<PerformanceMap title="Map" items={items} lines={{ importance: 0.1, performance: 6, label: 'Lines' }} importanceLabel="Importance" performanceLabel="Rating" corners={corners} isStatic />);
    const svg = html.slice(html.indexOf('<svg'), html.indexOf('</svg>'));
    for (const name of names) expect([name, svg.includes(`>${name}</text>`)]).toEqual([name, true]);
  });
  it('never shows zero for a withheld figure', () => {
    expect(draw(<ValueWithInterval value={null} n={0} minimumN={30} />)).toContain('Not enough answers yet (0 of 30)');
  });
  it('links a point of a trend and leaves a withheld one without a link', () => {
    const html = draw(<TrendBand title="NPS" points={[
      { at: '2025-01-15', value: 30, low: 25, high: 35, n: 400, href: '/said?month=2025-01' },
      { at: '2025-02-15', value: 10, low: -20, high: 40, n: 5, href: '/said?month=2025-02' },
    ]} minimumN={30} format={String} isStatic />);
    expect(html).toContain('href="/said?month=2025-01"');
    expect(html).not.toContain('href="/said?month=2025-02"');
    expect(html).toContain('Not enough answers yet (5 of 30)');
    expect(html).not.toContain('<button');
  });
  it('draws moods as colour and as shape', () => {
    const html = draw(<LaneTimeline title="Contacts" lanes={[{ key: 'phone', label: 'Phone' }]} events={[
      { id: 'a', at: '2025-01-01T10:00:00Z', lane: 'phone', label: 'Call', mood: -2 },
      { id: 'b', at: '2025-06-01T10:00:00Z', lane: 'phone', label: 'Call', mood: null },
    ]} />);
    expect(html.match(/fill="var\(--m-below/g)).toHaveLength(1);
  });
  it('takes names and comments as text, whatever they contain', () => {
    const evil = '<script>alert(1)</script>';
    const html = draw(<><Bars title={evil} bars={[{ id: '1', label: evil, value: 3 }]} /><MoodLine title="m" points={[{ label: evil, value: 1, n: 2 }]} />
      <ImportanceMap title="i" importanceLabel="x" shortfallLabel="y" points={[{ id: '1', label: evil, importance: 1, shortfall: 2, standing: 'below' }]} /></>);
    expect(html).not.toContain('<script>');
  });
  it('says that there is nothing instead of drawing an empty picture', () => {
    expect(draw(<Bars title="none" bars={[]} />)).toContain('There is no data for this yet.');
    expect(draw(<TrendBand title="none" points={[]} />)).not.toContain('<svg');
    expect(draw(<LaneTimeline title="none" lanes={[]} events={[]} />)).not.toContain('NaN');
  });
  it('draws a trend the size of a word, interrupted where a value is missing', () => {
    const svg = draw(<Sparkline label="calls" values={[1, 2, null, 3, 4]} />);
    expect(svg.match(/<path/g)).toHaveLength(2);
    expect(svg).not.toContain('NaN');
  });
});
