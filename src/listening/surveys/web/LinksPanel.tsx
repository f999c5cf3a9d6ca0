import { useState } from 'react';
import { Button, CopyButton, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Survey } from '../surveys.contract.ts';
import { surveyQuery } from './survey-queries.ts';
import classes from './surveys.module.css';

const examples = { email: 'eva@example.de', phone: '+49 170 1234567', userId: 'u-4711', customerNumber: 'K-10042' };
type Kind = keyof typeof examples;
const kinds: readonly Kind[] = ['email', 'phone', 'userId', 'customerNumber'];

/** The address for everybody, and addresses for one customer each. */
export function LinksPanel({ survey }: { survey: Survey }) {
  const { t, i18n } = useTranslation('surveys');
  const format = useFormat();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>('email');
  const [value, setValue] = useState('');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const make = useMutation({
    mutationFn: () => api.post<{ links: string[] }>(`/api/surveys/${encodeURIComponent(survey.code)}/links`, { body: { identifier: { kind, value: value.trim() }, language } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: surveyQuery(survey.code).queryKey }),
  });
  if (survey.state === 'closed') return <Section title={t('links.title')} note={t('links.closed')}>{null}</Section>;
  const made = make.data?.links[0];
  return (
    <Section title={t('links.title')} note={t('links.note')}>
      <div className={classes.linkBlock}><Address label={t('links.open')} address={`${window.location.origin}/s/${survey.code}`} canVisit /></div>
      <form className={classes.linkBlock} onSubmit={(event) => { event.preventDefault(); if (value.trim() !== '') make.mutate(); }}>
        <div className={classes.linkRow}>
          <NativeSelect label={t('links.kind')} value={kind} onChange={(event) => setKind(kinds.find((one) => one === event.currentTarget.value) ?? 'email')} data={kinds.map((one) => ({ value: one, label: t(`links.kinds.${one}`) }))} />
          <TextInput className={classes.address ?? ''} label={t('links.value')} placeholder={t('links.valueHint', { example: examples[kind] })} maxLength={500} value={value} onChange={(event) => { setValue(event.currentTarget.value); make.reset(); }} />
          <Button type="submit" variant="light" loading={make.isPending} disabled={value.trim() === ''}>{t('links.make')}</Button>
        </div>
        {make.isError && <div style={{ marginTop: 12 }}><ErrorState error={make.error} /></div>}
        {made !== undefined && (
          <div role="status" style={{ marginTop: 14 }}>
            <Address label={t('links.personal')} address={made} />
            <p className={classes.note}>{t('links.once')}</p>
          </div>
        )}
        {survey.links.made > 0 && <p className={classes.note}>{t('links.used', { used: format.integer(survey.links.used), made: format.integer(survey.links.made) })}</p>}
      </form>
    </Section>
  );
}

function Address({ label, address, canVisit = false }: { label: string; address: string; canVisit?: boolean }) {
  const { t } = useTranslation('surveys');
  return (
    <div className={classes.linkRow}>
      <TextInput className={classes.address ?? ''} label={label} readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={address}>{({ copied, copy }) => <Button variant="default" onClick={copy} aria-live="polite">{t(copied ? 'links.copied' : 'links.copy')}</Button>}</CopyButton>
      {canVisit && <Button variant="subtle" component="a" href={address} target="_blank" rel="noreferrer">{t('links.visit')}</Button>}
    </div>
  );
}
