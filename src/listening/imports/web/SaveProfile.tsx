import { useState, type FormEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { Import, SavedProfile } from '../imports.contract.ts';
import { savedProfilesQuery } from './import-queries.ts';
import classes from './imports.module.css';

/** Keeps the assignment under a name, for the next file of this kind. */
export function SaveProfile({ one }: { one: Import }) {
  const { t } = useTranslation('imports');
  const client = useQueryClient();
  const mayKeep = useCan('create', 'import');
  const saved = useQuery(savedProfilesQuery);
  const [name, setName] = useState(one.profile?.name || one.name.replace(/\.\w+$/, ''));
  const keep = useMutation({
    mutationFn: () => api.put<SavedProfile>(`/api/import-profiles/${encodeURIComponent(name.trim())}`, { body: { profile: { ...one.profile, name: name.trim() } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: savedProfilesQuery.queryKey }),
  });
  if (!mayKeep || !one.profile) return null;
  const isKnown = saved.data?.some((each) => each.name === one.profile?.name && JSON.stringify(each.profile.columns) === JSON.stringify(one.profile.columns)) ?? false;
  if (isKnown && !keep.isSuccess) return null;
  const isTaken = saved.data?.some((each) => each.name === name.trim()) ?? false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') keep.mutate();
  };
  return (
    <form className={classes.panel} onSubmit={submit}>
      <h3>{t('save.title')}</h3>
      <p className={classes.note}>{t('save.note')}</p>
      {keep.isSuccess ? <p role="status">{t('save.done', { name: keep.data.name })}</p> : (
        <div className={classes.row} style={{ alignItems: 'flex-end', marginTop: 10 }}>
          <TextInput label={t('save.name')} value={name} maxLength={120} onChange={(event) => setName(event.currentTarget.value)} style={{ flex: '1 1 240px', maxWidth: 420 }} />
          <Button type="submit" variant="default" loading={keep.isPending} disabled={name.trim() === ''}>{t(isTaken ? 'save.replace' : 'save.action')}</Button>
        </div>
      )}
      {keep.isError && <ErrorState error={keep.error} />}
    </form>
  );
}
