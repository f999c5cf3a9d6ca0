import { useState } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { MyPage } from '../my-page.contract.ts';
import { my, myKey } from './my-session.ts';
import classes from './my-page.module.css';

/** A copy of everything, or having it erased: both ask for a code first. */
export function MyRights({ page }: { page: MyPage }) {
  const { t } = useTranslation('my-page');
  const [doing, setDoing] = useState<'download' | 'erasure' | null>(null);
  const start = useMutation({ mutationFn: (what: 'download' | 'erasure') => my.post<{ minutes: number }>('code').then(() => setDoing(what)) });
  return (
    <section className={classes.card} aria-labelledby="my-rights">
      <h2 id="my-rights" className={classes.heading}>{t('rights.title')}</h2>
      <p className={classes.soft}>{t('rights.text')}</p>
      {page.erasure === 'asked' && <p className={classes.notice}>{t('rights.asked')}</p>}
      {start.isError && <ErrorState error={start.error} />}
      {doing !== null
        ? <CodeForm page={page} what={doing} onClose={() => setDoing(null)} />
        : (
          <Group>
            <Button variant="default" size="md" loading={start.isPending && start.variables === 'download'} onClick={() => start.mutate('download')}>{t('rights.download')}</Button>
            {page.erasure === 'none' && <Button variant="default" size="md" loading={start.isPending && start.variables === 'erasure'} onClick={() => start.mutate('erasure')}>{t('rights.erase')}</Button>}
          </Group>
        )}
    </section>
  );
}

function CodeForm({ page, what, onClose }: { page: MyPage; what: 'download' | 'erasure'; onClose: () => void }) {
  const { t, i18n } = useTranslation('my-page');
  const queryClient = useQueryClient();
  const tell = useTell();
  const [code, setCode] = useState('');
  const go = useMutation({
    mutationFn: async () => {
      if (what === 'erasure') return my.post('erasure', { code });
      return saveFile(await my.post<string>('download', { code, format: 'html', language: i18n.language === 'de' ? 'de' : 'en' }), t('rights.fileName'));
    },
    onSuccess: async () => {
      tell(t(what === 'erasure' ? 'rights.asked' : 'rights.downloaded'));
      if (what === 'erasure') await queryClient.invalidateQueries({ queryKey: myKey });
      onClose();
    },
  });
  return (
    <form className={classes.form} onSubmit={(event) => { event.preventDefault(); go.mutate(); }}>
      <p>{t(`rights.${what}Text`)}</p>
      <TextInput size="md" label={t('rights.code')} description={t('rights.codeHint', { address: page.addressHint })} value={code} required inputMode="numeric" autoComplete="one-time-code" maxLength={6} pattern="\d{6}" onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))} />
      {go.isError && <ErrorState error={go.error} />}
      <Group><Button type="submit" size="md" loading={go.isPending} disabled={code.length !== 6}>{t(`rights.${what}Go`)}</Button><Button variant="default" size="md" onClick={onClose}>{t('cancel')}</Button></Group>
    </form>
  );
}

/** The answer is the file itself: the key goes in a header, so no link could fetch it. */
function saveFile(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
