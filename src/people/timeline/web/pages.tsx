import type { SlicePages } from '../../../ui/pages.ts';
import de from './timeline.de.json' with { type: 'json' };
import en from './timeline.en.json' with { type: 'json' };

/** The timeline has no page of its own: it is a part of the customer's page and brings its words. */
export const timelinePages: SlicePages = { namespace: 'timeline', translations: { de, en }, pages: [] };
