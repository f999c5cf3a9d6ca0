import { useId } from 'react';
import { Autocomplete, CloseButton, NativeSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../../../people/timeline/web/names.ts';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { When } from '../../../../ui/words/When.tsx';
import { api } from '../../../../ui/api.ts';
import type { Case } from '../../../cases/cases.contract.ts';
import { casePath, choicesQuery } from '../../../cases/web/case-queries.ts';
import { StatusTag } from '../../../cases/web/CaseMarks.tsx';
import { useCaseDeeds } from '../useCaseDeeds.ts';
import { useTouchpointChoices } from './useTouchpointChoices.ts';
import classes from './context.module.css';

/** What the case is counted under, who follows it, and what it is tied to. */
export function CaseFacts({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const id = useId();
  const mayUpdate = useCan('update', 'case');
  return (
    <section className={classes.box} aria-labelledby={id}>
      <h3 id={id} className={classes.boxTitle}>{t('facts.title')}</h3>
      {mayUpdate ? <Fields caseOf={caseOf} /> : <Known caseOf={caseOf} />}
      <Dues caseOf={caseOf} />
      {caseOf.watchers.length > 0 && <p className={classes.soft}>{t('facts.watchers')} {caseOf.watchers.map(({ name }) => name).join(', ')}</p>}
      <Ties caseOf={caseOf} />
    </section>
  );
}

function Fields({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const choices = useQuery(choicesQuery).data;
  const touchpoints = useTouchpointChoices();
  const { change } = useCaseDeeds(caseOf);
  const departments = [...new Set([...(choices?.departments ?? []), ...(caseOf.department ? [caseOf.department] : [])])];
  const category = (typed: string) => {
    const next = typed.trim() === '' ? null : typed.trim();
    if (next !== caseOf.category) void change({ category: next }, t('done.field', { name: t('cases:field.category') }));
  };
  return (
    <div className={classes.fields}>
      <NativeSelect size="xs" label={t('cases:field.department')} value={caseOf.department ?? ''} data={[{ value: '', label: '–' }, ...departments.map((code) => ({ value: code, label: names.department(code) }))]}
        onChange={(event) => void change({ department: event.currentTarget.value === '' ? null : event.currentTarget.value }, t('done.field', { name: t('cases:field.department') }))} />
      <Select size="xs" label={t('cases:field.touchpoint')} placeholder="–" searchable clearable clearButtonProps={{ 'aria-label': t('ui:filter.clear') }} limit={50} value={caseOf.touchpoint} data={touchpoints} nothingFoundMessage={t('pick.none')}
        onChange={(touchpoint) => void change({ touchpoint }, t('done.field', { name: t('cases:field.touchpoint') }))} />
      <Autocomplete key={caseOf.category ?? ''} size="xs" label={t('cases:field.category')} placeholder="–" defaultValue={caseOf.category ?? ''} data={choices?.categories ?? []} limit={12} maxLength={100}
        onOptionSubmit={category} onBlur={(event) => category(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Enter') category(event.currentTarget.value); }} />
    </div>
  );
}

function Known({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const names = useNames();
  const known = [
    [t('cases:field.department'), caseOf.department && names.department(caseOf.department)],
    [t('cases:field.touchpoint'), caseOf.touchpoint && names.touchpoint(caseOf.touchpoint)],
    [t('cases:field.category'), caseOf.category],
  ].filter(([, value]) => value);
  return <dl className={classes.pairs}>{known.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

function Dues({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const dues = [['serviceLevel', caseOf.serviceLevelDueAt], ['promise', caseOf.promiseDueAt], ['inquiry', caseOf.inquiryDueAt], ['snoozed', caseOf.snoozedUntil]] as const;
  const set = dues.filter(([, at]) => at !== null);
  if (set.length === 0) return null;
  return <dl className={classes.pairs}>{set.map(([name, at]) => <div key={name}><dt>{t(`facts.${name}`)}</dt><dd><When at={at} as="dateTime" /></dd></div>)}</dl>;
}

function Ties({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const { attempt } = useCaseDeeds(caseOf);
  const mayUpdate = useCan('update', 'case');
  if (caseOf.linked.length + caseOf.mergedCases.length === 0) return null;
  const unlink = (other: string) => void attempt(() => api.post(`${casePath(caseOf.id)}/unlink`, { body: { caseId: other } }));
  return (
    <ul className={classes.ties} aria-label={t('facts.ties')}>
      {caseOf.linked.map((other) => (
        <li key={other.id}><AppLink to={`/desk/${other.id}`}>{other.number}</AppLink> <span className={classes.tieSubject}>{other.subjectLine}</span> <StatusTag status={other.status} />{mayUpdate && <CloseButton size="sm" aria-label={t('link.remove', { number: other.number })} onClick={() => unlink(other.id)} />}</li>
      ))}
      {caseOf.mergedCases.map((other) => <li key={other.id}><span>{other.number}</span> <span className={classes.tieSubject}>{t('facts.mergedHere', { subject: other.subjectLine })}</span></li>)}
    </ul>
  );
}
