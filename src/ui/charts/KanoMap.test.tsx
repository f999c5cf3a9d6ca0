import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { createI18n } from '../words/i18n.ts';
import { KanoMap, type KanoMapPoint } from './KanoMap.tsx';

const bill: KanoMapPoint = { id: 'bill', label: 'Clear bill', pleases: { value: 0.31, low: 0.26, high: 0.37 }, annoys: { value: 0.77, low: 0.71, high: 0.81 }, n: 260, kind: 'must be there', isDecided: true };
const draw = (points: readonly KanoMapPoint[]) => renderToString(
  <I18nextProvider i18n={createI18n('en')}>
    <KanoMap title="Map" points={points} pleasesLabel="Pleases" annoysLabel="Annoys" undecidedLabel="undecided" corners={['must be', 'more', 'delights', 'no matter']} />
  </I18nextProvider>,
);

it('says each feature with both shares, their intervals and n', () => {
  expect(draw([bill])).toContain('Clear bill, must be there, Pleases 31% (95% interval 26% to 37%), Annoys 77% (95% interval 71% to 81%), n = 260');
});
it('draws what is undecided hollow, and says so', () => {
  const [decided, undecided] = [draw([bill]), draw([{ ...bill, isDecided: false }])];
  expect(undecided).toContain('must be there, undecided');
  expect([decided.includes('r="6" fill="var(--m-line'), undecided.includes('r="6" fill="var(--m-ground')]).toEqual([true, true]);
});
it('has a sentence instead of an empty picture', () => {
  expect(draw([])).toContain('There is no data for this yet.');
});
