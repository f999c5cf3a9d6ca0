import type { SlicePages } from '../../../ui/pages.ts';
import de from './methods.de.json' with { type: 'json' };
import en from './methods.en.json' with { type: 'json' };

/** No page of its own: the words about methods that other pages show. */
export const methodsWords: SlicePages = { namespace: 'methods', translations: { de, en }, pages: [] };
