import { useState } from 'react';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { type ContactChannel, contactChannels } from '../../../people/consent/consent.contract.ts';
import { isChosen, offeredTimeKeys, toggled } from '../best-times.logic.ts';
import type { MyPage } from '../my-page.contract.ts';
import { my, myKey } from './my-session.ts';
import classes from './my-page.module.css';

/** How and when I want to be reached, and for what. */
export function MyChannels({ page }: { page: MyPage }) {
  const { t } = useTranslation('my-page');
  return (
    <section className={classes.card} aria-labelledby="my-channels">
      <h2 id="my-channels" className={classes.heading}>{t('reach.title')}</h2>
      <Wishes page={page} />
      <Consents page={page} />
    </section>
  );
}

const isChannel = (value: string): value is ContactChannel => contactChannels.some((one) => one === value);

function Wishes({ page }: { page: MyPage }) {
  const { t } = useTranslation('my-page');
  const queryClient = useQueryClient();
  const tell = useTell();
  const { preferences } = page;
  const [draft, setDraft] = useState({ first: preferences.channels[0] ?? '', second: preferences.channels[1] ?? '', bestTimes: preferences.bestTimes, language: preferences.language ?? '', isQuiet: preferences.quietFrom !== null });
  const save = useMutation({
    mutationFn: () => my.put('preferences', { ticket: page.ticket, preferences: {
      channels: [...new Set([draft.first, draft.second, ...preferences.channels.slice(2)].filter(isChannel))], bestTimes: draft.bestTimes, language: draft.language === 'de' || draft.language === 'en' ? draft.language : null,
      quietFrom: draft.isQuiet ? (preferences.quietFrom ?? '20:00') : null, quietTo: draft.isQuiet ? (preferences.quietTo ?? '08:00') : null,
    } }),
    onSuccess: (next) => { queryClient.setQueryData(myKey, next); tell(t('saved')); },
  });
  const channels = [{ value: '', label: t('reach.noMatter') }, ...contactChannels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))];
  return (
    <form className={classes.form} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <div className={classes.pair}>
        <NativeSelect size="md" label={t('reach.first')} data={channels} value={draft.first} onChange={(event) => setDraft({ ...draft, first: event.currentTarget.value })} />
        <NativeSelect size="md" label={t('reach.second')} data={channels} value={draft.second} onChange={(event) => setDraft({ ...draft, second: event.currentTarget.value })} />
      </div>
      <fieldset className={classes.fieldset}>
        <legend>{t('reach.times')}</legend>
        {offeredTimeKeys.map((key) => <Checkbox key={key} size="md" className={classes.check} label={t(`times.${key}`)} checked={isChosen(draft.bestTimes, key)} onChange={() => setDraft({ ...draft, bestTimes: toggled(draft.bestTimes, key) })} />)}
        <Checkbox size="md" className={classes.check} label={t('reach.quiet', { from: preferences.quietFrom ?? '20:00', to: preferences.quietTo ?? '08:00' })} checked={draft.isQuiet} onChange={(event) => setDraft({ ...draft, isQuiet: event.currentTarget.checked })} />
      </fieldset>
      <NativeSelect size="md" label={t('reach.language')} data={[{ value: '', label: t('reach.noMatter') }, { value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }]} value={draft.language} onChange={(event) => setDraft({ ...draft, language: event.currentTarget.value })} />
      {save.isError && <ErrorState error={save.error} onRetry={() => void queryClient.invalidateQueries({ queryKey: myKey })} />}
      <Button type="submit" size="md" loading={save.isPending}>{t('reach.save')}</Button>
    </form>
  );
}

function Consents({ page }: { page: MyPage }) {
  const { t, i18n } = useTranslation('my-page');
  const queryClient = useQueryClient();
  const tell = useTell();
  const isGerman = i18n.language === 'de';
  const decide = useMutation({
    mutationFn: (wish: { purpose: string; channel: ContactChannel; action: 'grant' | 'withdraw' }) => my.post<MyPage>('consents', { ...wish, ticket: page.ticket, language: isGerman ? 'de' : 'en' }),
    onSuccess: (next, { purpose, channel }) => {
      queryClient.setQueryData(myKey, next);
      const isPending = next.purposes.find(({ key }) => key === purpose)?.channels.find((one) => one.channel === channel)?.state === 'pending';
      tell(t(isPending ? 'consent.confirm' : 'saved'));
    },
  });
  return (
    <>
      {page.purposes.map((purpose) => (
        <fieldset key={purpose.key} className={classes.fieldset}>
          <legend>{isGerman ? purpose.nameDe : purpose.nameEn}</legend>
          <p className={classes.soft}>{isGerman ? purpose.textDe : purpose.textEn}</p>
          <div className={classes.checks}>
            {purpose.channels.map(({ channel, state, may }) => (
              <Checkbox
                key={channel} size="md" className={classes.check} disabled={decide.isPending} checked={may || state === 'pending'} label={state === 'pending' && !may ? t('consent.pending', { channel: t(`channel.${channel}`) }) : t(`channel.${channel}`)}
                onChange={(event) => decide.mutate({ purpose: purpose.key, channel, action: event.currentTarget.checked ? 'grant' : 'withdraw' })}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {decide.isError && <ErrorState error={decide.error} onRetry={() => void queryClient.invalidateQueries({ queryKey: myKey })} />}
    </>
  );
}
