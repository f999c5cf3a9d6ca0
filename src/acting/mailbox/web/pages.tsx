import type { SlicePages } from '../../../ui/pages.ts';
import de from './mailbox.de.json' with { type: 'json' };
import en from './mailbox.en.json' with { type: 'json' };

const permission = { action: 'manage', subject: 'settings' };

export const mailboxPages: SlicePages = {
  namespace: 'mailbox',
  translations: { de, en },
  pages: [
    { path: '/settings/mailboxes', title: 'page.title', permission, nav: { section: 'settings', order: 32, label: 'page.title' }, load: () => import('./MailboxesPage.tsx').then((module) => module.MailboxesPage) },
    { path: '/form/$code', title: 'form.title', standsAlone: true, load: () => import('./FormPage.tsx').then((module) => module.FormPage) },
  ],
  actions: [
    { id: 'mailbox.new', label: 'account.add', to: '/settings/mailboxes?open=account', permission },
    { id: 'mailbox.form', label: 'forms.add', to: '/settings/mailboxes?open=form', permission },
  ],
};
