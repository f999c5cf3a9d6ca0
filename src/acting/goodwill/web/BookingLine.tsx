import { Button, Group, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Booking, GoodwillState } from '../goodwill.contract.ts';
import classes from './goodwill.module.css';

export const toneOf: Readonly<Record<GoodwillState, 'neutral' | 'below' | 'at' | 'above' | 'accent'>> = { waiting: 'accent', refused: 'below', booked: 'at', executing: 'at', executed: 'above', failed: 'below', cancelled: 'neutral' };

/** "100 minutes" in the language of the page. */
export function useGiven(): (booking: Booking) => string {
  const { i18n } = useTranslation('goodwill');
  const format = useFormat();
  return ({ amount, unitDe, unitEn }) => `${Number.isInteger(amount) ? format.integer(amount) : format.decimal(amount, 2)} ${i18n.language === 'de' ? unitDe : unitEn}`;
}

/** One thing that was given in a case: how it stands, and what can be done about it. */
export function BookingLine({ booking, caseId }: { booking: Booking; caseId: string }) {
  const { t, i18n } = useTranslation('goodwill');
  const format = useFormat();
  const given = useGiven();
  return (
    <li className={classes.line}>
      <div className={classes.lineHead}>
        <strong>{i18n.language === 'de' ? booking.kindNameDe : booking.kindNameEn}: {given(booking)}</strong>
        <Tag tone={toneOf[booking.state]}>{t(`state.${booking.state}`)}</Tag>
      </div>
      <p className={classes.soft}>{format.money(booking.valueCents)} · {booking.askedBy} · <When at={booking.askedAt} /></p>
      {booking.state === 'refused' && booking.refusedBecause !== null && <p className={classes.soft}>{t('line.refused', { by: booking.refusedBy, because: booking.refusedBecause })}</p>}
      {booking.state === 'executing' && booking.nextAttemptAt !== null && booking.attempts > 0 && <p className={classes.soft}>{t('line.again')} <When at={booking.nextAttemptAt} /></p>}
      {booking.state === 'failed' && <p className={classes.soft}>{t('line.failed')}</p>}
      <BookingDeeds booking={booking} caseId={caseId} />
    </li>
  );
}

/** Take back, try again, given by hand: what is possible in this state. */
function BookingDeeds({ booking: { id, state, carriedOut }, caseId }: { booking: Booking; caseId: string }) {
  const { t } = useTranslation('goodwill');
  const queries = useQueryClient();
  const mayGive = useCan('create', 'goodwill');
  const tellFailure = useTellFailure();
  const [isTakingBack, setTakingBack] = useState(false);
  const [because, setBecause] = useState('');
  const refresh = () => Promise.all([queries.invalidateQueries({ queryKey: ['cases', caseId] }), queries.invalidateQueries({ queryKey: ['goodwill'] })]);
  const act = useMutation({ mutationFn: (deed: 'retry' | 'executed') => api.post<Booking>(`/api/goodwill/${id}/${deed}`), onSuccess: refresh, onError: tellFailure });
  const cancel = async () => {
    await api.post<Booking>(`/api/goodwill/${id}/cancel`, { body: { because: because.trim() } });
    await refresh();
  };
  if (!mayGive) return null;
  const byHand = (state === 'booked' && carriedOut === 'hand') || state === 'failed';
  const again = carriedOut === 'webhook' && (state === 'failed' || state === 'executing');
  const back = state === 'waiting' || state === 'booked' || state === 'failed';
  return (
    <Group gap={4}>
      {byHand && <Button size="compact-xs" variant="subtle" loading={act.isPending && act.variables === 'executed'} onClick={() => act.mutate('executed')}>{t('line.byHand')}</Button>}
      {again && <Button size="compact-xs" variant="subtle" loading={act.isPending && act.variables === 'retry'} onClick={() => act.mutate('retry')}>{t('line.retry')}</Button>}
      {back && <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setTakingBack(true)}>{t('line.takeBack')}</Button>}
      <Confirm isOpen={isTakingBack} onClose={() => setTakingBack(false)} title={t('line.takeBackTitle')} confirmLabel={t('line.takeBack')} isBlocked={because.trim() === ''} onConfirm={cancel}>
        {state === 'failed' && <p className={classes.soft}>{t('line.takeBackFailed')}</p>}
        <Textarea label={t('line.because')} value={because} maxLength={1000} autosize minRows={2} data-autofocus onChange={(event) => setBecause(event.currentTarget.value)} />
      </Confirm>
    </Group>
  );
}
