import { fc } from '../../../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { type EditHistory, PAUSE_MS, redo, remember, startHistory, STEPS_KEPT, undo } from './edit-history.logic.ts';

const write = (history: EditHistory<string>, next: string, atMs = 0, mergeKey?: string) => remember(history, { next, label: 'typed', focus: 'q', atMs, mergeKey });

describe('undo and redo', () => {
  it('gives back exactly what was there, and again what was taken back', () => {
    const after = write(write(startHistory('a'), 'b'), 'c');
    expect([undo(after).present, undo(undo(after)).present, redo(undo(after)).present]).toEqual(['b', 'a', 'c']);
  });
  it('takes typing in one field for one step until there is a pause', () => {
    let history = startHistory('');
    for (const [text, atMs] of [['H', 0], ['Ha', 200], ['Hal', 400], ['Hallo', 400 + PAUSE_MS + 1]] as const) history = write(history, text, atMs, 'title');
    expect([undo(history).present, undo(undo(history)).present]).toEqual(['Hal', '']);
  });
  it('forgets what was taken back as soon as something else is done', () => {
    const other = write(undo(write(startHistory('a'), 'b')), 'x');
    expect(redo(other)).toBe(other);
  });
  it('keeps nothing of a change that changed nothing, and at most 200 steps', () => {
    const start = startHistory('a');
    expect(write(start, 'a')).toBe(start);
    let long = start;
    for (let step = 0; step < STEPS_KEPT + 5; step += 1) long = write(long, `v${step}`);
    expect(long.past).toHaveLength(STEPS_KEPT);
  });
  it('comes back to the beginning however steps, undo and redo are mixed', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constant('undo'), fc.constant('redo'), fc.string({ minLength: 1, maxLength: 3 })), { maxLength: 60 }), (deeds) => {
      let history = startHistory('begin');
      for (const deed of deeds) history = deed === 'undo' ? undo(history) : deed === 'redo' ? redo(history) : write(history, deed);
      const end = history.present;
      let steps = 0;
      for (; history.past.length > 0; steps += 1) history = undo(history);
      expect(history.present).toBe('begin');
      for (; steps > 0; steps -= 1) history = redo(history);
      expect(history.present).toBe(end);
    }), { numRuns: 100 });
  });
});
