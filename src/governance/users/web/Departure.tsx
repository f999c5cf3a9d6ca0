import { useState } from 'react';
import { Button, Checkbox, Group, Select } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Departure as Preview } from '../accounts/deactivation.contract.ts';
import type { ListedUser } from '../users.contract.ts';
import { usersQuery } from './users-queries.ts';
import classes from './users.module.css';

/** Somebody leaves: what ends, what goes to whom; or comes back. */
export function Departure({ user, onDone }: { user: ListedUser; onDone: () => void }) {
  const { t } = useTranslation('users');
  const [isAsking, setAsking] = useState(false);
  if (user.deactivatedAt !== null) return <ComeBack user={user} onDone={onDone} />;
  return (
    <section className={classes.block}>
      <h3 className={classes.strong}>{t('leave.title')}</h3>
      <p className={classes.text}>{t('leave.text', { name: user.name })}</p>
      {isAsking
        ? <Leaving user={user} onCancel={() => setAsking(false)} onDone={onDone} />
        : <Button variant="light" onClick={() => setAsking(true)}>{t('leave.action')}</Button>}
    </section>
  );
}

function ComeBack({ user, onDone }: { user: ListedUser; onDone: () => void }) {
  const { t } = useTranslation('users');
  const tell = useTell();
  const tellFailure = useTellFailure();
  const queries = useQueryClient();
  const comeBack = async () => {
    try {
      await api.delete(`/api/users/${user.id}/deactivation`);
      await queries.invalidateQueries({ queryKey: ['users'] });
      tell(t('leave.isBack', { name: user.name }));
      onDone();
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <section className={classes.block}>
      <h3 className={classes.strong}>{t('leave.backTitle')}</h3>
      <p className={classes.text}>{t('leave.backText', { name: user.name })}</p>
      <Button variant="light" onClick={() => void comeBack()}>{t('leave.backAction')}</Button>
    </section>
  );
}

/** In place, because a dialog over a dialog is lost on a phone and to a screen reader. */
function Leaving({ user, onCancel, onDone }: { user: ListedUser; onCancel: () => void; onDone: () => void }) {
  const { t } = useTranslation('users');
  const tell = useTell();
  const queries = useQueryClient();
  const preview = useQuery({ queryKey: ['users', user.id, 'departure'], queryFn: ({ signal }) => api.get<Preview>(`/api/users/${user.id}/departure`, { signal }), staleTime: 0 });
  const [successor, setSuccessor] = useState<string | null>(null);
  const [ended, setEnded] = useState<readonly string[]>([]);
  const leave = useMutation({
    mutationFn: () => api.post(`/api/users/${user.id}/deactivation`, { body: { successor, revokeKeys: ended } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['users'] });
      tell(t('leave.done', { name: user.name }));
      onDone();
    },
  });
  return (
    <Loaded query={preview} skeleton={<Skeleton lines={4} />}>
      {({ sessions, owned, keys }) => (
        <div className={classes.form}>
          <p className={classes.text}>{t('leave.sessions', { count: sessions })} {t('leave.stays')}</p>
          {owned.length > 0 && <OwnedList owned={owned} />}
          {owned.length > 0 && <SuccessorSelect leaver={user} value={successor} onChange={setSuccessor} />}
          {keys.length > 0 && <KeyChoice keys={keys} ended={ended} onChange={setEnded} />}
          {leave.isError && <ErrorState error={leave.error} />}
          <Group gap="xs">
            <Button color="danger" loading={leave.isPending} disabled={owned.length > 0 && successor === null} onClick={() => leave.mutate()}>{t('leave.confirm', { name: user.name })}</Button>
            <Button variant="default" onClick={onCancel}>{t('edit.cancel')}</Button>
          </Group>
        </div>
      )}
    </Loaded>
  );
}

function OwnedList({ owned }: { owned: Preview['owned'] }) {
  const { t, i18n } = useTranslation('users');
  const format = useFormat();
  return (
    <div>
      <p className={classes.label}>{t('leave.owned')}</p>
      <ul className={classes.plain}>
        {owned.map(({ name, labelDe, labelEn, total, items }) => (
          <li key={name}>{i18n.language === 'de' ? labelDe : labelEn}: {format.integer(total)} <span className={classes.soft}>({format.list(items.slice(0, 3).map((item) => item.name))}{total > 3 ? ' …' : ''})</span></li>
        ))}
      </ul>
    </div>
  );
}

function SuccessorSelect({ leaver, value, onChange }: { leaver: ListedUser; value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation('users');
  const users = useInfiniteQuery(usersQuery);
  const colleagues = (users.data?.pages.flatMap((page) => page.items) ?? []).filter(({ id, deactivatedAt }) => id !== leaver.id && deactivatedAt === null);
  return <Select label={t('leave.successor')} data={colleagues.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))} value={value} onChange={onChange} searchable required withAsterisk comboboxProps={{ withinPortal: false }} />;
}

function KeyChoice({ keys, ended, onChange }: { keys: Preview['keys']; ended: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const { t } = useTranslation('users');
  const format = useFormat();
  return (
    <Checkbox.Group label={t('leave.keys')} description={t('leave.keysText')} value={[...ended]} onChange={onChange}>
      <div className={classes.choices}>
        {keys.map(({ id, name, lastUsedAt }) => <Checkbox key={id} value={id} label={name} description={lastUsedAt === null ? t('leave.keyUnused') : t('leave.keyUsed', { date: format.date(lastUsedAt) })} />)}
      </div>
    </Checkbox.Group>
  );
}
