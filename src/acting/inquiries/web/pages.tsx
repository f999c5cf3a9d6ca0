import type { SlicePages } from '../../../ui/pages.ts';
import de from './inquiries.de.json' with { type: 'json' };
import en from './inquiries.en.json' with { type: 'json' };

export const inquiriesPages: SlicePages = {
  namespace: 'inquiries',
  translations: { de, en },
  pages: [],
};
