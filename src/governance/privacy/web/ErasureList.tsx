import { useState, type FormEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useDownload } from '../../../ui/download.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Erasure } from '../privacy.contract.ts';
import { erasuresQuery } from './privacy-queries.ts';
import classes from './privacy.module.css';

const noFilter = { identifier: '' };

export function ErasureList() {
  const { t } = useTranslation('privacy');
  const [{ identifier }, setFilter] = useUrlState(noFilter);
  const [text, setText] = useState(identifier);
  const list = useQuery(erasuresQuery(identifier));
  const find = (event: FormEvent) => {
    event.preventDefault();
    setFilter({ identifier: text.trim() });
  };
  return (
    <Section title={t('erasures.title')} note={t('erasures.note')}>
      <form className={classes.search} onSubmit={find}>
        <TextInput label={t('erasures.find')} description={t('erasures.findText')} placeholder="email:anna@example.de" value={text} onChange={(event) => setText(event.currentTarget.value)} w={{ base: '100%', xs: 360 }} />
        <Button type="submit" variant="default">{t('erasures.findSubmit')}</Button>
      </form>
      <Loaded query={list} isEmpty={({ items }) => items.length === 0} empty={<EmptyState>{t(identifier === '' ? 'erasures.empty' : 'erasures.notFound')}</EmptyState>}>
        {({ items }) => <ul className={classes.list}>{items.map((erasure) => <ErasureRow key={erasure.id} erasure={erasure} />)}</ul>}
      </Loaded>
    </Section>
  );
}

const tones = { awaiting: 'accent', erasing: 'accent', scrubbing: 'accent', done: 'above', rejected: 'neutral', expired: 'neutral' } as const;

function ErasureRow({ erasure }: { erasure: Erasure }) {
  const { t, i18n } = useTranslation('privacy');
  const format = useFormat();
  const download = useDownload();
  const canAct = useCan('create', 'privacy');
  const { act, isBusy } = useErasureDeeds(erasure);
  const label = (count: Erasure['counts'][number]) => `${i18n.language === 'de' ? count.labelDe : count.labelEn} ${format.integer(count.n)}`;
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span className={classes.strong}>{t(`reason.${erasure.reason}`)} <Tag tone={tones[erasure.state]}>{t(`state.${erasure.state}`)}</Tag> {erasure.isPartial && <Tag>{t('erasures.partial')}</Tag>}</span>
        <span className={classes.soft}>{t('erasures.asked', { who: erasure.requestedBy, when: format.dateTime(erasure.requestedAt) })}{erasure.confirmedBy && ` · ${t('erasures.confirmed', { who: erasure.confirmedBy })}`}</span>
        {erasure.counts.length > 0 && <span className={classes.soft}>{erasure.counts.map(label).join(' · ')}</span>}
        {erasure.note && <span className={classes.soft}>{erasure.note}</span>}
        {erasure.state === 'scrubbing' && erasure.scrubDueAt && <span className={classes.soft}>{t('erasures.scrubDue', { when: format.dateTime(erasure.scrubDueAt) })}</span>}
        {erasure.failure && <span className={classes.soft}>{t('erasures.failure')}</span>}
      </div>
      <div className={classes.deeds}>
        {erasure.customerId && <AppLink to={`/customers/${erasure.customerId}`}>{t('erasures.toCustomer')}</AppLink>}
        {erasure.state === 'awaiting' && canAct && (
          <>
            <Button size="xs" variant="default" disabled={isBusy} onClick={() => void act('rejection')}>{t(erasure.mayConfirm ? 'erasures.reject' : 'erasures.withdraw')}</Button>
            {erasure.mayConfirm && <Button size="xs" color="danger" loading={isBusy} onClick={() => void act('confirmation')}>{t('erasures.confirm')}</Button>}
          </>
        )}
        {erasure.hasProof && <Button size="xs" variant="default" component="a" {...download(`/api/privacy/erasures/${erasure.id}/proof`)}>{t('erasures.proof')}</Button>}
      </div>
    </li>
  );
}

function useErasureDeeds(erasure: Erasure) {
  const { t } = useTranslation('privacy');
  const [isBusy, setBusy] = useState(false);
  const queries = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const act = async (what: 'confirmation' | 'rejection') => {
    setBusy(true);
    try {
      await api.post(`/api/privacy/erasures/${erasure.id}/${what}`);
      tell(t(`erasures.${what}Told`));
      await queries.invalidateQueries({ queryKey: ['privacy', 'erasures'] });
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { act, isBusy };
}
