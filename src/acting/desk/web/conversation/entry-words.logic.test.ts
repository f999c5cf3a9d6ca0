import { describe, expect, it } from 'vitest';
import { aboutOf, listChanged } from './entry-words.logic.ts';

describe('what an event of a case says', () => {
  it('names the fields that were changed, and nothing else that was written with it', () => {
    expect(listChanged({ priority: { from: 'normal', to: 'high' }, macroId: 'x' })).toEqual([{ field: 'priority', to: 'high' }]);
    expect(listChanged({ changes: { assignee: { from: null, to: 'id', toName: 'Anna Weber' } } })).toEqual([{ field: 'assignee', to: 'Anna Weber' }]);
    expect(listChanged({ due: true })).toEqual([]);
  });
  it('says how much was booked in the unit of the reader', () => {
    expect(aboutOf({ text: 'lange gewartet', data: { amount: 1500, unitDe: 'Minuten', unitEn: 'minutes', nameDe: 'Freiminuten', nameEn: 'Free minutes' } }, 'de')).toBe('1.500 Minuten · Freiminuten');
    expect(aboutOf({ text: '', data: { amount: 1500, unitDe: 'Minuten', unitEn: 'minutes' } }, 'en')).toBe('1,500 minutes');
  });
  it('cuts long words between words', () => {
    expect(aboutOf({ text: '', data: { text: 'Rückruf bis morgen 14 Uhr' } }, 'de')).toBe('Rückruf bis morgen 14 Uhr');
    expect(aboutOf({ text: 'wort '.repeat(60), data: {} }, 'de')).toMatch(/^(wort )+…$/);
  });
});
