import type { SlicePages } from '../../../ui/pages.ts';
import de from './playbooks.de.json' with { type: 'json' };
import en from './playbooks.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'playbook' };
const create = { action: 'create', subject: 'playbook' };
const update = { action: 'update', subject: 'playbook' };

export const playbooksPages: SlicePages = {
  namespace: 'playbooks',
  translations: { de, en },
  pages: [
    { path: '/desk/playbooks', title: 'list.title', permission: read, nav: { section: 'desk', order: 7, label: 'list.title' }, load: () => import('./PlaybooksPage.tsx').then((module) => module.PlaybooksPage) },
    { path: '/desk/playbooks/new', title: 'edit.new', permission: create, load: () => import('./PlaybookEditorPage.tsx').then((module) => module.NewPlaybookPage) },
    { path: '/desk/playbooks/$playbookId', title: 'one.title', permission: read, load: () => import('./PlaybookPage.tsx').then((module) => module.PlaybookPage) },
    { path: '/desk/playbooks/$playbookId/edit', title: 'edit.title', permission: update, load: () => import('./PlaybookEditorPage.tsx').then((module) => module.EditPlaybookPage) },
  ],
  actions: [{ id: 'playbooks.new', label: 'edit.new', to: '/desk/playbooks/new', permission: create }],
};
