import { expect, it } from 'vitest';
import { emptyDraft, mappingOf, replaceAt } from './inlet-draft.logic.ts';

it('has no mapping until an event and somebody are named', () => {
  expect(mappingOf(emptyDraft)).toBeNull();
  expect(mappingOf({ ...emptyDraft, event: ' ', identifiers: [{ kind: 'email', path: 'email' }] })).toBeNull();
});
it('leaves out what is half typed', () => {
  expect(mappingOf({ ...emptyDraft, event: ' action ', at: ' ', identifiers: [{ kind: 'email', path: ' a.b ' }, { kind: 'phone', path: '' }], properties: [{ name: 'text', path: 'c' }, { name: '', path: 'd' }] })).toEqual({
    event: { path: 'action' }, at: null, identifiers: [{ kind: 'email', path: 'a.b' }], properties: [{ name: 'text', path: 'c' }],
  });
  expect(mappingOf({ ...emptyDraft, eventFrom: 'fixed', event: 'bought', identifiers: [{ kind: 'email', path: 'e' }] })?.event).toEqual({ name: 'bought' });
});
it('replaces one of many', () => {
  expect(replaceAt([{ a: 1 }, { a: 2 }], 1, { a: 3 })).toEqual([{ a: 1 }, { a: 3 }]);
});
