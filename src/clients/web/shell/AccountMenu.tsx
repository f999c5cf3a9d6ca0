import { useState } from 'react';
import { Popover, SegmentedControl, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconBook2, IconKeyboard, IconLogout, IconSelector, IconUserCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useGo } from '../../../ui/address.ts';
import { forgetAllDrafts } from '../../../acting/desk/web/composer/drafts.ts';
import { useRoleWords } from '../../../governance/roles/web/roles-queries.ts';
import { useSession } from '../../../ui/session.tsx';
import { forgetView } from '../../../ui/view-as.ts';
import { sessionQuery } from '../session/session-query.ts';
import { slicePages } from '../pages.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import classes from './shell.module.css';

const hasProfile = slicePages.some((slice) => slice.pages.some((page) => page.path === '/settings/profile'));

export function AccountMenu({ onKeys }: { onKeys: () => void }) {
  const { t, i18n } = useTranslation('shell');
  const { user } = useSession();
  const signOut = useSignOut();
  const { nameOf } = useRoleWords();
  const go = useGo();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover position="top-start" width={256} shadow="md" trapFocus returnFocus withinPortal={false} opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <UnstyledButton className={classes.account ?? ''} aria-label={t('account.open', { name: user.name })} onClick={() => setOpen(!isOpen)}>
          <span className={classes.avatar} aria-hidden="true">{initials(user.name)}</span>
          <span className={classes.accountText}>
            <span className={classes.accountName}>{user.name}</span>
            <span className={classes.accountRole}>{nameOf(user.role)}</span>
          </span>
          <IconSelector size={15} stroke={1.6} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.accountCard ?? ''}>
        <div className={classes.accountHead}>{user.email}</div>
        <div className={classes.choice}><LanguageSwitch /></div>
        <div className={classes.choice}><SchemeSwitch /></div>
        {hasProfile && (
          <UnstyledButton className={classes.accountItem ?? ''} onClick={() => { setOpen(false); go('/settings/profile'); }}>
            <IconUserCircle size={16} stroke={1.6} aria-hidden="true" /><span>{t('account.profile')}</span>
          </UnstyledButton>
        )}
        <UnstyledButton className={classes.accountItem ?? ''} onClick={() => { setOpen(false); onKeys(); }}>
          <IconKeyboard size={16} stroke={1.6} aria-hidden="true" /><span>{t('keys.title')}</span><kbd className={classes.key}>?</kbd>
        </UnstyledButton>
        <UnstyledButton component="a" href={`/manual/${i18n.language === 'de' ? 'de' : 'en'}/index`} target="_blank" rel="noopener" className={classes.accountItem ?? ''}>
          <IconBook2 size={16} stroke={1.6} aria-hidden="true" /><span>{t('account.manual')}</span>
        </UnstyledButton>
        <UnstyledButton className={classes.accountItem ?? ''} onClick={signOut}>
          <IconLogout size={16} stroke={1.6} aria-hidden="true" /><span>{t('account.signOut')}</span>
        </UnstyledButton>
      </Popover.Dropdown>
    </Popover>
  );
}

export function SchemeSwitch() {
  const { t } = useTranslation('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl<MantineColorScheme>
      fullWidth size="xs" aria-label={t('scheme.label')} value={colorScheme} onChange={setColorScheme}
      data={[{ value: 'light', label: t('scheme.light') }, { value: 'dark', label: t('scheme.dark') }, { value: 'auto', label: t('scheme.auto') }]}
    />
  );
}

export function useSignOut(): () => void {
  const queryClient = useQueryClient();
  const go = useGo();
  return () => {
    forgetView();
    void api.delete('/api/session', { expect401: true }).finally(() => {
      forgetAllDrafts();
      queryClient.clear(); // nothing of one person is left for the next one at this screen
      queryClient.setQueryData(sessionQuery.queryKey, null);
      go('/sign-in');
    });
  };
}

export const initials = (name: string): string =>
  name.split(/\s+/).filter(Boolean).map((word) => word.slice(0, 1).toUpperCase()).filter((_, at, all) => at === 0 || at === all.length - 1).join('') || '–';
