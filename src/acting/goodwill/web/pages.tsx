import type { SlicePages } from '../../../ui/pages.ts';
import de from './goodwill.de.json' with { type: 'json' };
import en from './goodwill.en.json' with { type: 'json' };

export const goodwillPages: SlicePages = {
  namespace: 'goodwill',
  translations: { de, en },
  pages: [],
};
