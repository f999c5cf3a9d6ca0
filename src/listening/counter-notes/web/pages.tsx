import type { SlicePages } from '../../../ui/pages.ts';
import de from './counter-notes.de.json' with { type: 'json' };
import en from './counter-notes.en.json' with { type: 'json' };

const create = { action: 'create', subject: 'voice' };

export const counterNotesPages: SlicePages = {
  namespace: 'counter-notes',
  translations: { de, en },
  pages: [{ path: '/listening/counter', title: 'title', permission: { action: 'read', subject: 'voice' }, nav: { section: 'listening', order: 7, label: 'title' }, load: () => import('./CounterPage.tsx').then((module) => module.CounterPage) }],
  actions: [{ id: 'counter-notes.note', label: 'action', keywords: 'actionWords', permission: create, to: '/listening/counter' }],
};
