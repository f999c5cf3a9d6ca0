import type { TimelineItem } from '../timeline.contract.ts';

/** A contact for tests: a call, unless the test says otherwise. */
export function contact(change: Partial<TimelineItem> = {}): TimelineItem {
  return {
    messageId: 'm1', at: '2026-03-03T09:00:00.000Z', kind: 'Call Ended', channel: 'call_center', touchpoint: null, direction: 'inbound', properties: {},
    type: 'track', department: null, product: null, place: null, subjectLine: null, text: null, score: null, mood: null, source: 'hotline', ...change,
  };
}
