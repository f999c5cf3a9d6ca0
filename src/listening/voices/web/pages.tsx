import type { SlicePages } from '../../../ui/pages.ts';
import de from './voices.de.json' with { type: 'json' };
import en from './voices.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'voice' };
const manage = { action: 'manage', subject: 'voice' };

export const voicesPages: SlicePages = {
  namespace: 'voices',
  translations: { de, en },
  pages: [
    { path: '/listening/voices', title: 'list.title', permission: read, nav: { section: 'listening', order: 6, label: 'list.title' }, load: () => import('./VoicesPage.tsx').then((module) => module.VoicesPage) },
    { path: '/listening/voices/$voiceId', title: 'list.title', permission: read, load: () => import('./VoicePage.tsx').then((module) => module.VoicePage) },
    { path: '/listening/voices/sources', title: 'sources.title', permission: manage, load: () => import('./VoiceSourcesPage.tsx').then((module) => module.VoiceSourcesPage) },
    { path: '/listening/voices/sources/$sourceId', title: 'sources.title', permission: manage, load: () => import('./VoiceSourcePage.tsx').then((module) => module.VoiceSourcePage) },
  ],
};
