import type { SlicePages } from '../../../ui/pages.ts';
import de from './promises.de.json' with { type: 'json' };
import en from './promises.en.json' with { type: 'json' };

export const promisesPages: SlicePages = { namespace: 'promises', translations: { de, en }, pages: [] };
