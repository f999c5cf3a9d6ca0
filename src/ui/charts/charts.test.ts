import { describe, expect, it } from 'vitest';
import { nameAll, placeLabels } from './labels.logic.ts';
import { groupLane, timeTicks } from './lanes.logic.ts';
import { bandPath, halfThickness, labelEvery, linePath, ribbonPath, splitRuns } from './line.logic.ts';
import { placePeriods } from './periods.logic.ts';
import { createScale, fitText, judgeMood, judgeStanding, niceDomain, niceTicks } from './scale.logic.ts';

describe('scales', () => {
  it('maps 5 on a scale from 0 to 10 onto the middle of 100 pixels', () => {
    expect(createScale(0, 10, 0, 100)(5)).toBe(50);
  });
  it('turns round for a vertical axis: the highest value is at the top', () => {
    const y = createScale(-2, 2, 200, 0);
    expect([y(-2), y(0), y(2)]).toEqual([200, 100, 0]);
  });
  it('puts everything into the middle when all values are the same', () => {
    expect(createScale(7, 7, 0, 100)(7)).toBe(50);
  });
  it('marks 0 to 10 at 0, 2, 4, 6, 8, 10', () => {
    expect(niceTicks(0, 10)).toEqual([0, 2, 4, 6, 8, 10]);
  });
  it('marks small figures without the dust of binary fractions', () => {
    expect(niceTicks(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  });
  it('marks negative figures too', () => {
    expect(niceTicks(-37, 42, 4)).toEqual([-20, 0, 20, 40]);
  });
  it('widens 6.1 to 8.7 to round numbers around them', () => {
    expect(niceDomain([6.1, null, 8.7])).toEqual([6, 9]);
  });
  it('has no domain without data, and room around a single value', () => {
    expect(niceDomain([null, undefined])).toBeNull();
    expect(niceDomain([4])).toEqual([3, 5]);
  });
  it('shortens a label that is too long and leaves a short one alone', () => {
    expect(fitText('Reparatur', 12, 200)).toBe('Reparatur');
    expect(fitText('Reparaturstatus im Laden erfragen', 12, 80)).toBe('Reparaturst…');
  });
});

describe('meaning of colours', () => {
  it('calls 6.1 with an interval of 5.9 to 6.3 below an expectation of 8.6', () => {
    expect(judgeStanding(8.6, 5.9, 6.3)).toBe('below');
  });
  it('calls a value "as expected" while its interval covers the expectation', () => {
    expect(judgeStanding(8.6, 8.2, 8.9)).toBe('at');
    expect(judgeStanding(8.6, null, null)).toBe('at');
  });
  it('calls a value above when its whole interval is above', () => {
    expect(judgeStanding(7, 7.2, 7.9)).toBe('above');
  });
  it('takes moods between −0.5 and 0.5 as neutral', () => {
    expect([-2, -0.5, -0.4, 0, 0.5, null].map(judgeMood)).toEqual(['below', 'below', 'at', 'at', 'above', 'at']);
  });
});

describe('lines', () => {
  it('interrupts the line where a value is withheld', () => {
    expect(splitRuns([1, 2, null, 4], (value) => value !== null)).toEqual([[1, 2], [4]]);
  });
  it('begins a new line after a gap in time', () => {
    const periods = placePeriods([{ at: '2026-01-05', until: '2026-01-12' }, { at: '2026-01-12', until: '2026-01-19' }, { at: '2026-02-02', until: '2026-02-09' }, { at: '2026-03-02' }, { at: '2026-04-06' }]);
    expect(periods.map(({ isAfterGap }) => isAfterGap)).toEqual([false, false, true, true, false]);
    expect(periods.map(({ middleMs }) => new Date(middleMs).toISOString().slice(0, 10))).toEqual(['2026-01-08', '2026-01-15', '2026-02-05', '2026-03-02', '2026-04-06']);
    expect(splitRuns(periods, () => true, ({ isAfterGap }) => isAfterGap).map((run) => run.length)).toEqual([2, 1, 2]);
  });
  it('writes a path with one decimal', () => {
    expect(linePath([{ x: 0, y: 10 }, { x: 5.123, y: 8 }])).toBe('M0 10L5.1 8');
  });
  it('closes a band: above from left to right, below back again', () => {
    expect(bandPath([{ x: 0, upperY: 1, lowerY: 3 }, { x: 10, upperY: 2, lowerY: 4 }])).toBe('M0 1L10 2L10 4L0 3Z');
  });
  it('draws n as thickness: the most answers 14 px thick, none at all 2 px', () => {
    expect(halfThickness(400, 400)).toBe(7);
    expect(halfThickness(100, 400)).toBe(4);
    expect(halfThickness(0, 400)).toBe(1);
    expect(ribbonPath([{ x: 0, y: 10, half: 2 }, { x: 4, y: 10, half: 1 }])).toBe('M0 8L4 9L4 11L0 12Z');
  });
  it('shows every third of 12 labels when only four fit', () => {
    expect(labelEvery(12, 240, 60)).toBe(3);
  });
});

describe('lanes', () => {
  const at = (x: number, mood: number | null) => ({ x, mood });
  it('joins two contacts 3 pixels apart and keeps one 40 pixels away', () => {
    const groups = groupLane([at(100, -2), at(103, 0), at(143, 1)], (event) => event.x, 14);
    expect(groups.map(({ x, mood, events }) => [x, mood, events.length])).toEqual([[101.5, -1, 2], [143, 1, 1]]);
  });
  it('does not melt a dense row into one group', () => {
    const groups = groupLane(Array.from({ length: 10 }, (_, step) => at(step * 5, null)), (event) => event.x, 14);
    expect(groups.map(({ events }) => events.length)).toEqual([3, 3, 3, 1]);
  });
  it('leaves the mood open when nobody said one', () => {
    expect(groupLane([at(1, null)], (event) => event.x, 14)[0]?.mood).toBeNull();
  });
  it('marks every second month of a year when six labels fit', () => {
    const ticks = timeTicks(new Date(2025, 0, 1).getTime(), new Date(2025, 11, 31).getTime(), 440);
    expect(ticks.map((tick) => new Date(tick.at).getMonth())).toEqual([0, 2, 4, 6, 8, 10]);
  });
  it('marks a fortnight by days, midnight each', () => {
    const ticks = timeTicks(new Date(2025, 4, 1, 12).getTime(), new Date(2025, 4, 15, 12).getTime(), 560);
    expect(ticks.map((tick) => new Date(tick.at).getDate())).toEqual([2, 4, 6, 8, 10, 12, 14]);
  });
});

describe('labels of the map', () => {
  const frame = { width: 200, height: 100 };
  it('writes to the right of a point when there is room', () => {
    const placed = placeLabels([{ id: 'a', label: 'Laden', x: 50, y: 50, r: 5, weight: 1 }], frame);
    expect(placed.get('a')).toMatchObject({ x: 59, anchor: 'start' });
  });
  it('writes to the left at the right edge', () => {
    const placed = placeLabels([{ id: 'a', label: 'Laden', x: 190, y: 50, r: 5, weight: 1 }], frame);
    expect(placed.get('a')).toMatchObject({ x: 181, anchor: 'end' });
  });
  it('gives the place to the weightier of two points that lie on each other', () => {
    const crowd = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id, weight) => ({ id, label: `Kontaktpunkt ${id}`, x: 100, y: 50, r: 5, weight }));
    const placed = placeLabels(crowd, frame);
    expect(placed.has('h')).toBe(true);
    expect(placed.has('a')).toBe(false);
  });
  it('names every point: where there is no room beside it, by a number in the order given', () => {
    const crowd = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id, weight) => ({ id, label: `Kontaktpunkt ${id}`, x: 100, y: 50, r: 5, weight }));
    const named = nameAll(crowd, frame, 9);
    expect(named.map(({ point }) => point.id).join('')).toBe('abcdefgh');
    expect(named.every(({ label, number }) => (label === null) !== (number === null))).toBe(true);
    expect(named.at(-1)?.number).toBeNull();
    const numbers = named.flatMap(({ number }) => number ?? []);
    expect(numbers.length).toBeGreaterThan(2);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, place) => place + 1));
  });
  it('writes nothing over what is written already', () => {
    const point = { id: 'a', label: 'Laden', x: 50, y: 50, r: 5, weight: 1 };
    expect(placeLabels([point], { ...frame, taken: [{ left: 60, right: 120, top: 44, bottom: 56 }] }).get('a')).toMatchObject({ x: 41, anchor: 'end' });
    expect(nameAll([point], { ...frame, taken: [{ left: 0, right: 200, top: 0, bottom: 100 }] }, 9)).toMatchObject([{ label: null, number: 1 }]);
  });
  it('gives no number while there is room for all names', () => {
    expect(nameAll([{ id: 'a', label: 'Laden', x: 50, y: 50, r: 5, weight: 1 }], frame, 9)).toMatchObject([{ label: { x: 59 }, number: null }]);
  });
});
