import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { Barometer, Wave } from '../barometer.contract.ts';
import { useBarometerWords } from './useBarometerWords.ts';
import classes from './barometer.module.css';

interface WaveFormProps {
  barometer: Barometer;
  wave: Wave | null;
  onDone: () => void;
}

/** One wave: what it is called, its first and last day, and what is aimed at. */
export function WaveForm({ barometer, wave, onDone }: WaveFormProps) {
  const { t } = useTranslation(['barometer', 'ui']);
  const words = useBarometerWords();
  const client = useQueryClient();
  const tell = useTell();
  const [draft, setDraft] = useState({ name: wave?.name ?? '', from: wave?.from ?? '', to: wave?.to ?? '', targets: wave?.targets ?? barometer.waves.at(-1)?.targets ?? {} });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const address = `/api/barometers/${encodeURIComponent(barometer.survey)}/waves`;
  const save = useMutation({
    mutationFn: () => (wave ? api.put(`${address}/${wave.id}`, { body: { ...draft, version: wave.version } }) : api.post(address, { body: draft })),
    onSuccess: async () => {
      tell(t('waves.saved'));
      await client.invalidateQueries({ queryKey: ['barometers'] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.stack} onSubmit={submit}>
      <TextInput label={t('waves.name')} placeholder={t('waves.nameExample')} required maxLength={80} value={draft.name} data-autofocus onChange={(event) => set({ name: event.currentTarget.value })} />
      <div className={classes.pair}>
        <TextInput type="date" label={t('waves.from')} required value={draft.from} onChange={(event) => set({ from: event.currentTarget.value })} />
        <TextInput type="date" label={t('waves.to')} required min={draft.from} value={draft.to} onChange={(event) => set({ to: event.currentTarget.value })} />
      </div>
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend>{t('waves.targets')}</legend>
        <div className={classes.targets}>
          {barometer.factors.map(({ factor }) => (
            <NumberInput
              key={factor} label={words.factor(factor)} min={0} max={100} decimalScale={1} value={draft.targets[factor] ?? ''}
              onChange={(value) => {
                const { [factor]: _, ...others } = draft.targets;
                set({ targets: typeof value === 'number' ? { ...others, [factor]: value } : others });
              }}
            />
          ))}
        </div>
      </fieldset>
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={save.isPending}>{t('waves.save')}</Button>
      </Group>
    </form>
  );
}
