import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import type { NavSection } from '../../../ui/pages.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { openPalette } from './Palette.tsx';
import { sectionIcons } from './icons.ts';
import type { NavEntry, NavGroup } from './navigation.ts';
import { underHeadings } from './settings-groups.ts';
import { WaitingCount } from './WaitingCount.tsx';
import classes from './shell.module.css';

/** The rail of a phone: three sections within reach of the thumb, search, and the rest in a drawer. */
export function PhoneBar({ groups, section, onKeys }: { groups: readonly NavGroup[]; section: NavSection | undefined; onKeys: () => void }) {
  const { t } = useTranslation('shell');
  const [isOpen, drawer] = useDisclosure(false);
  return (
    <>
      <nav aria-label={t('nav.short')} className={classes.phoneBar}>
        {groups.slice(0, 3).map((group) => {
          const Icon = sectionIcons[group.section];
          return (
            <AppLink key={group.section} to={group.path} look="plain" className={`${classes.phoneEntry} ${group.section === section ? classes.phoneHere : ''}`}>
              <Icon size={22} stroke={1.6} />
              <span>{t(`section.${group.section}`)}</span>
              <WaitingCount entries={group.entries} />
            </AppLink>
          );
        })}
        <UnstyledButton className={classes.phoneEntry ?? ''} onClick={openPalette}>
          <IconSearch size={22} stroke={1.6} /><span>{t('palette.short')}</span>
        </UnstyledButton>
        <UnstyledButton className={classes.phoneEntry ?? ''} onClick={drawer.open} aria-expanded={isOpen}>
          <IconMenu2 size={22} stroke={1.6} /><span>{t('nav.more')}</span>
        </UnstyledButton>
      </nav>
      <Drawer classNames={{ content: classes.drawer ?? '' }} opened={isOpen} onClose={drawer.close} position="bottom" title={t('nav.all')} closeButtonProps={{ 'aria-label': t('close') }}>
        <ul className={classes.drawerList}>
          {groups.flatMap((group) => underHeadings(group.entries).flatMap(({ name, entries }) => [
            ...(name && name !== 'people' ? [<li key={name} className={classes.drawerHeading}>{t(`settings.${name}`)}</li>] : []),
            ...entries.map((entry) => {
              const isFirst = entry === group.entries[0];
              return <DrawerEntry key={entry.path} group={group} label={isFirst ? `shell:section.${group.section}` : entry.label} entry={entry} isFirst={isFirst} onGo={drawer.close} />;
            }),
          ]))}
        </ul>
        <AccountMenu onKeys={onKeys} />
      </Drawer>
    </>
  );
}

function DrawerEntry({ group, label, entry, isFirst, onGo }: { group: NavGroup; label: string; entry: NavEntry; isFirst: boolean; onGo: () => void }) {
  const { t } = useTranslation();
  const Icon = sectionIcons[group.section];
  return (
    <li onClickCapture={onGo}>
      <AppLink to={entry.path} look="plain" className={`${classes.entry} ${isFirst ? '' : classes.drawerSub}`}>
        {isFirst && <Icon size={20} stroke={1.6} />}<span>{t(label)}</span><WaitingCount entries={[entry]} />
      </AppLink>
    </li>
  );
}
