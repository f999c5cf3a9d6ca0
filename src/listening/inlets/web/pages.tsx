import type { SlicePages } from '../../../ui/pages.ts';
import de from './inlets.de.json' with { type: 'json' };
import en from './inlets.en.json' with { type: 'json' };

const permission = { action: 'manage', subject: 'webhook' };

export const inletsPages: SlicePages = {
  namespace: 'inlets',
  translations: { de, en },
  pages: [
    {
      path: '/settings/inlets', title: 'list.title', permission, nav: { section: 'settings', order: 21, label: 'list.title' },
      load: () => import('./InletsPage.tsx').then((module) => module.InletsPage),
    },
  ],
  actions: [{ id: 'inlets.new', label: 'edit.add', to: '/settings/inlets?open=new', permission }],
};
