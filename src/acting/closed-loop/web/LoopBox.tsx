import { Button, Select, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import { type LoopCatch, toldHows } from '../closed-loop.contract.ts';
import { caseCatchesQuery } from './loop-queries.ts';
import classes from './closed-loop.module.css';

/** In a case that a rule opened: why, until when the customer should hear from us, and whether they have. Nothing in other cases. */
export function LoopBox({ caseId }: { caseId: string; customerId: string | null }) {
  const mayRead = useCan('read', 'case');
  return mayRead ? <Box key={caseId} caseId={caseId} /> : null;
}

function Box({ caseId }: { caseId: string }) {
  const { t } = useTranslation('closed-loop');
  const mayChange = useCan('update', 'case');
  const queries = useQueryClient();
  const [isTelling, setTelling] = useState(false);
  const [how, setHow] = useState<(typeof toldHows)[number]>('phone');
  const [because, setBecause] = useState('');
  const catches = useQuery(caseCatchesQuery(caseId)).data ?? [];
  if (catches.length === 0) return null;
  const isWaiting = catches.some(({ toldHow }) => toldHow === null);
  const say = async () => {
    await api.post<void>(`/api/cases/${caseId}/told`, { body: { how, ...(because.trim() === '' ? {} : { because: because.trim() }) } });
    await Promise.all([queries.invalidateQueries({ queryKey: ['cases', caseId] }), queries.invalidateQueries({ queryKey: ['closed-loop'] })]);
  };
  return (
    <section className={classes.box} aria-label={t('box.title')}>
      <div className={classes.boxHead}>
        <h3 className={classes.boxTitle}>{t('box.title')}</h3>
        {isWaiting && mayChange && <Button size="compact-sm" variant="light" onClick={() => setTelling(true)}>{t('box.told')}</Button>}
      </div>
      <ul className={classes.plain}>{catches.map((one) => <CatchLine key={one.id} caught={one} />)}</ul>
      <Confirm isOpen={isTelling} onClose={() => setTelling(false)} title={t('told.title')} confirmLabel={t('told.save')} isBlocked={how === 'not_told' && because.trim() === ''} onConfirm={say}>
        <p className={classes.soft}>{t('told.text')}</p>
        <Select label={t('told.how')} value={how} allowDeselect={false} data={toldHows.map((value) => ({ value, label: t(`how.${value}`) }))} onChange={(value) => setHow(toldHows.find((one) => one === value) ?? 'phone')} />
        <Textarea label={t(how === 'not_told' ? 'told.because' : 'told.note')} value={because} maxLength={1000} autosize minRows={2} onChange={(event) => setBecause(event.currentTarget.value)} />
      </Confirm>
    </section>
  );
}

function CatchLine({ caught }: { caught: LoopCatch }) {
  const { t } = useTranslation('closed-loop');
  const format = useFormat();
  return (
    <li className={classes.line}>
      <span>{caught.ruleName}{caught.score !== null && ` (${t(`metric.${caught.metric}`, { defaultValue: caught.metric })} ${format.decimal(caught.score)})`}</span>
      {caught.toldHow === null ? <Tag tone={caught.isLate ? 'below' : 'at'}>{t('box.due')} <When at={caught.dueAt} /></Tag> : <Tag tone={caught.isLate ? 'below' : 'above'}>{t(`how.${caught.toldHow}`)}</Tag>}
    </li>
  );
}
