import type { SlicePages } from '../../../ui/pages.ts';
import de from './outreach.de.json' with { type: 'json' };
import en from './outreach.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'outreach' };
const create = { action: 'create', subject: 'outreach' };

export const outreachPages: SlicePages = {
  namespace: 'outreach',
  translations: { de, en },
  pages: [
    { path: '/desk/outreach', title: 'list.title', permission: read, nav: { section: 'desk', order: 6, label: 'list.title' }, load: () => import('./OutreachesPage.tsx').then((module) => module.OutreachesPage) },
    { path: '/desk/outreach/new', title: 'list.new', permission: create, load: () => import('./NewOutreachPage.tsx').then((module) => module.NewOutreachPage) },
    { path: '/desk/outreach/$outreachId', title: 'one.title', permission: read, load: () => import('./OutreachPage.tsx').then((module) => module.OutreachPage) },
  ],
  actions: [{ id: 'outreach.new', label: 'list.new', keywords: 'list.newKeywords', to: '/desk/outreach/new', permission: create }],
};
