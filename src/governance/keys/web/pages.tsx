import type { SlicePages } from '../../../ui/pages.ts';
import de from './keys.de.json' with { type: 'json' };
import en from './keys.en.json' with { type: 'json' };

const manageKeys = { action: 'manage', subject: 'key' };

export const keysPages: SlicePages = {
  namespace: 'keys',
  translations: { de, en },
  pages: [
    {
      path: '/settings/keys', title: 'page.title', permission: manageKeys, nav: { section: 'settings', order: 20, label: 'page.title' },
      load: () => import('./KeysPage.tsx').then((module) => module.KeysPage),
    },
  ],
  actions: [
    { id: 'keys.source', label: 'source.add', to: '/settings/keys?open=source', permission: manageKeys },
    { id: 'keys.api', label: 'api.add', to: '/settings/keys?open=key', permission: manageKeys },
  ],
};
