import { useState } from 'react';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { contactChannels, type Preferences } from '../consent.contract.ts';
import { inOrder, movedUp } from './reach.logic.ts';
import classes from './consent.module.css';

const languages = ['de', 'en', 'fr', 'it', 'es', 'pl', 'tr', 'nl', 'ru', 'uk', 'ar'];

export function WishesForm({ customerId, saved }: { customerId: string; saved: Preferences }) {
  const { t, i18n } = useTranslation('consent');
  const tell = useTell();
  const queries = useQueryClient();
  const [draft, setDraft] = useState({ ...saved, channels: inOrder(saved.channels, contactChannels) });
  const [isMoved, setMoved] = useState(saved.channels.length > 0);
  const save = useMutation({
    mutationFn: () => api.put<Preferences>(`/api/customers/${customerId}/preferences`, {
      body: { channels: isMoved ? draft.channels : [], quietFrom: draft.quietFrom || null, quietTo: draft.quietTo || null, bestTimes: draft.bestTimes, language: draft.language, timeZone: draft.timeZone },
    }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['consent'] });
      tell(t('dialog.wishesSaved'));
    },
  });
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return (
    <form className={classes.stack} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <p className={classes.strong}>{t('dialog.wishes')}</p>
      <div>
        <p className={classes.soft}>{t('dialog.order')}</p>
        <ol className={classes.order}>
          {draft.channels.map((channel, place) => (
            <li key={channel}>
              <span>{place + 1}. {t(`channel.${channel}`)}</span>
              <ActionIcon variant="subtle" disabled={place === 0} aria-label={t('dialog.up', { channel: t(`channel.${channel}`) })} onClick={() => { setMoved(true); setDraft({ ...draft, channels: movedUp(draft.channels, channel) }); }}>↑</ActionIcon>
            </li>
          ))}
        </ol>
      </div>
      <div className={classes.fields}>
        <TextInput type="time" label={t('dialog.quietFrom')} value={draft.quietFrom ?? ''} onChange={(event) => setDraft({ ...draft, quietFrom: event.currentTarget.value || null })} />
        <TextInput type="time" label={t('dialog.quietTo')} value={draft.quietTo ?? ''} onChange={(event) => setDraft({ ...draft, quietTo: event.currentTarget.value || null })} />
        <NativeSelect label={t('dialog.language')} value={draft.language ?? ''} onChange={(event) => setDraft({ ...draft, language: event.currentTarget.value || null })} data={[{ value: '', label: t('dialog.anyLanguage') }, ...new Set([...(draft.language ? [draft.language] : []), ...languages])].map((one) => (typeof one === 'string' ? { value: one, label: names.of(one) ?? one } : one))} />
        <NativeSelect label={t('dialog.zone')} value={draft.timeZone ?? ''} onChange={(event) => setDraft({ ...draft, timeZone: event.currentTarget.value || null })} data={[{ value: '', label: t('dialog.anyZone') }, ...Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))]} />
      </div>
      {save.isError && <ErrorState error={save.error} />}
      <div className={classes.deeds}><Button type="submit" variant="default" loading={save.isPending} disabled={(draft.quietFrom === null) !== (draft.quietTo === null)}>{t('dialog.saveWishes')}</Button></div>
    </form>
  );
}
