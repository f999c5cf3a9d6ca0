import { Button, Group, NumberInput, Select, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../../clients/sdk/new-id.ts';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { valueOf } from '../allowance.logic.ts';
import type { Allowance, Booked } from '../goodwill.contract.ts';
import { AllowanceLine } from './AllowanceLine.tsx';
import classes from './goodwill.module.css';

/** What, how much and why. The key makes a double click one booking; it changes only when something was booked. */
export function GiveForm({ caseId, allowance, onClose }: { caseId: string; allowance: Allowance; onClose: () => void }) {
  const { t, i18n } = useTranslation(['goodwill', 'ui']);
  const format = useFormat();
  const tell = useTell();
  const queries = useQueryClient();
  const key = useRef(newId());
  const [code, setCode] = useState(allowance.kinds[0]?.code ?? '');
  const kind = allowance.kinds.find((one) => one.code === code);
  const [amount, setAmount] = useState<number | ''>(kind?.usualAmount ?? '');
  const [reason, setReason] = useState('');
  const [hasTried, setTried] = useState(false);
  const isGerman = i18n.language === 'de';
  const valueCents = kind && amount !== '' ? valueOf(amount, kind.unitCents) : 0;
  const needsApproval = allowance.limits === null || (allowance.mayGiveCents !== null && valueCents > allowance.mayGiveCents);
  const isAmountWrong = amount === '' || amount <= 0 || (kind !== undefined && amount > kind.largestAmount);
  const book = useMutation({
    mutationFn: () => api.post<Booked>(`/api/cases/${caseId}/goodwill`, { body: { kind: code, amount, reason: reason.trim(), key: key.current } }),
    onSuccess: ({ booking, isNew }) => {
      tell(t(isNew ? (booking.state === 'waiting' ? 'give.waiting' : 'give.booked') : 'give.already'));
      void queries.invalidateQueries({ queryKey: ['cases', caseId] });
      void queries.invalidateQueries({ queryKey: ['goodwill'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isAmountWrong && reason.trim() !== '' && !book.isPending) book.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label={t('box.give')}>
      <Select
        label={t('give.kind')} data={allowance.kinds.map((one) => ({ value: one.code, label: isGerman ? one.nameDe : one.nameEn }))} value={code} allowDeselect={false} data-autofocus
        onChange={(value) => { setCode(value ?? ''); setAmount(allowance.kinds.find((one) => one.code === value)?.usualAmount ?? ''); }}
      />
      <NumberInput
        label={t('give.amount', { unit: kind && (isGerman ? kind.unitDe : kind.unitEn) })} value={amount} min={0} decimalScale={2} hideControls decimalSeparator={isGerman ? ',' : '.'} thousandSeparator={isGerman ? '.' : ','}
        onChange={(value) => setAmount(typeof value === 'number' ? value : '')} error={hasTried && isAmountWrong && (kind ? t('give.amountWrong', { largest: format.decimal(kind.largestAmount, 0) }) : true)}
        description={amount === '' ? undefined : t('give.value', { money: format.money(valueCents) })}
      />
      <Textarea label={t('give.reason')} value={reason} maxLength={1000} autosize minRows={2} maxRows={6} onChange={(event) => setReason(event.currentTarget.value)} error={hasTried && reason.trim() === '' && t('give.reasonMissing')} />
      {needsApproval && amount !== '' ? <p className={classes.notice} role="status">{t('give.needsApproval')}</p> : <AllowanceLine allowance={allowance} />}
      {book.isError && <ErrorState error={book.error} />}
      <Group justify="flex-end" gap="xs">
        <Button size="compact-md" variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button size="compact-md" type="submit" loading={book.isPending}>{t(needsApproval ? 'give.ask' : 'give.book')}</Button>
      </Group>
    </form>
  );
}
