import { Button, Group, Menu, Select, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useGo } from '../../../ui/address.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { useCan } from '../../../ui/session.tsx';
import { closedReasons, type Warning } from '../warnings.contract.ts';
import classes from './warnings.module.css';

const WEEK_MS = 7 * 86_400_000;
const snoozeWeeks = [1, 2, 4, 12] as const;

/** What can be done with an alarm: seen, put off, closed, opened again, made a case. */
export function WarningDeeds({ warning }: { warning: Warning }) {
  const { t } = useTranslation('warnings');
  const mayChange = useCan('update', 'warning');
  const mayOpenCase = useCan('create', 'case');
  const { deed, isBusy } = useDeed(warning);
  const [isClosing, setClosing] = useState(false);
  const [isMakingCase, setMakingCase] = useState(false);
  if (!mayChange && !mayOpenCase) return null;
  return (
    <Group gap="xs">
      {mayChange && warning.state === 'closed' && <Button variant="default" loading={isBusy} onClick={() => deed('reopen')}>{t('deed.reopen')}</Button>}
      {mayChange && warning.state !== 'closed' && (
        <>
          {warning.acknowledgedAt === null && <Button variant="default" loading={isBusy} onClick={() => deed('acknowledge', {})}>{t('deed.acknowledge')}</Button>}
          <Menu position="bottom-end">
            <Menu.Target><Button variant="default">{t('deed.snooze')}</Button></Menu.Target>
            <Menu.Dropdown>{snoozeWeeks.map((weeks) => <Menu.Item key={weeks} onClick={() => deed('snooze', { until: new Date(Date.now() + weeks * WEEK_MS).toISOString() })}>{t('deed.weeks', { count: weeks })}</Menu.Item>)}</Menu.Dropdown>
          </Menu>
          <Button variant="default" onClick={() => setClosing(true)}>{t('deed.close')}</Button>
        </>
      )}
      {mayOpenCase && warning.caseId === null && <Button onClick={() => setMakingCase(true)}>{t('deed.case')}</Button>}
      <CloseDialog warning={warning} isOpen={isClosing} onClose={() => setClosing(false)} />
      <CaseDialog warning={warning} isOpen={isMakingCase} onClose={() => setMakingCase(false)} />
    </Group>
  );
}

function useDeed({ id }: Warning): { deed: (what: 'acknowledge' | 'snooze' | 'reopen', body?: object) => void; isBusy: boolean } {
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const change = useMutation({
    mutationFn: ({ what, body }: { what: string; body?: object | undefined }) => api.post<void>(`/api/warnings/${id}/${what}`, body ? { body } : {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['warnings'] }),
    onError: tellFailure,
  });
  return { deed: (what, body) => change.mutate({ what, body }), isBusy: change.isPending };
}

interface DialogProps {
  warning: Warning;
  isOpen: boolean;
  onClose: () => void;
}

function CloseDialog({ warning, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation('warnings');
  const queries = useQueryClient();
  const [because, setBecause] = useState<(typeof closedReasons)[number]>('handled');
  const [note, setNote] = useState('');
  const close = async () => {
    await api.post<void>(`/api/warnings/${warning.id}/close`, { body: { because, ...(note.trim() === '' ? {} : { note: note.trim() }) } });
    await queries.invalidateQueries({ queryKey: ['warnings'] });
  };
  return (
    <Confirm isOpen={isOpen} onClose={onClose} title={t('close.title')} confirmLabel={t('deed.close')} onConfirm={close}>
      <div className={classes.stack}>
        <Select label={t('close.because')} value={because} allowDeselect={false} data={closedReasons.map((value) => ({ value, label: t(`close.${value}`) }))} onChange={(value) => setBecause(closedReasons.find((one) => one === value) ?? 'handled')} />
        <p className={classes.soft}>{t(`close.${because}Text`)}</p>
        <Textarea label={t('close.note')} value={note} maxLength={2000} autosize minRows={2} onChange={(event) => setNote(event.currentTarget.value)} />
      </div>
    </Confirm>
  );
}

function CaseDialog({ warning, isOpen, onClose }: DialogProps) {
  const { t } = useTranslation('warnings');
  const go = useGo();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const open = async () => {
    const { caseId } = await api.post<{ caseId: string }>(`/api/warnings/${warning.id}/case`, { body: note.trim() === '' ? {} : { note: note.trim() } });
    await queries.invalidateQueries({ queryKey: ['warnings'] });
    go(`/desk/${caseId}`);
  };
  return (
    <Confirm isOpen={isOpen} onClose={onClose} title={t('case.title')} confirmLabel={t('deed.case')} onConfirm={open}>
      <div className={classes.stack}>
        <p className={classes.soft}>{t('case.text')}</p>
        <Textarea label={t('case.note')} value={note} maxLength={2000} autosize minRows={3} data-autofocus onChange={(event) => setNote(event.currentTarget.value)} />
      </div>
    </Confirm>
  );
}
