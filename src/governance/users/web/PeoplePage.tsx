import { useState } from 'react';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan, useSession } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { hasDepartmentScope } from '../../roles/roles.logic.ts';
import { useRoles, useRoleWords } from '../../roles/web/roles-queries.ts';
import type { ListedUser } from '../users.contract.ts';
import { EditUserDialog } from './EditUserDialog.tsx';
import { InvitationList } from './InvitationList.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { useDepartments, usersQuery } from './users-queries.ts';
import classes from './users.module.css';

const closed = { open: '' };

/** Who works with Momente, in which role, and who is invited. */
export function PeoplePage() {
  const { t } = useTranslation('users');
  const format = useFormat();
  const [address, setAddress] = useUrlState(closed);
  const [edited, setEdited] = useState<ListedUser | null>(null);
  const list = useInfiniteQuery(usersQuery);
  const users = list.data?.pages.flatMap((page) => page.items);
  const openInvite = () => setAddress({ open: 'invite' });
  const count = users?.filter(({ deactivatedAt }) => deactivatedAt === null).length ?? 0;
  const answer = users && !list.hasNextPage
    ? <Trans t={t} i18nKey="people.answer" count={count} values={{ formatted: format.integer(count) }} components={{ strong: <strong /> }} />
    : undefined;
  return (
    <>
      <PageHeader question={t('people.question')} answer={answer} actions={<Button onClick={openInvite}>{t('invite.action')}</Button>} />
      <Section title={t('people.list')}>
        {!users && !list.isError && <TableSkeleton rows={4} />}
        {!users && list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {users && <ul className={classes.list}>{users.map((user) => <UserRow key={user.id} user={user} onEdit={() => setEdited(user)} />)}</ul>}
        {list.hasNextPage && <Button variant="default" mt="sm" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('people.more')}</Button>}
        {users?.length === 1 && <div className={classes.below}><EmptyState action={{ label: t('invite.action'), onClick: openInvite }}>{t('people.alone')}</EmptyState></div>}
      </Section>
      <InvitationList />
      <RoleGuide />
      <InviteDialog isOpen={address.open === 'invite'} onClose={() => setAddress({ open: '' })} />
      <EditUserDialog user={edited} onClose={() => setEdited(null)} />
    </>
  );
}

function UserRow({ user, onEdit }: { user: ListedUser; onEdit: () => void }) {
  const { t } = useTranslation('users');
  const session = useSession();
  const { nameOf } = useRoleWords();
  const isLimited = useRoles().find(({ code }) => code === user.role)?.isLimitedToDepartments ?? hasDepartmentScope(user.role);
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span className={classes.strong}>{user.name} {user.id === session.user.id && <Tag tone="accent">{t('people.you')}</Tag>} {user.deactivatedAt !== null && <Tag>{t('people.left')}</Tag>}</span>
        <span className={classes.soft}>{user.email}</span>
      </div>
      <div className={classes.what}>
        <span>{nameOf(user.role)}</span>
        {isLimited && <DepartmentNames codes={user.departments} />}
      </div>
      <span className={`${classes.when} ${classes.soft}`}>
        {user.deactivatedAt !== null ? <>{t('people.leftAt')} <When at={user.deactivatedAt} /></> : user.lastSeenAt === null ? t('people.never') : <>{t('people.seen')} <When at={user.lastSeenAt} /></>}
      </span>
      <Button variant="default" size="xs" onClick={onEdit} aria-label={t('people.editOf', { name: user.name })}>{t('people.edit')}</Button>
    </li>
  );
}

function DepartmentNames({ codes }: { codes: string[] }) {
  const { t } = useTranslation('users');
  const format = useFormat();
  const departments = useDepartments();
  if (codes.length === 0) return <span><Tag tone="below">{t('people.noDepartments')}</Tag></span>;
  return <span className={classes.soft}>{format.list(codes.map((code) => departments.find((one) => one.value === code)?.label ?? code))}</span>;
}

function RoleGuide() {
  const { t } = useTranslation('users');
  const { nameOf, textOf } = useRoleWords();
  const roles = useRoles();
  const mayManage = useCan('manage', 'role');
  return (
    <Section title={t('roles.title')} note={t('roles.note')} actions={mayManage && <AppLink to="/settings/roles">{t('roles.manage')}</AppLink>}>
      <dl className={classes.guide}>
        {roles.map(({ code }) => <div key={code}><dt>{nameOf(code)}</dt><dd>{textOf(code)}</dd></div>)}
      </dl>
    </Section>
  );
}
