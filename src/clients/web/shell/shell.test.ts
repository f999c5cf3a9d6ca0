import { describe, expect, it } from 'vitest';
import type { SlicePages } from '../../../ui/pages.ts';
import { type BuiltInRole, roles } from '../../../governance/roles/roles.contract.ts';
import { flatten, grantsOf } from '../../../governance/roles/roles.logic.ts';
import { hintKey } from '../../../governance/users/web/usePasswordHint.ts';
import { slicePages } from '../pages.ts';
import { isMissingPart } from './DeadEnds.tsx';
import { jumpKeys, readKey } from './keys.logic.ts';
import { buildNavigation, findDetailPath, findEntry, findHome, findSection, leadBelow, leadFrom, listRoots } from './navigation.ts';
import { matches } from './palette-search.ts';
import { placeOf, underHeadings } from './settings-groups.ts';
import shellDe from './shell.de.json' with { type: 'json' };
import shellEn from './shell.en.json' with { type: 'json' };

const load = async () => () => null;
const read = (subject: string) => ({ action: 'read', subject });
const slices: SlicePages[] = [
  { namespace: 'users', translations: { de: {}, en: {} }, pages: [{ path: '/settings/people', title: 't', load, permission: read('user'), nav: { section: 'settings', order: 1, label: 'people' } }] },
  {
    namespace: 'customers', translations: { de: {}, en: {} }, pages: [
      { path: '/customers/$customerId', title: 't', load, permission: read('customer') },
      { path: '/customers/$customerId/links', title: 't', load },
      { path: '/customers/merges', title: 't', load, permission: read('customer'), nav: { section: 'customers', order: 2, label: 'merges' } },
      { path: '/customers', title: 't', load, permission: read('customer'), nav: { section: 'customers', order: 1, label: 'list' } },
    ],
  },
];

describe('the rail', () => {
  it('keeps the order of the house, whatever the order of the slices', () => {
    const groups = buildNavigation(slices, [{ action: 'manage', subject: 'all' }]);
    expect(groups.map(({ section, path }) => [section, path])).toEqual([['customers', '/customers'], ['settings', '/settings/people']]);
    expect(groups[0]?.entries).toEqual([{ path: '/customers', label: 'customers:list' }, { path: '/customers/merges', label: 'customers:merges' }]);
  });
  it('counts what waits behind an entry only for those who may open it', () => {
    const counted = (permissions: Parameters<typeof buildNavigation>[1]) => buildNavigation(slicePages, permissions).flatMap(({ entries }) => entries.flatMap(({ path, count }) => (count ? [[path, count.path, count.label]] : [])));
    expect(counted([read('warning')])).toEqual([['/warnings', '/api/warnings/count', 'warnings:list.waiting']]);
    expect(counted([read('customer')])).toEqual([]);
  });
  it('shows nothing that the person may not open', () => {
    expect(buildNavigation(slices, [read('customer')]).map(({ section }) => section)).toEqual(['customers']);
    expect(buildNavigation(slices, [])).toEqual([]);
  });
  it('puts every setting under a heading, and leaves a few without', () => {
    const settingsOf = (role: BuiltInRole) => buildNavigation(slicePages, flatten(grantsOf(role))).find(({ section }) => section === 'settings')?.entries ?? [];
    expect(settingsOf('administrator').filter(({ path }) => placeOf(path) === 0)).toEqual([]);
    expect(underHeadings(settingsOf('administrator')).map(({ name }) => name)).toEqual(['people', 'desk', 'customers', 'data', 'protection', 'mine']);
    expect(underHeadings(settingsOf('agent')).map(({ name, entries }) => [name, entries.map(({ path }) => path)])).toEqual([
      [null, ['/settings/templates', '/settings/consents', '/settings/profile', '/settings/security']],
    ]);
  });
  it('begins the day of an agent at the desk, and of everybody else in the cockpit', () => {
    const homeOf = (role: BuiltInRole) => {
      const permissions = flatten(grantsOf(role));
      return findHome(buildNavigation(slicePages, permissions), permissions);
    };
    expect(roles.map((role) => [role, homeOf(role)])).toEqual([
      ['administrator', '/cockpit'], ['cx_manager', '/cockpit'], ['agent', '/desk'],
      ['touchpoint_owner', '/cockpit'], ['analyst', '/cockpit'], ['viewer', '/cockpit'],
    ]);
  });
  it('finds the section of a page below an entry, not of a name that only begins alike', () => {
    const groups = buildNavigation(slices, [{ action: 'manage', subject: 'all' }]);
    expect([findSection(groups, '/customers/4711'), findSection(groups, '/customers-old'), findSection(groups, '/settings/people')]).toEqual(['customers', undefined, 'settings']);
  });
  it('marks the inventory for a new touchpoint, whose path lies below another entry', () => {
    const touchpoints = buildNavigation(slicePages, [{ action: 'manage', subject: 'all' }]).find(({ section }) => section === 'touchpoints') ?? { entries: [] };
    expect(['/touchpoints/new', '/touchpoints/repair_status', '/touchpoints/inventory'].map((path) => findEntry(touchpoints, path)?.path)).toEqual(['/touchpoints/inventory', '/touchpoints', '/touchpoints/inventory']);
  });
  it('leads from an address that is only the beginning of pages to the first that the person may open', () => {
    expect(listRoots(slices)).toEqual(['/settings']);
    expect(leadFrom('/settings', slices, [read('user')])).toBe('/settings/people');
    expect(leadFrom('/settings', slices, [read('customer')])).toBeNull();
    expect(listRoots(slicePages).toSorted()).toEqual(['/listening/surveys', '/settings', '/understanding']);
    expect(leadFrom('/listening/surveys', slicePages, [{ action: 'manage', subject: 'all' }])).toBe('/listening');
  });
  it('leads from a page that is not for this person to their first entry below it', () => {
    expect(leadBelow('/customers', slices, [read('user')])).toBeNull();
    expect(leadBelow('/desk', slicePages, [read('promise')])).toBe('/desk/promises');
  });
  it('knows the page of one customer only for those who may read customers', () => {
    expect(findDetailPath(slices, '/customers', [read('customer')])?.path).toBe('/customers/$customerId');
    expect(findDetailPath(slices, '/customers', [])).toBeUndefined();
  });
});

