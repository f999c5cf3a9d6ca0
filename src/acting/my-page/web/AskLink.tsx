import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import classes from './my-page.module.css';

/** Asking for a link. What is said afterwards is the same whether we know the address or not. */
export function AskLink({ note }: { note: 'ended' | 'gone' | null }) {
  const { t, i18n } = useTranslation('my-page');
  const [address, setAddress] = useState('');
  const ask = useMutation({ mutationFn: () => api.post('/api/my/links', { body: { address: address.trim(), language: i18n.language === 'de' ? 'de' : 'en' } }) });
  if (ask.isSuccess) {
    return (
      <div role="status">
        <h1 className={classes.title}>{t('ask.sentTitle')}</h1>
        <p className={classes.lead}>{t('ask.sent', { address: address.trim() })}</p>
        <Button variant="default" onClick={() => ask.reset()}>{t('ask.other')}</Button>
      </div>
    );
  }
  return (
    <>
      <h1 className={classes.title}>{t('ask.title')}</h1>
      {note !== null && <p className={classes.notice} role="status">{t(`ask.${note}`)}</p>}
      <p className={classes.lead}>{t('ask.text')}</p>
      <form className={classes.form} onSubmit={(event) => { event.preventDefault(); ask.mutate(); }}>
        <TextInput size="md" label={t('ask.address')} description={t('ask.hint')} value={address} required autoComplete="email" inputMode="email" maxLength={320} onChange={(event) => setAddress(event.currentTarget.value)} />
        {ask.isError && <ErrorState error={ask.error} />}
        <Button type="submit" size="md" loading={ask.isPending} disabled={address.trim().length < 3}>{t('ask.action')}</Button>
      </form>
    </>
  );
}
