import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useRoleWords } from '../../roles/web/roles-queries.ts';
import type { Invitation } from '../users.contract.ts';
import { invitationsQuery } from './users-queries.ts';
import classes from './users.module.css';

export function InvitationList() {
  const { t } = useTranslation('users');
  const invitations = useQuery(invitationsQuery);
  return (
    <Section title={t('invitations.title')} note={invitations.data?.items.length === 0 ? undefined : t('invitations.note')}>
      <Loaded query={invitations} isEmpty={({ items }) => items.length === 0} empty={<p className={classes.text}>{t('invitations.empty')}</p>}>
        {({ items }) => <ul className={classes.list}>{items.map((one) => <InvitationRow key={one.id} invitation={one} />)}</ul>}
      </Loaded>
    </Section>
  );
}

function InvitationRow({ invitation: { id, email, role, invitedBy, expiresAt, newPasswordOnly } }: { invitation: Invitation }) {
  const { t } = useTranslation('users');
  const format = useFormat();
  const { nameOf } = useRoleWords();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const queryClient = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => api.delete(`/api/invitations/${id}`),
    onSuccess: () => tell(t('invitations.withdrawn', { email })),
    onError: tellFailure,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['invitations'] }),
  });
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span className={classes.strong}>{email} {newPasswordOnly && <Tag>{t('invitations.newPassword')}</Tag>}</span>
        {invitedBy !== null && <span className={classes.soft}>{t('invitations.by', { name: invitedBy })}</span>}
      </div>
      <div className={classes.what}>{nameOf(role)}</div>
      <span className={`${classes.when} ${classes.soft}`}>{t('invitations.expires', { date: format.date(expiresAt) })}</span>
      <Button variant="default" size="xs" loading={withdraw.isPending} onClick={() => withdraw.mutate()} aria-label={t('invitations.withdrawOf', { email })}>{t('invitations.withdraw')}</Button>
    </li>
  );
}
