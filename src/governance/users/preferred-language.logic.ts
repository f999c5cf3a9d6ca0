import type { UserLanguage } from './users.contract.ts';

/** The first of the browser's languages that we speak. */
export function preferredLanguage(header = ''): UserLanguage {
  const wanted = header.split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase()).find((tag) => tag === 'de' || tag === 'en');
  return wanted === 'de' ? 'de' : 'en';
}
