import { describe, expect, it } from 'vitest';
import { emptyDraft, inputOf, isComplete, moved, withNewStep } from './playbook-draft.logic.ts';

describe('the draft of a playbook', () => {
  it('gives a new step an id that no other has', () => {
    const two = withNewStep(withNewStep([]));
    expect(two.map(({ id }) => id)).toEqual(['s1', 's2']);
    expect(withNewStep(two.slice(1)).map(({ id }) => id)).toEqual(['s2', 's3']);
  });
  it('moves steps and leaves the ends where they are', () => {
    const steps = withNewStep(withNewStep(withNewStep([])));
    expect(moved(steps, 2, -1).map(({ id }) => id)).toEqual(['s1', 's3', 's2']);
    expect(moved(steps, 0, -1).map(({ id }) => id)).toEqual(['s1', 's2', 's3']);
  });
  it('is complete with both titles, also of every step; empty places mean everywhere', () => {
    const draft = { ...emptyDraft, titleDe: 'A', titleEn: 'B' };
    expect(isComplete(draft)).toBe(true);
    expect(isComplete({ ...draft, content: { ...draft.content, steps: withNewStep([]) } })).toBe(false);
    expect(inputOf(draft)).toMatchObject({ touchpoint: null, category: null, department: null });
  });
});
