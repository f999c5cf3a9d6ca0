import { Fragment, useEffect, useRef } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import type { NavSection } from '../../../ui/pages.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { sectionIcons } from './icons.ts';
import { findEntry, type NavEntry, type NavGroup } from './navigation.ts';
import { openPalette } from './Palette.tsx';
import { underHeadings } from './settings-groups.ts';
import { WaitingCount } from './WaitingCount.tsx';
import { Wordmark } from './Wordmark.tsx';
import classes from './shell.module.css';

interface RailProps {
  groups: readonly NavGroup[];
  section: NavSection | undefined;
  pathname: string;
  onKeys: () => void;
}

export function Rail({ groups, section, pathname, onKeys }: RailProps) {
  const { t } = useTranslation('shell');
  const nav = useRef<HTMLElement>(null);
  const open = groups.find((group) => group.section === section);
  const here = open && findEntry(open, pathname)?.path;
  // The list of settings is longer than most windows: where one is stays in sight.
  useEffect(() => {
    if (here) nav.current?.querySelector(`ul ul a[href="${here}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  return (
    <div className={classes.rail}>
      <AppLink to="/" look="plain" className={classes.brand ?? ''}><Wordmark /></AppLink>
      <UnstyledButton className={classes.find ?? ''} onClick={openPalette}>
        <IconSearch size={16} stroke={1.75} aria-hidden="true" />
        <span>{t('palette.open')}</span>
        <kbd className={classes.key}>{isApple() ? '⌘K' : t('palette.ctrlK')}</kbd>
      </UnstyledButton>
      <nav ref={nav} aria-label={t('nav.label')} className={classes.nav}>
        <ul>
          {groups.map((group) => (
            <RailGroup key={group.section} group={group} isOpen={group.section === section} pathname={pathname} />
          ))}
        </ul>
      </nav>
      <AccountMenu onKeys={onKeys} />
    </div>
  );
}

function RailGroup({ group, isOpen, pathname }: { group: NavGroup; isOpen: boolean; pathname: string }) {
  const { t } = useTranslation('shell');
  const Icon = sectionIcons[group.section];
  const isExactly = isOpen && (group.entries.length === 1 || findEntry(group, pathname) === undefined);
  return (
    <li>
      <AppLink to={group.path} look="plain" className={`${classes.entry} ${isOpen ? classes.entryOpen : ''} ${isExactly ? classes.entryHere : ''}`}>
        <Icon size={18} stroke={1.6} />
        <span>{t(`section.${group.section}`)}</span>
        {(!isOpen || group.entries.length === 1) && <WaitingCount entries={group.entries} />}
      </AppLink>
      {isOpen && group.entries.length > 1 && underHeadings(group.entries).map(({ name, entries }) => (
        <Fragment key={name ?? ''}>
          {name && <p className={classes.heading} id={`settings-${name}`}>{t(`settings.${name}`)}</p>}
          <ul className={classes.subentries} {...(name ? { 'aria-labelledby': `settings-${name}` } : {})}>
            {entries.map((entry) => (
              <li key={entry.path}>
                <AppLink to={entry.path} look="plain" className={`${classes.subentry} ${entry === findEntry(group, pathname) ? classes.entryHere : ''}`}>
                  <EntryLabel entry={entry} />
                  <WaitingCount entries={[entry]} />
                </AppLink>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </li>
  );
}

function EntryLabel({ entry }: { entry: NavEntry }) {
  const { t } = useTranslation();
  return <span>{t(entry.label)}</span>;
}

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
