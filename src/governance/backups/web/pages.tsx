import type { SlicePages } from '../../../ui/pages.ts';
import de from './backups.de.json' with { type: 'json' };
import en from './backups.en.json' with { type: 'json' };

export const backupsPages: SlicePages = {
  namespace: 'backups',
  translations: { de, en },
  pages: [
    {
      path: '/settings/backups', title: 'page.title', permission: { action: 'read', subject: 'backup' }, nav: { section: 'settings', order: 89, label: 'page.title' },
      load: () => import('./BackupsPage.tsx').then((module) => module.BackupsPage),
    },
  ],
};
