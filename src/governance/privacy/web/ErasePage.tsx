import { useState } from 'react';
import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type Erasure, type ErasurePreview, erasureReasons } from '../privacy.contract.ts';
import { previewQuery } from './privacy-queries.ts';
import classes from './privacy.module.css';

/** What would go, what stays, who remains; then a reason and the deed. */
export function ErasePage() {
  const { t } = useTranslation('privacy');
  const id = usePathParam('customerId');
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const preview = useQuery(previewQuery(id, chosen));
  const name = preview.data?.name ?? '…';
  return (
    <>
      <PageHeader question={t('erase.question', { name })} title={t('erase.title')} back={{ to: `/customers/${id}`, label: name }} answer={t('erase.answer')} />
      <Loaded query={preview}>{(data) => <Preview preview={data} chosen={chosen} onChoose={setChosen} />}</Loaded>
    </>
  );
}

interface PreviewProps {
  preview: ErasurePreview;
  chosen: readonly string[] | null;
  onChoose: (chosen: readonly string[] | null) => void;
}

function Preview({ preview, chosen, onChoose }: PreviewProps) {
  const { t, i18n } = useTranslation('privacy');
  const format = useFormat();
  const isGerman = i18n.language === 'de';
  const all = preview.identifiers.map((identifier) => identifier.id);
  const picked = chosen ?? all;
  const toggle = (id: string) => {
    const next = picked.includes(id) ? picked.filter((other) => other !== id) : [...picked, id];
    onChoose(next.length === all.length ? null : next);
  };
  return (
    <>
      {preview.legalHold !== null && <p className={classes.text} role="alert"><Tag tone="below">{t('erase.hold')}</Tag> {t('erase.holdText')} {preview.legalHold}</p>}
      {preview.openRequestId !== null && <p className={classes.text}>{t('erase.open')} <AppLink to="/settings/privacy">{t('erase.toRequests')}</AppLink></p>}
      <Section title={t('erase.identifiers')} note={t('erase.identifiersNote')}>
        <ul className={classes.list}>
          {preview.identifiers.map(({ id, kind, value, isShared, contacts }) => (
            <li key={id} className={classes.row}>
              <Checkbox checked={picked.includes(id)} onChange={() => toggle(id)} label={<span className={classes.strong}>{value}</span>} description={`${t(`kind.${kind}`, kind)} · ${t('erase.contacts', { count: contacts })}${isShared ? ` · ${t('erase.shared')}` : ''}`} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('erase.goes')}>
        {preview.counts.length === 0 ? <p className={classes.soft}>{t('erase.nothing')}</p> : (
          <ul className={classes.counts}>{preview.counts.map((count) => <li key={count.name}><span>{isGerman ? count.labelDe : count.labelEn}</span><span className={classes.number}>{format.integer(count.n)}</span></li>)}</ul>
        )}
      </Section>
      {chosen !== null && (
        <Section title={t('erase.remains')} note={t('erase.remainsNote')}>
          {preview.remaining.length === 0 ? <p className={classes.soft}>{t('erase.nobody')}</p> : (
            <ul className={classes.bullets}>{preview.remaining.map((rest) => <li key={rest.name + rest.identifiers.length}>{rest.name}: {rest.identifiers.map((identifier) => identifier.value).join(', ')}</li>)}</ul>
          )}
        </Section>
      )}
      <Section title={t('erase.stays')}>
        <ul className={classes.bullets}>{[...preview.stays, { de: t('erase.staysProof'), en: t('erase.staysProof') }].map((one) => <li key={one.en}>{isGerman ? one.de : one.en}</li>)}</ul>
      </Section>
      <Deed preview={preview} chosen={chosen} />
    </>
  );
}

function Deed({ preview, chosen }: Omit<PreviewProps, 'onChoose'>) {
  const { t } = useTranslation('privacy');
  const format = useFormat();
  const go = useGo();
  const tell = useTell();
  const queries = useQueryClient();
  const [reason, setReason] = useState<string>('customer_request');
  const [note, setNote] = useState('');
  const [isAsking, setAsking] = useState(false);
  const isBlocked = preview.legalHold !== null || preview.openRequestId !== null || chosen?.length === 0;
  const erase = async () => {
    const request = await api.post<Erasure>('/api/privacy/erasures', { body: { customerId: preview.customerId, identifiers: chosen, reason, note } });
    if (request.state !== 'awaiting') queries.removeQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(preview.customerId) });
    void queries.invalidateQueries({ queryKey: ['privacy'] });
    tell(t(request.state === 'awaiting' ? 'erase.waits' : 'erase.began'));
    go('/settings/privacy');
  };
  return (
    <Section title={t('erase.deed')} note={t(preview.fourEyes ? 'erase.fourEyes' : 'erase.final')}>
      <div className={classes.stack}>
        <NativeSelect label={t('erase.reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data={erasureReasons.filter((value) => value !== 'retention').map((value) => ({ value, label: t(`reason.${value}`) }))} />
        <Textarea label={t('erase.note')} description={t('erase.noteText')} maxLength={500} autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <p className={classes.soft}>{t('erase.goneBy', { when: format.dateTime(preview.physicallyGoneBy) })}</p>
        <div className={classes.deeds}><Button color="danger" disabled={isBlocked} onClick={() => setAsking(true)}>{t(preview.fourEyes ? 'erase.ask' : 'erase.do')}</Button></div>
      </div>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={t('erase.confirmTitle', { name: preview.name })} confirmLabel={t(preview.fourEyes ? 'erase.ask' : 'erase.do')} tone="danger" onConfirm={erase}>
        <p className={classes.text}>{t(chosen === null ? 'erase.confirmAll' : 'erase.confirmSome', { count: chosen?.length ?? 0 })} {t(preview.fourEyes ? 'erase.fourEyes' : 'erase.final')}</p>
      </Confirm>
    </Section>
  );
}
