import type { SlicePages } from '../../../ui/pages.ts';
import de from './templates.de.json' with { type: 'json' };
import en from './templates.en.json' with { type: 'json' };

const permission = { action: 'read', subject: 'template' };
const create = { action: 'create', subject: 'template' };

export const templatesPages: SlicePages = {
  namespace: 'templates',
  translations: { de, en },
  pages: [
    { path: '/settings/templates', title: 'list.title', permission, nav: { section: 'settings', order: 33, label: 'list.title' }, load: () => import('./TemplatesPage.tsx').then((module) => module.TemplatesPage) },
  ],
  actions: [
    { id: 'templates.new', label: 'edit.add', to: '/settings/templates?open=new', permission: create },
    { id: 'macros.new', label: 'macro.add', to: '/settings/templates?open=new-macro', permission: create },
  ],
};
