import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { createI18n } from '../words/i18n.ts';
import { ControlChart, type ControlPoint } from './ControlChart.tsx';

const labels = { value: 'Experience', usual: 'usual', limits: 'limits', sum: 'Sum', limit: 'limit', alarm: 'since 29 December' };
const point = (at: string, value: number | null, changes: Partial<ControlPoint> = {}): ControlPoint => ({ at, value, n: value === null ? 12 : 60, usual: 7.9, low: 7.2, high: 8.6, upper: 0, lower: 0.4, ...changes });
const draw = (points: readonly ControlPoint[], more: Partial<Parameters<typeof ControlChart>[0]> = {}) =>
  renderToString(<I18nextProvider i18n={createI18n('en')}><ControlChart title="Repair status" points={points} limit={5} labels={labels} {...more} /></I18nextProvider>);

describe('a control chart', () => {
  it('says each point with its level and n, marks what lies outside of the limits, and shades the alarm', () => {
    const html = draw([point('2025-12-22', 7.9), point('2025-12-29', 5.4, { lower: 7.1 })], { alarm: { from: '2025-12-29', until: '2026-01-05', side: 'down' } });
    expect(html).toContain('5.4, usual 7.9, n = 60');
    expect(html.match(/fill="var\(--m-below, #b8480f\)" stroke/g)).toHaveLength(1);
    expect(html).toContain('since 29 December');
    expect(html).not.toContain('NaN');
  });
  it('withholds a point with few answers, and draws what has no level yet', () => {
    const html = draw([point('2025-12-22', null), point('2025-12-29', 8, { usual: null, low: null, high: null, upper: null, lower: null })]);
    expect(html).toContain('Not enough answers yet (12 of 30)');
    expect(html).not.toContain('NaN');
  });
  it('places points by date and interrupts the lines where weeks are missing', () => {
    const week = (at: string, until: string) => point(at, 8, { until });
    const html = draw([week('2026-01-05', '2026-01-12'), week('2026-01-12', '2026-01-19'), week('2026-03-02', '2026-03-23'), week('2026-03-23', '2026-03-30')]);
    const places = [...html.matchAll(/<circle cx="([\d.]+)"/g)].map(([, cx]) => Number(cx));
    const [first = 0, second = 0, third = 0, fourth = 0] = places;
    expect((third - second) / (second - first)).toBeCloseTo(8); // 15 January to 12 March: 56 days instead of 7
    expect((fourth - third) / (second - first)).toBeCloseTo(2); // the middle of three weeks to the middle of the next: 14 days
    expect(html.match(/stroke-linejoin="round"/g)).toHaveLength(2);
    expect(html).toContain('2 Mar – 22 Mar: 8.0');
  });
  it('says that there is nothing instead of drawing an empty picture', () => {
    expect(draw([])).not.toContain('<svg');
  });
});
