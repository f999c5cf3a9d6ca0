import { type NavCount, navSections, type NavSection, type Permission, type SlicePage, type SlicePages } from '../../../ui/pages.ts';
import { isAllowed } from '../../../ui/session.tsx';
import { placeOf } from './settings-groups.ts';

export interface NavEntry {
  path: string;
  /** `namespace:key` for i18next. */
  label: string;
  /** Other paths at which one is still here. */
  alsoOf?: readonly string[];
  count?: NavCount;
}

export interface NavGroup {
  section: NavSection;
  /** Where the section leads: its first entry. */
  path: string;
  entries: NavEntry[];
}

/** The rail for one person: sections in the order of the house, only those with a page that this person may open. */
export function buildNavigation(slices: readonly SlicePages[], permissions: readonly Permission[]): NavGroup[] {
  const entries = slices
    .flatMap((slice) => slice.pages.map((page) => ({ slice, page })))
    .flatMap(({ slice, page }) =>
      page.nav && isAllowed(permissions, page.permission)
        ? [{ section: page.nav.section, order: page.nav.order, path: page.path, label: `${slice.namespace}:${page.nav.label}`, ...(page.nav.alsoOf ? { alsoOf: page.nav.alsoOf } : {}), ...(page.nav.count ? { count: { ...page.nav.count, label: `${slice.namespace}:${page.nav.count.label}` } } : {}) }]
        : [],
    )
    .sort((a, b) => placeOf(a.path) - placeOf(b.path) || a.order - b.order);
  return navSections.flatMap((section) => {
    const mine = entries.filter((entry) => entry.section === section);
    const first = mine[0];
    return first ? [{ section, path: first.path, entries: mine.map(({ section: _section, order: _order, ...entry }) => entry) }] : [];
  });
}

/** Where a day begins: at the desk for those who work on cases and keep no touchpoints, for the others at the first entry of the rail. */
export function findHome(groups: readonly NavGroup[], permissions: readonly Permission[]): string | undefined {
  const works = isAllowed(permissions, { action: 'update', subject: 'case' }) && !isAllowed(permissions, { action: 'update', subject: 'touchpoint' });
  return (works ? groups.find(({ section }) => section === 'desk') : undefined)?.path ?? groups[0]?.path;
}

/** Whether an address lies under an entry: `/customers/42` under `/customers`, but `/customers-old` not. */
export const liesUnder = (address: string, path: string): boolean => address === path || address.startsWith(`${path.replace(/\/$/, '')}/`);

/** The entry that the address lies under; the longest path wins, so that `/surveys/new` beats `/surveys`. */
export function findEntry({ entries }: Pick<NavGroup, 'entries'>, pathname: string): NavEntry | undefined {
  return entries.find(({ alsoOf }) => alsoOf?.some((path) => liesUnder(pathname, path))) ?? entries
    .filter((entry) => liesUnder(pathname, entry.path))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** The section of an address: the one with the longest entry above it, else the section of the page whose path fits. */
export function findSection(groups: readonly NavGroup[], address: string): NavSection | undefined {
  const hits = groups
    .flatMap((group) => group.entries.map((entry) => ({ section: group.section, path: entry.path })))
    .filter(({ path }) => liesUnder(address, path))
    .sort((a, b) => b.path.length - a.path.length);
  return hits[0]?.section;
}

/** Beginnings of addresses that are no page themselves, e.g. `/settings`: somebody may type them or cut an address short. */
export function listRoots(slices: readonly SlicePages[]): string[] {
  const paths = slices.flatMap((slice) => slice.pages.filter((page) => !page.standsAlone).map(({ path }) => path));
  const beginnings = paths.flatMap((path) => path.split('/').slice(1, -1).map((_, index, parts) => `/${parts.slice(0, index + 1).join('/')}`));
  return [...new Set(beginnings)].filter((root) => !paths.includes(root) && !root.includes('$'));
}

/** Where somebody finds what is theirs who may not open the page of a section itself: its first entry below, e.g. `/listening/counter` for `/listening`. */
export const leadBelow = (refused: string, slices: readonly SlicePages[], permissions: readonly Permission[]): string | null =>
  buildNavigation(slices, permissions).flatMap((group) => group.entries.map(({ path }) => path)).find((path) => liesUnder(path, refused)) ?? null;

/** Where such a beginning leads: to the first page of the rail below it, else to the nearest page above; null where this person may open neither. */
export function leadFrom(root: string, slices: readonly SlicePages[], permissions: readonly Permission[]): string | null {
  const entries = buildNavigation(slices, permissions).flatMap((group) => group.entries.map(({ path }) => path));
  const above = entries.filter((path) => liesUnder(root, path)).sort((a, b) => b.length - a.length);
  return entries.find((path) => liesUnder(path, root)) ?? above[0] ?? null;
}

/** The page with a parameter directly below a path, e.g. the page of one customer below `/customers`. */
export function findDetailPath(slices: readonly SlicePages[], base: string, permissions: readonly Permission[]): SlicePage | undefined {
  return slices
    .flatMap((slice) => slice.pages)
    .find((page) => page.path.startsWith(`${base}/$`) && !page.path.slice(base.length + 2).includes('/') && isAllowed(permissions, page.permission));
}
