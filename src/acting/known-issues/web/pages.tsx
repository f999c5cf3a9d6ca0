import type { SlicePages } from '../../../ui/pages.ts';
import de from './known-issues.de.json' with { type: 'json' };
import en from './known-issues.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'known_issue' };
const create = { action: 'create', subject: 'known_issue' };

export const knownIssuesPages: SlicePages = {
  namespace: 'known-issues',
  translations: { de, en },
  pages: [
    { path: '/desk/known-issues', title: 'list.title', permission: read, nav: { section: 'desk', order: 5, label: 'list.title' }, load: () => import('./KnownIssuesPage.tsx').then((module) => module.KnownIssuesPage) },
    { path: '/desk/known-issues/new', title: 'list.new', permission: create, load: () => import('./NewIssuePage.tsx').then((module) => module.NewIssuePage) },
    { path: '/desk/known-issues/$issueId', title: 'one.title', permission: read, load: () => import('./KnownIssuePage.tsx').then((module) => module.KnownIssuePage) },
  ],
  actions: [{ id: 'known-issues.new', label: 'list.new', keywords: 'list.newKeywords', to: '/desk/known-issues/new', permission: create }],
};
