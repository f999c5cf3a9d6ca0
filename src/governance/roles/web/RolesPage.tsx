import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { RoleAnswer, RoleList } from '../roles.contract.ts';
import { RemoveRole } from './RemoveRole.tsx';
import { RoleDialog, type RoleDialogState } from './RoleDialog.tsx';
import { RoleRow } from './RoleRow.tsx';
import { rolesQuery } from './roles-queries.ts';
import { ViewAsDialog } from './ViewAsDialog.tsx';
import classes from './roles.module.css';

const closed = { open: '' };

/** Settings → Roles: who may do what, and roles of the company's own. */
export function RolesPage() {
  const { t } = useTranslation('roles');
  const roles = useQuery(rolesQuery);
  const [address, setAddress] = useUrlState(closed);
  const [dialog, setDialog] = useState<RoleDialogState | null>(null);
  const [viewed, setViewed] = useState<RoleAnswer | null>(null);
  const [removed, setRemoved] = useState<RoleAnswer | null>(null);
  const own = roles.data?.items.filter(({ isBuiltIn }) => !isBuiltIn).length ?? 0;
  const close = () => {
    setDialog(null);
    setAddress({ open: '' });
  };
  const shown: RoleDialogState | null = dialog ?? (address.open === 'new' ? { kind: 'new' } : null);
  const rows = (list: RoleList, isBuiltIn: boolean) => (
    <ul className={classes.list}>
      {list.items.filter((role) => role.isBuiltIn === isBuiltIn).map((role) => (
        <RoleRow key={role.code} role={role} onEdit={() => setDialog({ kind: 'edit', role })} onCopy={() => setDialog({ kind: 'copy', role })} onView={() => setViewed(role)} onRemove={() => setRemoved(role)} />
      ))}
    </ul>
  );
  return (
    <>
      <PageHeader question={t('page.question')} answer={roles.data && t('page.answer', { count: own })} actions={<Button onClick={() => setDialog({ kind: 'new' })}>{t('page.add')}</Button>} />
      <Loaded query={roles} skeleton={<TableSkeleton rows={6} />}>
        {(list) => (
          <>
            {own > 0 && <Section title={t('page.own')}>{rows(list, false)}</Section>}
            <Section title={t('page.builtIn')} note={t('page.builtInNote')}>{rows(list, true)}</Section>
            {shown && <RoleDialog state={shown} list={list} onClose={close} />}
          </>
        )}
      </Loaded>
      {viewed && <ViewAsDialog role={viewed} onClose={() => setViewed(null)} />}
      {removed && <RemoveRole role={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}
