import { useState } from 'react';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { suppressionSchema } from '../consent.contract.ts';
import { purposesQuery, suppressedQuery } from './consent-queries.ts';
import classes from './consent.module.css';

type Suppression = z.infer<typeof suppressionSchema>;

export function SuppressedList() {
  const { t } = useTranslation(['consent', 'ui']);
  const [search, setSearch] = useState('');
  const list = useInfiniteQuery(suppressedQuery(search));
  const canChange = useCan('update', 'consent');
  return (
    <Section title={t('settings.suppressed')} note={t('settings.suppressedNote')}>
      <div className={classes.stack}>
        <TextInput label={t('settings.search')} value={search} maxLength={200} onChange={(event) => setSearch(event.currentTarget.value)} />
        <Loaded query={list} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState>{t('settings.noneSuppressed')}</EmptyState>}>
          {({ pages }) => <ul className={classes.list}>{pages.flatMap(({ items }) => items).map((one) => <SuppressedRow key={`${one.channel} ${one.key} ${one.purpose}`} suppression={one} canChange={canChange} />)}</ul>}
        </Loaded>
        {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('ui:action.more')}</Button>}
        {canChange && <BlockForm />}
      </div>
    </Section>
  );
}

function SuppressedRow({ suppression, canChange }: { suppression: Suppression; canChange: boolean }) {
  const { t, i18n } = useTranslation('consent');
  const tell = useTell();
  const queries = useQueryClient();
  const purposes = useQuery(purposesQuery);
  const { channel, key, address, purpose, reason, detail, at } = suppression;
  const release = useMutation({
    mutationFn: () => api.delete(`/api/suppressed-addresses/${channel}/${key}`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['consent'] });
      tell(t('settings.released'));
    },
  });
  const named = purposes.data?.items.find((one) => one.key === purpose);
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span className={classes.strong}>{address?.replaceAll('\n', ', ') ?? t('settings.fingerprint')}</span>
        <span className={classes.soft}>{t(`channel.${channel}`)} · {t(`suppressed.${reason}`)} · <When at={at} as="date" />{purpose !== '' && ` · ${t('settings.forPurpose', { purpose: named ? (i18n.language === 'de' ? named.nameDe : named.nameEn) : purpose })}`}</span>
        {detail !== '' && <span className={classes.soft}>{detail}</span>}
        {release.isError && <ErrorState error={release.error} />}
      </div>
      {canChange && purpose === '' && <Button size="xs" variant="default" loading={release.isPending} onClick={() => release.mutate()} aria-label={t('settings.releaseOf', { address: address ?? t('settings.fingerprint') })}>{t('settings.release')}</Button>}
    </li>
  );
}

function BlockForm() {
  const { t } = useTranslation('consent');
  const tell = useTell();
  const queries = useQueryClient();
  const [draft, setDraft] = useState({ channel: 'mail', address: '', detail: '' });
  const block = useMutation({
    mutationFn: () => api.post('/api/suppressed-addresses', { body: draft }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['consent'] });
      setDraft({ ...draft, address: '', detail: '' });
      tell(t('settings.blocked'));
    },
  });
  return (
    <form className={classes.stack} onSubmit={(event) => { event.preventDefault(); block.mutate(); }}>
      <p className={classes.strong}>{t('settings.block')}</p>
      <div className={classes.fields}>
        <NativeSelect label={t('dialog.channel')} value={draft.channel} onChange={(event) => setDraft({ ...draft, channel: event.currentTarget.value })} data={['mail', 'sms', 'phone', 'messenger'].map((value) => ({ value, label: t(`channel.${value}`) }))} />
        <TextInput label={t('settings.address')} maxLength={500} value={draft.address} onChange={(event) => setDraft({ ...draft, address: event.currentTarget.value })} />
        <TextInput label={t('settings.why')} maxLength={300} value={draft.detail} onChange={(event) => setDraft({ ...draft, detail: event.currentTarget.value })} />
      </div>
      {block.isError && <ErrorState error={block.error} />}
      <div className={classes.deeds}><Button type="submit" variant="default" loading={block.isPending} disabled={draft.address.trim() === ''}>{t('settings.block')}</Button></div>
    </form>
  );
}
