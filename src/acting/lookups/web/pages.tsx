import type { SlicePages } from '../../../ui/pages.ts';
import de from './lookups.de.json' with { type: 'json' };
import en from './lookups.en.json' with { type: 'json' };

const permission = { action: 'manage', subject: 'settings' };

export const lookupsPages: SlicePages = {
  namespace: 'lookups',
  translations: { de, en },
  pages: [
    { path: '/settings/lookups', title: 'list.title', permission, nav: { section: 'settings', order: 26, label: 'list.title' }, load: () => import('./LookupsPage.tsx').then((module) => module.LookupsPage) },
    { path: '/settings/lookups/new', title: 'edit.new', permission, load: () => import('./LookupEditorPage.tsx').then((module) => module.NewLookupPage) },
    { path: '/settings/lookups/$lookupId', title: 'edit.title', permission, load: () => import('./LookupEditorPage.tsx').then((module) => module.EditLookupPage) },
  ],
};
