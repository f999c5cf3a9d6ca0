import { useEffect, useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconArrowRight, IconBolt, IconKeyboard, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import type { SlicePages } from '../../../ui/pages.ts';
import { isAllowed, useSession } from '../../../ui/session.tsx';
import { sectionIcons } from './icons.ts';
import type { NavGroup } from './navigation.ts';
import { findInHouse, matches } from './palette-search.ts';

const [store, spotlight] = createSpotlight();
export const openPalette = spotlight.open;

interface PaletteProps {
  slices: readonly SlicePages[];
  groups: readonly NavGroup[];
  onKeys: () => void;
}

/** ⌘K: any page, action, customer, touchpoint. */
export function Palette({ slices, groups, onKeys }: PaletteProps) {
  const { t } = useTranslation('shell');
  const go = useGo();
  const { permissions } = useSession();
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), 120);
  const found = useQuery({
    queryKey: ['palette', wanted],
    queryFn: ({ signal }) => findInHouse(wanted, slices, permissions, signal),
    enabled: wanted.length >= 2,
    placeholderData: (before) => (wanted.length >= 2 ? before : undefined),
    retry: false,
  });

  useEffect(() => catchEarlyKeys((key) => setTyped((before) => before + key)), []);
  useEffect(selectFirst, [found.data]); // hits of the server come later and stand on top

  const pages = groups.flatMap((group) => group.entries.map((entry, index) => ({
    path: entry.path, section: group.section,
    label: index === 0 || group.entries.length === 1 ? t(`section.${group.section}`) : `${t(`section.${group.section}`)} › ${t(entry.label)}`,
    words: `${t(`section.${group.section}`)} ${t(entry.label)}`,
  }))).filter((page) => matches(typed, page.words));
  const actions = slices.flatMap((slice) => (slice.actions ?? [])
    .filter((action) => isAllowed(permissions, action.permission))
    .map((action) => ({
      id: action.id, to: action.to, label: t(`${slice.namespace}:${action.label}`),
      words: `${t(`${slice.namespace}:${action.label}`)} ${action.keywords ? t(`${slice.namespace}:${action.keywords}`) : ''}`,
    }))).filter((action) => matches(typed, action.words));
  const isKeysShown = matches(typed, t('keys.title'));
  const customers = wanted.length >= 2 ? (found.data?.customers ?? []) : [];
  const touchpoints = wanted.length >= 2 ? (found.data?.touchpoints ?? []) : [];
  const isEmpty = pages.length + actions.length + customers.length + touchpoints.length === 0 && !isKeysShown;

  return (
    <Spotlight.Root store={store} query={typed} onQueryChange={setTyped} shortcut="mod + K" scrollable maxHeight={420} title={t('palette.title')} classNames={{ header: 'm-hidden' }} transitionProps={{ duration: 80 }} centered={false} yOffset="14vh" overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}>
      <Spotlight.Search placeholder={t('palette.placeholder')} aria-label={t('palette.title')} leftSection={<IconSearch size={18} stroke={1.6} />} />
      <Spotlight.ActionsList>
        {customers.length > 0 && (
          <Spotlight.ActionsGroup label={t('section.customers')}>
            {customers.map((customer) => (
              <Spotlight.Action key={customer.to} label={customer.label} description={customer.note} onClick={() => go(customer.to)} leftSection={<sectionIcons.customers size={18} stroke={1.6} />} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {touchpoints.length > 0 && (
          <Spotlight.ActionsGroup label={t('section.touchpoints')}>
            {touchpoints.map((touchpoint) => (
              <Spotlight.Action key={touchpoint.to} label={touchpoint.label} description={touchpoint.note} onClick={() => go(touchpoint.to)} leftSection={<sectionIcons.touchpoints size={18} stroke={1.6} />} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.actions')}>
            {actions.map((action) => <Spotlight.Action key={action.id} label={action.label} onClick={() => go(action.to)} leftSection={<IconBolt size={18} stroke={1.6} />} />)}
          </Spotlight.ActionsGroup>
        )}
        {pages.length + Number(isKeysShown) > 0 && (
          <Spotlight.ActionsGroup label={t('palette.pages')}>
            {pages.map((page) => <Spotlight.Action key={page.path} label={page.label} onClick={() => go(page.path)} leftSection={<IconArrowRight size={18} stroke={1.6} />} />)}
            {isKeysShown && <Spotlight.Action label={t('keys.title')} onClick={() => { spotlight.close(); onKeys(); }} leftSection={<IconKeyboard size={18} stroke={1.6} />} />}
          </Spotlight.ActionsGroup>
        )}
        {isEmpty && <Spotlight.Empty>{t(found.isFetching ? 'palette.searching' : found.isError ? 'palette.failed' : 'palette.nothing', { typed })}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Marks the first entry again; the library does so only when a key was typed. */
function selectFirst() {
  const list = document.getElementById(store.getState().listId);
  const first = list?.querySelector('[data-action]');
  if (!list || !first) return;
  list.querySelector('[data-selected]')?.removeAttribute('data-selected');
  first.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

/** Who types on right after ⌘K is faster than the field that is just opening; those letters belong to the search. */
function catchEarlyKeys(add: (key: string) => void): () => void {
  const press = (event: KeyboardEvent) => {
    if (!store.getState().opened || event.key.length !== 1 || event.metaKey || event.ctrlKey || event.altKey) return;
    if (document.activeElement instanceof HTMLInputElement) return;
    event.preventDefault();
    event.stopPropagation();
    add(event.key);
  };
  document.addEventListener('keydown', press, true);
  return () => document.removeEventListener('keydown', press, true);
}
