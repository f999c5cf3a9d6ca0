import type { SlicePages } from '../../../ui/pages.ts';
import de from './webhooks.de.json' with { type: 'json' };
import en from './webhooks.en.json' with { type: 'json' };

const permission = { action: 'manage', subject: 'webhook' };

export const webhooksPages: SlicePages = {
  namespace: 'webhooks',
  translations: { de, en },
  pages: [
    {
      path: '/settings/webhooks', title: 'list.title', permission, nav: { section: 'settings', order: 22, label: 'list.title' },
      load: () => import('./WebhooksPage.tsx').then((module) => module.WebhooksPage),
    },
    { path: '/settings/webhooks/$webhookId', title: 'list.title', permission, load: () => import('./WebhookPage.tsx').then((module) => module.WebhookPage) },
  ],
  actions: [{ id: 'webhooks.new', label: 'edit.add', to: '/settings/webhooks?open=new', permission }],
};
