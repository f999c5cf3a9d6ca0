import { useState, type FormEvent } from 'react';
import { Button, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { saveFile } from './save-picture.ts';
import { linksCsv } from './share-link.logic.ts';
import { useLanguageName } from './useLanguageName.ts';
import classes from './placements.module.css';

interface Made {
  links: string[];
  pins?: string[];
}
const kinds = ['email', 'phone', 'userId', 'customerNumber'] as const;
const SHOWN = 5;

/** Links that are good for one answer each: for one customer by name, or a stack of them. */
export function SingleUseSection({ code, languages }: { code: string; languages: readonly string[] }) {
  const { t } = useTranslation('placements');
  const languageName = useLanguageName();
  const [draft, setDraft] = useState({ kind: 'nobody', value: '', count: 1, language: '', expiresOn: '', withPin: false });
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const isFor = draft.kind !== 'nobody';
  const make = useMutation({
    mutationFn: () => api.post<Made>(`/api/surveys/${encodeURIComponent(code)}/links`, {
      body: {
        ...(isFor ? { identifier: { kind: draft.kind, value: draft.value.trim() } } : { count: draft.count }),
        ...(draft.language === '' ? {} : { language: draft.language }),
        // To the end of that day, where the reader is.
        ...(draft.expiresOn === '' ? {} : { expiresAt: new Date(`${draft.expiresOn}T23:59:59`).toISOString() }),
        ...(draft.withPin ? { withPin: true } : {}),
      },
    }),
  });
  const isReady = isFor ? draft.value.trim() !== '' : draft.count >= 1;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !make.isPending) make.mutate();
  };
  return (
    <Section title={t('single.title')} note={t('single.note')}>
      <form className={`${classes.fields} ${classes.stack}`} onSubmit={submit}>
        <div className={classes.pair}>
          <NativeSelect label={t('single.for')} value={draft.kind} onChange={(event) => set({ kind: event.currentTarget.value })} data={[{ value: 'nobody', label: t('single.nobody') }, ...kinds.map((kind) => ({ value: kind, label: t(`single.${kind}`) }))]} />
          {isFor
            ? <TextInput label={t('single.value')} required maxLength={500} value={draft.value} onChange={(event) => set({ value: event.currentTarget.value })} />
            : <NumberInput label={t('single.count')} min={1} max={1_000} value={draft.count} onChange={(count) => typeof count === 'number' && set({ count })} />}
          {languages.length > 1 && <NativeSelect label={t('share.language')} value={draft.language} onChange={(event) => set({ language: event.currentTarget.value })} data={[{ value: '', label: t('share.anyLanguage') }, ...languages.map((tag) => ({ value: tag, label: languageName(tag) }))]} />}
          <TextInput type="date" label={t('single.expires')} value={draft.expiresOn} onChange={(event) => set({ expiresOn: event.currentTarget.value })} />
        </div>
        <Checkbox label={t('single.pin')} description={t('single.pinNote')} checked={draft.withPin} onChange={(event) => set({ withPin: event.currentTarget.checked })} />
        <div><Button type="submit" variant="light" loading={make.isPending} disabled={!isReady}>{t('single.make')}</Button></div>
      </form>
      {make.isError && <ErrorState error={make.error} />}
      {make.data && (
        <div role="status" className={classes.stack}>
          <p className={classes.soft}>{t('single.once')}</p>
          <pre className={classes.snippet} tabIndex={0} aria-label={t('single.title')}>{make.data.links.slice(0, SHOWN).map((link, at) => `${link}${make.data.pins?.[at] ? `   PIN ${make.data.pins[at]}` : ''}`).join('\n')}{make.data.links.length > SHOWN ? '\n…' : ''}</pre>
          <div><Button variant="default" onClick={() => saveFile(`links-${code}.csv`, new Blob([linksCsv(make.data.links, make.data.pins)], { type: 'text/csv' }))}>{t('single.save', { count: make.data.links.length })}</Button></div>
        </div>
      )}
    </Section>
  );
}
