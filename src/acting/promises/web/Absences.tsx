import { useState } from 'react';
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan, useSession } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { LineSetting } from '../promises.contract.ts';
import type { Absence } from '../promise-settings.contract.ts';
import { absencesQuery, promisesKey } from './promise-queries.ts';
import classes from './promises.module.css';

/** Who is away, and who stands in: promises that fall due meanwhile go to them. */
export function Absences() {
  const { t } = useTranslation('promises');
  const absences = useQuery(absencesQuery);
  const mayUpdate = useCan('update', 'promise');
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={t('away.title')} note={t('away.note')} actions={mayUpdate && <Button size="xs" variant="default" onClick={() => setOpen(true)}>{t('away.add')}</Button>}>
      <Loaded query={absences} isEmpty={({ items }) => items.length === 0} empty={<p className={classes.soft}>{t('away.empty')}</p>}>
        {({ items }) => <ul className={classes.list}>{items.map((absence) => <AbsenceRow key={absence.id} absence={absence} mayUpdate={mayUpdate} />)}</ul>}
      </Loaded>
      {isOpen && <AbsenceForm onClose={() => setOpen(false)} />}
    </Section>
  );
}

function AbsenceRow({ absence, mayUpdate }: { absence: Absence; mayUpdate: boolean }) {
  const { t } = useTranslation('promises');
  const format = useFormat();
  const client = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const again = () => client.invalidateQueries({ queryKey: promisesKey });
  const remove = useMutation({
    mutationFn: () => api.delete(`/api/absences/${absence.id}`),
    onSuccess: async () => {
      const { userId, fromAt, untilAt, substitute, note } = absence;
      undoable(t('away.removed', { name: absence.userName }), () => api.post('/api/absences', { body: { userId, fromAt, untilAt, substitute, note } }).then(again));
      await again();
    },
    onError: tellFailure,
  });
  return (
    <li className={classes.row}>
      <div className={classes.body}>
        <p className={classes.what}>{absence.userName}{absence.note === '' ? '' : ` – ${absence.note}`}</p>
        <p className={classes.meta}>{t('away.span', { from: format.dateTime(absence.fromAt), until: format.dateTime(absence.untilAt) })} · {absence.substituteName === null ? t('away.nobody') : t('away.standsIn', { name: absence.substituteName })}</p>
      </div>
      {mayUpdate && <Button size="xs" variant="subtle" aria-label={`${t('away.remove')}: ${absence.userName}`} onClick={() => remove.mutate()}>{t('away.remove')}</Button>}
    </li>
  );
}

function AbsenceForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('promises');
  const client = useQueryClient();
  const tellFailure = useTellFailure();
  const { user } = useSession();
  const people = useQuery({ queryKey: [...promisesKey, 'people'], queryFn: ({ signal }) => api.get<LineSetting>('/api/promises/setting', { signal }) });
  const [draft, setDraft] = useState({ userId: '', from: '', until: '', substitute: '', note: '' });
  const who = draft.userId || (people.data?.people.some(({ id }) => id === user.id) ? user.id : (people.data?.people[0]?.id ?? ''));
  const isReady = who !== '' && draft.from !== '' && draft.until !== '' && draft.from < draft.until;
  const save = useMutation({
    mutationFn: () => api.post('/api/absences', { body: { userId: who, fromAt: new Date(draft.from).toISOString(), untilAt: new Date(draft.until).toISOString(), substitute: draft.substitute === '' ? null : draft.substitute, note: draft.note } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: promisesKey });
      onClose();
    },
    onError: tellFailure,
  });
  const options = (people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  return (
    <Modal opened onClose={onClose} title={t('away.add')} closeButtonProps={{ 'aria-label': t('row.cancel') }}>
      <form className={classes.form} onSubmit={(event) => { event.preventDefault(); if (isReady) save.mutate(); }}>
        <NativeSelect label={t('away.who')} value={who} onChange={(event) => set({ userId: event.currentTarget.value })} data={options} />
        <TextInput type="datetime-local" label={t('away.from')} required value={draft.from} onChange={(event) => set({ from: event.currentTarget.value })} />
        <TextInput type="datetime-local" label={t('away.until')} required value={draft.until} onChange={(event) => set({ until: event.currentTarget.value })} error={draft.from !== '' && draft.until !== '' && draft.from >= draft.until ? t('away.order') : undefined} />
        <NativeSelect label={t('away.substitute')} value={draft.substitute} onChange={(event) => set({ substitute: event.currentTarget.value })} data={[{ value: '', label: t('away.nobody') }, ...options.filter(({ value }) => value !== who)]} />
        <TextInput label={t('away.noteLabel')} maxLength={200} value={draft.note} onChange={(event) => set({ note: event.currentTarget.value })} />
        <Button type="submit" disabled={!isReady} loading={save.isPending}>{t('away.save')}</Button>
      </form>
    </Modal>
  );
}
