import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure, useUndo } from '../../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../../ui/page/PageHeader.tsx';
import { Section } from '../../../../ui/page/Section.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { Tag } from '../../../../ui/words/Tag.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import { When } from '../../../../ui/words/When.tsx';
import type { Pickup, SavedProfile } from '../../imports.contract.ts';
import { pickupsQuery, savedProfilesQuery } from '../import-queries.ts';
import { PickupForm } from './PickupForm.tsx';
import classes from '../imports.module.css';

/** Files that come by themselves, and the assignments by which they are read. */
export function PickupsPage() {
  const { t } = useTranslation('imports');
  const pickups = useQuery(pickupsQuery);
  const saved = useQuery(savedProfilesQuery);
  const [open, setOpen] = useState<Pickup | 'new' | null>(null);
  const hasProfiles = (saved.data?.length ?? 0) > 0;
  return (
    <>
      <PageHeader
        question={t('pickups.question')} answer={t('pickups.answer')}
        actions={hasProfiles && <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => setOpen('new')}>{t('pickups.new')}</Button>}
      />
      <Section title={t('pickups.caption')}>
        <Loaded query={pickups} isEmpty={(items) => items.length === 0} empty={hasProfiles ? <EmptyState action={{ label: t('pickups.new'), onClick: () => setOpen('new') }}>{t('pickups.empty')}</EmptyState> : <EmptyState action={{ label: t('pickups.toImport'), to: '/listening/imports' }}>{t('pickups.needProfile')}</EmptyState>}>
          {(items) => <ul className={classes.next}>{items.map((pickup) => <PickupCard key={pickup.id} pickup={pickup} onChange={() => setOpen(pickup)} />)}</ul>}
        </Loaded>
      </Section>
      <Section title={t('pickups.profiles')} note={hasProfiles ? t('pickups.profilesNote') : undefined}>
        <Loaded query={saved} isEmpty={(items) => items.length === 0} empty={<p className={classes.note}>{t('pickups.profilesEmpty')}</p>}>
          {(items) => <Profiles items={items} />}
        </Loaded>
      </Section>
      {open !== null && <PickupForm pickup={open === 'new' ? null : open} profiles={saved.data ?? []} onClose={() => setOpen(null)} />}
    </>
  );
}

function PickupCard({ pickup, onChange }: { pickup: Pickup; onChange: () => void }) {
  const { t } = useTranslation('imports');
  const client = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const mayDelete = useCan('delete', 'import');
  const [isLeaving, setLeaving] = useState(false);
  const again = () => client.invalidateQueries({ queryKey: pickupsQuery.queryKey });
  const pause = useMutation({ mutationFn: () => api.patch(`/api/import-pickups/${pickup.id}`, { body: { paused: !pickup.paused } }), onSuccess: again, onError: tellFailure });
  const [last] = pickup.runs;
  const { place } = pickup;
  return (
    <li className={classes.nextCard}>
      <h3>{pickup.name} {pickup.paused && <Tag>{t('pickups.paused')}</Tag>}</h3>
      <p className={classes.pickupText}>
        <span className={classes.mono}>{place.kind === 'sftp' ? `${place.userName}@${place.host}:${place.path}` : place.path || '.'}/{pickup.pattern}</span><br />
        {t('pickups.profile')}: {pickup.profileName}<br />
        {t('pickups.next')}: {pickup.nextRunAt && !pickup.paused ? <When at={pickup.nextRunAt} as="dateTime" /> : '–'}<br />
        {t('pickups.last')}: {last ? <><When at={last.at} />, {t(`pickups.${last.outcome}`)}</> : t('pickups.never')}
      </p>
      {last?.failure && <p className={classes.ask}>{last.failure}</p>}
      {last && last.files.length > 0 && <ul className={classes.plainList}>{last.files.slice(0, 5).map((file) => <li key={file.name}>{file.importId ? <AppLink to={`/listening/imports/${file.importId}`}>{file.name}</AppLink> : file.name}{file.failure && `: ${file.failure}`}</li>)}</ul>}
      <div className={classes.row}>
        <Button variant="default" size="xs" onClick={onChange}>{t('pickups.change')}</Button>
        <Button variant="default" size="xs" loading={pause.isPending} onClick={() => pause.mutate()}>{t(pickup.paused ? 'pickups.resume' : 'pickups.pause')}</Button>
        {mayDelete && <Button variant="subtle" color="danger" size="xs" onClick={() => setLeaving(true)}>{t('pickups.delete_action')}</Button>}
      </div>
      <Confirm
        isOpen={isLeaving} onClose={() => setLeaving(false)} title={t('pickups.delete_title', { name: pickup.name })} confirmLabel={t('pickups.delete_action')} tone="danger"
        onConfirm={async () => { await api.delete(`/api/import-pickups/${pickup.id}`); tell(t('pickups.deleted')); await again(); }}
      >{t('pickups.delete_text')}</Confirm>
    </li>
  );
}

function Profiles({ items }: { items: readonly SavedProfile[] }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const client = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const mayDelete = useCan('delete', 'import');
  const again = () => client.invalidateQueries({ queryKey: savedProfilesQuery.queryKey });
  const remove = async ({ name, profile }: SavedProfile) => {
    try {
      await api.delete(`/api/import-profiles/${encodeURIComponent(name)}`);
      undoable(t('pickups.profileDeleted', { name }), () => api.put(`/api/import-profiles/${encodeURIComponent(name)}`, { body: { profile } }).then(again));
      await again();
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <ul className={classes.profiles}>
      {items.map((one) => (
        <li key={one.name}>
          <span><strong>{one.name}</strong><br /><span className={classes.soft}>{t(`target.${one.profile.target}.name`)} · {t('pickups.profileColumns', { count: one.profile.columns.length })} · {t('pickups.updated')}: {format.date(one.updatedAt)}</span></span>
          {mayDelete && <Button variant="subtle" size="xs" aria-label={`${t('pickups.profileDelete')}: ${one.name}`} onClick={() => void remove(one)}>{t('pickups.profileDelete')}</Button>}
        </li>
      ))}
    </ul>
  );
}
