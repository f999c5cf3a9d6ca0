import { useState } from 'react';
import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { touchpointNamesQuery } from '../../../surveys/web/survey-queries.ts';
import { api } from '../../../../ui/api.ts';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { useCan } from '../../../../ui/session.tsx';
import type { Import } from '../../imports.contract.ts';
import { lackingExpectation } from './expectation.logic.ts';
import { type HeldTarget, stillAsSet, wholeTarget } from './set-targets.logic.ts';
import classes from '../imports.module.css';

const USUAL = 8;

const pathOf = (code: string) => `/api/touchpoints/${encodeURIComponent(code)}/expectations`;
async function readHeld(codes: readonly string[], signal?: AbortSignal): Promise<Map<string, HeldTarget[]>> {
  const held = new Map<string, HeldTarget[]>();
  for (const code of codes) held.set(code, (await api.get<{ items: HeldTarget[] }>(pathOf(code), signal ? { signal } : {})).items);
  return held;
}

/**
 * Ratings without expectations leave the ranked list without a gap. Most files have none, so the Soll is offered where
 * somebody notices: one value for those touchpoints of the file that have none yet, changeable on each of them later.
 */
export function SetTargets({ one }: { one: Import }) {
  const { t } = useTranslation('imports');
  const maySet = useCan('update', 'expectation');
  const mayRead = useCan('read', 'expectation');
  const wanted = lackingExpectation(one.profile);
  const isWanted = maySet && mayRead && wanted.length > 0;
  const inventory = useQuery({ ...touchpointNamesQuery, staleTime: 0, enabled: isWanted });
  const [value, setValue] = useState<number>(USUAL);
  const codes = (inventory.data ?? []).filter((touchpoint) => wanted.some(({ code, name }) => touchpoint.code === code || touchpoint.nameDe === name || touchpoint.nameEn === name)).map(({ code }) => code);
  const held = useQuery({ queryKey: ['touchpoints', 'expectations', 'held', codes], staleTime: 0, enabled: isWanted && codes.length > 0, queryFn: ({ signal }) => readHeld(codes, signal) });
  const { set, takeBack } = useTargets({ codes, value, note: t('expect.why', { name: one.name }).slice(0, 500) });
  if (!isWanted || !held.data) return null;
  const done = set.data;
  const free = codes.filter((code) => !wholeTarget(held.data.get(code) ?? []));
  const kept = codes.length - free.length;
  if (free.length === 0 && !done) return null;
  return (
    <section className={classes.panel}>
      <h2>{t('expect.title')}</h2>
      <p className={classes.note}>{t('expect.note', { count: done?.size ?? free.length })}</p>
      {done ? (
        <div className={classes.row} style={{ marginTop: 10 }}>
          <p role="status">{t(takeBack.isSuccess ? 'expect.takenBack' : 'expect.done', { count: takeBack.data ?? done.size })}</p>
          {!takeBack.isSuccess && done.size > 0 && <Button variant="default" size="xs" loading={takeBack.isPending} onClick={() => takeBack.mutate(done)}>{t('expect.takeBack')}</Button>}
        </div>
      ) : (
        <>
          {kept > 0 && <p className={classes.note}>{t('expect.kept', { count: kept })}</p>}
          <div className={classes.row} style={{ alignItems: 'flex-end', marginTop: 10 }}>
            <NumberInput label={t('expect.label')} min={0} max={10} step={0.5} decimalScale={1} value={value} onChange={(next) => { if (typeof next === 'number') setValue(next); }} w={170} />
            <Button variant="light" loading={set.isPending} onClick={() => set.mutate()}>{t('expect.action', { count: free.length })}</Button>
          </div>
        </>
      )}
      {set.isError && <ErrorState error={set.error} />}
      {takeBack.isError && <ErrorState error={takeBack.error} />}
    </section>
  );
}

/** Sets the Soll where none is at that moment, and can take back exactly what it set. */
function useTargets({ codes, value, note }: { codes: readonly string[]; value: number; note: string }) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: ['touchpoints'] });
  const set = useMutation({
    mutationFn: async () => {
      const now = await readHeld(codes);
      const done = new Map<string, string>();
      for (const code of codes) {
        if (wholeTarget(now.get(code) ?? [])) continue;
        done.set(code, (await api.put<HeldTarget>(pathOf(code), { body: { value, note } })).setAt);
      }
      return done;
    },
    onSettled,
  });
  const takeBack = useMutation({
    mutationFn: async (done: ReadonlyMap<string, string>) => {
      const ours = stillAsSet(done, await readHeld([...done.keys()]));
      for (const code of ours) await api.delete<void>(pathOf(code));
      return ours.length;
    },
    onSettled,
  });
  return { set, takeBack };
}
