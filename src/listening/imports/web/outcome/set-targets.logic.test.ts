import { expect, it } from 'vitest';
import { stillAsSet, wholeTarget } from './set-targets.logic.ts';

const at = (hour: number) => `2026-03-01T0${hour}:00:00.000Z`;
const whole = (hour: number) => ({ dimension: null, group: null, setAt: at(hour) });

it('takes a target for one dimension or one group for none of the whole touchpoint', () => {
  expect(wholeTarget([{ dimension: 'speed', group: null, setAt: at(1) }, { dimension: null, group: 'business', setAt: at(1) }])).toBeUndefined();
  expect(wholeTarget([{ dimension: 'speed', group: null, setAt: at(1) }, whole(2)])).toEqual(whole(2));
});
it('takes back only what nobody has changed or removed since', () => {
  const set = new Map([['shop', at(1)], ['hotline', at(1)], ['app', at(1)]]);
  const held = new Map([['shop', [whole(1)]], ['hotline', [whole(5)]], ['app', []]]);
  expect(stillAsSet(set, held)).toEqual(['shop']);
});
