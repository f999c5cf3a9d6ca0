import type { SlicePages } from '../../../ui/pages.ts';
import de from './context.de.json' with { type: 'json' };
import en from './context.en.json' with { type: 'json' };

/** No page of its own: the panel stands beside a case, and what connected sources say on the page of a customer. */
export const contextPages: SlicePages = {
  namespace: 'context',
  translations: { de, en },
  pages: [],
  panels: [{ id: 'context.lookups', place: 'customer', order: 30, permission: { action: 'read', subject: 'case' }, load: () => import('./CustomerSources.tsx').then((module) => module.CustomerSources) }],
};
