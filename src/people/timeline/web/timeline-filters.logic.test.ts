import { describe, expect, it } from 'vitest';
import { isFiltered, listKinds, noFilters, toPictureQuery, toTimelineQuery } from './timeline-filters.logic.ts';

describe('filters of the timeline', () => {
  it('sends only what is set', () => {
    expect(toTimelineQuery({ ...noFilters, channel: 'call_center', department: 'service' })).toEqual({ channel: 'call_center', department: 'service' });
  });
  it('leaves out what nobody could have chosen', () => {
    expect(toTimelineQuery({ ...noFilters, channel: 'pigeon', until: '2026-02-30' })).toEqual({});
  });
  it('keeps the picture where it is when the list jumps', () => {
    expect(toPictureQuery({ ...noFilters, kind: 'Call Ended', until: '2026-03-03' })).toEqual({ kind: 'Call Ended' });
    expect(isFiltered({ ...noFilters, until: '2026-03-03' })).toBe(false);
  });
});

describe('kinds to choose from', () => {
  it('come most frequent first, with the chosen one always among them', () => {
    expect(listKinds([{ kind: 'page' }, { kind: 'Call Ended' }, { kind: 'page' }], 'Mail Received')).toEqual([
      { kind: 'page', n: 2 }, { kind: 'Call Ended', n: 1 }, { kind: 'Mail Received', n: 0 },
    ]);
  });
});
