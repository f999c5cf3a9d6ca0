import type { SlicePages } from '../../../ui/pages.ts';
import de from './drivers.de.json' with { type: 'json' };
import en from './drivers.en.json' with { type: 'json' };

export const driversPages: SlicePages = {
  namespace: 'drivers',
  translations: { de, en },
  pages: [
    {
      path: '/understanding/drivers', title: 'title', permission: { action: 'read', subject: 'metric' }, nav: { section: 'understanding', order: 3, label: 'title' },
      load: () => import('./DriversPage.tsx').then((module) => module.DriversPage),
    },
  ],
};
