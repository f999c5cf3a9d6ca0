import type { SlicePages } from '../../../ui/pages.ts';
import de from './barometer.de.json' with { type: 'json' };
import en from './barometer.en.json' with { type: 'json' };

export const barometerPages: SlicePages = {
  namespace: 'barometer',
  translations: { de, en },
  pages: [
    {
      path: '/understanding/barometer', title: 'title', permission: { action: 'read', subject: 'metric' }, nav: { section: 'understanding', order: 4, label: 'title' },
      load: () => import('./BarometerPage.tsx').then((module) => module.BarometerPage),
    },
  ],
  panels: [{ id: 'barometer', place: 'cockpitFigures', order: 1, permission: { action: 'read', subject: 'metric' }, load: () => import('./BarometerPanel.tsx').then((module) => module.BarometerPanel) }],
};
