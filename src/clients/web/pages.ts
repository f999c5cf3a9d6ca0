import type { SlicePages } from '../../ui/pages.ts';

/** The one list of all pages. Order does not matter: every page says where it belongs. */
export const slicePages: readonly SlicePages[] = [];
