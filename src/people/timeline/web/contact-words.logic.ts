import type { TimelineItem } from '../timeline.contract.ts';

/** Kinds that tell about data rather than about an experience of the customer. */
const quietTypes = new Set(['identify', 'group', 'alias']);
export const isExperience = (contact: Pick<TimelineItem, 'type'>): boolean => !quietTypes.has(contact.type);
export const isView = (contact: Pick<TimelineItem, 'type'>): boolean => contact.type === 'page' || contact.type === 'screen';

/** What a contact is called: a key for kinds that we know by name, else the words that came with it. */
export type ContactTitle = { kind: 'words'; text: string } | { kind: 'touchpoint'; code: string } | { kind: 'known'; key: 'page' | 'screen' | 'identify' | 'group' | 'alias' | 'survey'; about: string };

/**
 * The title of a contact: what was viewed, else its subject, else its touchpoint where the event has a name for machines only
 * (`invoice_issued`), else the name of the event as people would say it.
 */
export function titleOf(contact: Pick<TimelineItem, 'type' | 'kind' | 'subjectLine' | 'touchpoint' | 'properties'>): ContactTitle {
  const { type } = contact;
  if (type === 'page' || type === 'screen') {
    const about = contact.subjectLine ?? firstText(contact.properties, ['title', 'name', 'path', 'url']);
    return about === '' && contact.touchpoint ? { kind: 'touchpoint', code: contact.touchpoint } : { kind: 'known', key: type, about };
  }
  if (contact.subjectLine) return { kind: 'words', text: contact.subjectLine };
  if (type === 'identify' || type === 'group' || type === 'alias' || type === 'survey') return { kind: 'known', key: type, about: '' };
  if (contact.touchpoint && !/\s/.test(contact.kind)) return { kind: 'touchpoint', code: contact.touchpoint };
  return { kind: 'words', text: readEventName(contact.kind) };
}

function firstText(properties: Record<string, unknown>, names: string[]): string {
  for (const name of names) {
    const value = properties[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return '';
}

/** Kinds that have words of their own on the page. */
export const isNamedKind = (kind: string): boolean => ['page', 'screen', 'identify', 'group', 'alias', 'survey'].includes(kind);

/** `order_completed` → `Order completed`; names with spaces stay as their sender wrote them. */
export function readEventName(kind: string): string {
  const text = /\s/.test(kind) ? kind.trim() : kind.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/[_.-]+/g, ' ').trim();
  return text === '' ? kind : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The five steps of mood: −2 … +2 rounded to the nearest, as keys of the words. */
export type MoodStep = 'm2' | 'm1' | 'zero' | 'p1' | 'p2';
export function moodStep(mood: number): MoodStep {
  if (mood <= -1.5) return 'm2';
  if (mood <= -0.5) return 'm1';
  if (mood < 0.5) return 'zero';
  return mood < 1.5 ? 'p1' : 'p2';
}

/** The contact that the answer sentence speaks of: the newest that was lived through; views only where there is nothing else. */
export function findLastExperience(newestFirst: readonly TimelineItem[]): TimelineItem | null {
  const lived = newestFirst.filter(isExperience);
  return lived.find((contact) => !isView(contact)) ?? lived[0] ?? null;
}
