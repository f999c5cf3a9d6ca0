import type { Frequency, Placement, PlacementInput, Rules, Trigger } from '../placements.contract.ts';

/** What is typed before it is saved: like what is saved, but the element of an inline survey may still be missing. */
export type Draft = PlacementInput;

export const emptyDraft = (survey: string): Draft => ({
  name: '', survey, sourceId: null, rank: 100, isLive: false,
  rules: {
    way: 'popover', side: 'right', selector: null, trigger: { on: 'time', seconds: 20 }, delaySeconds: 0, pages: [], exceptPages: [], share: 1,
    frequency: { kind: 'until_answered', days: 30 }, quietDays: 14, visitors: 'all', isAnonymous: false, traits: [],
  },
});

export const draftOf = ({ name, survey, sourceId, rules, rank, liveAt }: Placement): Draft => ({ name, survey, sourceId, rules, rank, isLive: liveAt !== null });

/** What goes to the server: rows without a name are left out, and an element only where one is needed. */
export function inputOf(draft: Draft): PlacementInput {
  const { rules } = draft;
  const selector = rules.selector?.trim() ?? '';
  return { ...draft, name: draft.name.trim(), rules: { ...rules, selector: rules.way === 'inline' ? selector : null, traits: rules.traits.filter(({ trait }) => trait.trim() !== '') } };
}

export type Missing = 'name' | 'survey' | 'selector' | 'event';
/** What has to be filled in first. */
export function missingOf({ name, survey, rules }: Draft): Missing[] {
  return [
    ...(name.trim() === '' ? ['name' as const] : []),
    ...(survey === '' ? ['survey' as const] : []),
    ...(rules.way === 'inline' && (rules.selector ?? '').trim() === '' ? ['selector' as const] : []),
    ...(rules.trigger.on === 'event' && rules.trigger.event.trim() === '' ? ['event' as const] : []),
  ];
}

/** A trigger of another kind, with values to begin with. */
export function triggerOf(on: Trigger['on']): Trigger {
  if (on === 'event') return { on, event: '' };
  if (on === 'scroll') return { on, pct: 50 };
  return on === 'time' ? { on, seconds: 20 } : { on };
}

export const frequencyOf = (kind: Frequency['kind'], days: number): Frequency => (kind === 'once' ? { kind } : { kind, days });

export const withRules = (draft: Draft, change: Partial<Rules>): Draft => ({ ...draft, rules: { ...draft.rules, ...change } });