describe('keys', () => {
  it('jumps with g and a letter within 1.2 seconds', () => {
    expect(readKey('g', null)).toEqual({ kind: 'prefix' });
    expect(readKey('c', 300)).toEqual({ kind: 'jump', section: 'customers' });
    expect(readKey('c', 1300)).toEqual({ kind: 'nothing' });
    expect(readKey('c', null)).toEqual({ kind: 'nothing' });
    expect(readKey('?', null)).toEqual({ kind: 'help' });
  });
  it('has a letter of its own for every section', () => {
    expect(new Set(Object.values(jumpKeys)).size).toBe(9);
  });
});

describe('the palette', () => {
  it('finds words by their beginnings, in any order, without accents', () => {
    expect([matches('kun neu', 'Neuer Kunde'), matches('aktion', 'Kontaktpunkt'), matches('uberblick', 'Überblick'), matches('', 'anything')]).toEqual([true, false, true, true]);
  });
});

describe('the hint at a password', () => {
  it('has words for every judgement in both languages', () => {
    const judgements = [{ kind: 'empty' }, { kind: 'thinking' }, { kind: 'personal' }, { kind: 'common' }, { kind: 'repeated' }, { kind: 'guessable' }, { kind: 'acceptable', isStrong: true }, { kind: 'acceptable', isStrong: false }] as const;
    for (const key of judgements.map(hintKey)) expect([key, key in shellDe.password, key in shellEn.password]).toEqual([key, true, true]);
  });
});

const keysOf = (texts: object, path = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'object' && value !== null ? keysOf(value, `${path}${key}.`) : [`${path}${key}`]));

describe('texts of the page', () => {
  it('exist in both languages, in the shell and in every registered slice', () => {
    expect(keysOf(shellDe)).toEqual(keysOf(shellEn));
    for (const { namespace, translations } of slicePages) {
      expect([namespace, ...keysOf(translations.de).sort()]).toEqual([namespace, ...keysOf(translations.en).sort()]);
    }
  });
  it('exist for every title, entry and action that a slice registers', () => {
    const missing = slicePages.flatMap((slice) => {
      const known = new Set(keysOf(slice.translations.en));
      const plural = (label: string | undefined) => (label === undefined ? [] : [`${label}_one`, `${label}_other`]);
      const wanted = [...slice.pages.flatMap((page) => [page.title, page.nav?.label, ...plural(page.nav?.count?.label)]), ...(slice.actions ?? []).flatMap((action) => [action.label, action.keywords])];
      return wanted.filter((key) => key !== undefined && !known.has(key)).map((key) => `${slice.namespace}:${key}`);
    });
    expect(missing).toEqual([]);
  });
  it('have no two pages at the same address', () => {
    const paths = slicePages.flatMap((slice) => slice.pages.map((page) => page.path));
    expect(paths).toEqual([...new Set(paths)]);
  });
});

describe('a page that could not be shown', () => {
  it('tells a part that is not there from a bug, whichever browser says so', () => {
    expect(['Failed to fetch dynamically imported module: http://x/a.js', 'error loading dynamically imported module: http://x/a.js', 'Importing a module script failed.', 'Unable to preload CSS for /assets/a.css', 'x is undefined'].map((message) => isMissingPart(new Error(message)))).toEqual([true, true, true, true, false]);
  });
});
