import { useState } from 'react';
import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { touchpointNamesQuery } from '../../surveys/web/survey-queries.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { Import } from '../imports.contract.ts';
import { lackingExpectation } from './expectation.logic.ts';
import classes from './imports.module.css';

const USUAL = 8;

/**
 * Ratings without expectations leave the ranked list without a gap. Most files have none, so the Soll is offered where
 * somebody notices: one value for all touchpoints of the file, changeable on each of them later.
 */
export function SetTargets({ one }: { one: Import }) {
  const { t } = useTranslation('imports');
  const client = useQueryClient();
  const maySet = useCan('update', 'expectation');
  const wanted = lackingExpectation(one.profile);
  const isWanted = maySet && wanted.length > 0;
  const inventory = useQuery({ ...touchpointNamesQuery, staleTime: 0, enabled: isWanted });
  const [value, setValue] = useState<number>(USUAL);
  const codes = (inventory.data ?? []).filter((touchpoint) => wanted.some(({ code, name }) => touchpoint.code === code || touchpoint.nameDe === name || touchpoint.nameEn === name)).map(({ code }) => code);
  const set = useMutation({
    mutationFn: async () => {
      for (const code of codes) await api.put(`/api/touchpoints/${code}/expectations`, { body: { value, note: t('expect.why', { name: one.name }).slice(0, 500) } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['touchpoints'] }),
  });
  if (!isWanted || codes.length === 0) return null;
  return (
    <section className={classes.panel}>
      <h3>{t('expect.title')}</h3>
      <p className={classes.note}>{t('expect.note', { count: codes.length })}</p>
      {set.isSuccess ? <p role="status">{t('expect.done', { count: codes.length })}</p> : (
        <div className={classes.row} style={{ alignItems: 'flex-end', marginTop: 10 }}>
          <NumberInput label={t('expect.label')} min={0} max={10} step={0.5} decimalScale={1} value={value} onChange={(next) => { if (typeof next === 'number') setValue(next); }} w={170} />
          <Button variant="light" loading={set.isPending} onClick={() => set.mutate()}>{t('expect.action', { count: codes.length })}</Button>
        </div>
      )}
      {set.isError && <ErrorState error={set.error} />}
    </section>
  );
}
