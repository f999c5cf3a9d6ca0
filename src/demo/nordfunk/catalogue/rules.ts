import type { Channel, DemoRule, DemoTouchpoint, Stage } from '../shapes.ts';

type Extra = {
  involved?: string[];
  main?: true;
  indirect?: true;
  truth?: true;
  tangible?: string[];
  rules?: DemoRule[];
};

export function touchpoint(
  code: string, names: readonly [de: string, en: string], [stage, channel, ownerDepartment]: readonly [Stage, Channel, string], extra: Extra,
): DemoTouchpoint {
  return {
    code, nameDe: names[0], nameEn: names[1], stage, channel,
    kind: extra.main ? 'main' : 'secondary',
    reach: extra.indirect ? 'indirect' : 'direct',
    ownerDepartment,
    involvedDepartments: extra.involved ?? [],
    isMomentOfTruth: extra.truth ?? false,
    tangibleItems: extra.tangible ?? [],
    rules: extra.rules ?? [],
  };
}

export const event = (name: string, channel?: Channel): DemoRule => (channel ? { event: name, channel } : { event: name });

export const eventWhere = (name: string, property: string, value: string): DemoRule => ({
  event: name, properties: [{ name: property, operator: 'equals', value }],
});

export const pagesUnder = (path: string): DemoRule => ({
  event: 'page', properties: [{ name: 'path', operator: 'startsWith', value: path }],
});

export const pageAt = (path: string): DemoRule => ({ event: 'page', properties: [{ name: 'path', operator: 'equals', value: path }] });

export const screen = (name: string): DemoRule => ({ event: 'screen', properties: [{ name: 'screen', operator: 'equals', value: name }] });
