import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { LookupFact, LookupInput, LookupTest, Placeholder, PlaceholderValues } from '../lookups.contract.ts';
import classes from './lookups.module.css';

/** Asks once with a sample and shows what came and how it is read; saves nothing. */
export function TestPart({ input, id, wanted }: { input: LookupInput; id: string | null; wanted: readonly Placeholder[] }) {
  const { t } = useTranslation('lookups');
  const [values, setValues] = useState<PlaceholderValues>({});
  const test = useMutation({ mutationFn: () => api.post<LookupTest>('/api/lookups/test', { body: { lookup: input, id, values: Object.fromEntries(wanted.map((name) => [name, values[name] ?? ''])) } }) });
  return (
    <Section title={t('test.title')} note={t('test.note')}>
      <div className={classes.form}>
        <div className={classes.triple}>{wanted.map((name) => <TextInput key={name} label={`{${name}}`} maxLength={200} value={values[name] ?? ''} onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })} />)}</div>
        <Group><Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>{t('test.action')}</Button></Group>
        {test.isError && <ErrorState error={test.error} />}
        {test.data && <Result result={test.data} />}
      </div>
    </Section>
  );
}

function Result({ result }: { result: LookupTest }) {
  const { t, i18n } = useTranslation('lookups');
  const format = useFormat();
  const shown = ({ value, unit, verdict }: LookupFact) => `${value === null ? t('test.nothing') : Array.isArray(value) ? value.join(' · ') || t('test.none') : `${String(value)} ${unit}`}${verdict ? ` – ${t(`verdict.${verdict}`)}` : ''}`;
  return (
    <div className={classes.result} role="status">
      <strong>{result.ok ? t('test.ok', { ms: format.integer(result.tookMs) }) : t(`failure.${(result.problem ?? '').replace('.', '_')}`, { defaultValue: result.problem ?? '' })}</strong>
      {result.url !== null && <span className={classes.soft}>{result.status ?? '–'} · {result.url}</span>}
      {result.detail !== null && !result.ok && <span className={classes.soft}>{result.detail}</span>}
      {result.facts.length > 0 && <dl className={classes.facts}>{result.facts.map((fact) => <FactPair key={fact.path} label={i18n.language === 'de' ? fact.labelDe : fact.labelEn} text={shown(fact)} />)}</dl>}
      {result.sample !== '' && <pre className={classes.sample} tabIndex={0} aria-label={t('test.sample')}>{result.sample}</pre>}
    </div>
  );
}

const FactPair = ({ label, text }: { label: string; text: string }) => <><dt>{label}</dt><dd>{text}</dd></>;
