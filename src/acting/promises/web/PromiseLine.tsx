import { type KeyboardEvent, useState } from 'react';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { useSession } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { CustomerPromise } from '../promises.contract.ts';
import { lineSettingQuery, promisesKey } from './promise-queries.ts';
import { useLineReading } from './useLineReading.ts';
import classes from './promises.module.css';

/** One line, as one would say it; below it how it is read, while it is typed. Enter makes the promise. */
export function PromiseLine({ caseId }: { caseId: string }) {
  const { t, i18n } = useTranslation('promises');
  const { user } = useSession();
  const client = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const format = useFormat();
  const [line, setLine] = useState('');
  const [responsible, setResponsible] = useState('');
  const setting = useQuery(lineSettingQuery(caseId));
  const { reading } = useLineReading(line, setting.data, i18n.language === 'en' ? 'en' : 'de');
  const make = useMutation({
    mutationFn: (dueAt: string) => api.post<CustomerPromise>('/api/promises', { body: {
      caseId, line, dueAt, text: reading?.what ?? line, ...(reading ? { kind: reading.kind } : {}), ...(responsible === '' ? {} : { responsible: { userId: responsible } }),
    } }),
    onSuccess: async (made) => {
      setLine('');
      tell(t('line.made', { due: format.dateTime(made.dueAt) }));
      await Promise.all([client.invalidateQueries({ queryKey: promisesKey }), client.invalidateQueries({ queryKey: ['cases', caseId] })]);
    },
    onError: tellFailure,
  });
  const canMake = reading !== null && reading.problem === null && !make.isPending;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (canMake) make.mutate(reading.dueAt.toISOString());
  };
  const people = (setting.data?.people ?? []).filter(({ id }) => id !== user.id);
  return (
    <div className={classes.line}>
      <TextInput
        id="promise-line" label={t('line.label')} placeholder={t('line.example')} value={line} maxLength={500} autoComplete="off" aria-describedby="promise-reading"
        onChange={(event) => setLine(event.currentTarget.value)} onKeyDown={onKeyDown}
      />
      <div id="promise-reading" className={classes.reading} aria-live="polite">
        {line.trim() === '' ? null : reading === null ? <span>{t('line.noTime')}</span> : (
          <>
            <span className={reading.problem === null ? classes.read : classes.unclear}>
              {reading.problem !== null && <strong>{t(`line.${reading.problem}`)} </strong>}
              <strong>{reading.what}</strong>, {reading.reading}
            </span>
            {setting.data?.isCustomersZone === true && <span className={classes.soft}> {t('line.zone', { zone: setting.data.timeZone })}</span>}
          </>
        )}
      </div>
      {reading !== null && (
        <div className={classes.actions}>
          <NativeSelect size="xs" aria-label={t('line.responsible')} value={responsible} onChange={(event) => setResponsible(event.currentTarget.value)}>
            <option value="">{t('line.me')}</option>
            {people.map(({ id, name, awayUntil }) => <option key={id} value={id}>{awayUntil === null ? name : t('line.away', { name, until: format.date(awayUntil) })}</option>)}
          </NativeSelect>
          <Button size="xs" disabled={!canMake} loading={make.isPending} onClick={() => make.mutate(reading.dueAt.toISOString())}>{t('line.make')}</Button>
          {reading.others.map((other) => (
            <Button key={other.dueAt.toISOString()} size="xs" variant="default" disabled={make.isPending} onClick={() => make.mutate(other.dueAt.toISOString())}>{t('line.rather', { due: format.dateTime(other.dueAt) })}</Button>
          ))}
        </div>
      )}
    </div>
  );
}
