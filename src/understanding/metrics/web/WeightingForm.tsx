import { ActionIcon, Button, Group, NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { Choices } from '../explore/explore.contract.ts';
import type { Margin, Weighting } from '../weightings.contract.ts';
import classes from './explore.module.css';

interface WeightingFormProps {
  weighting: Weighting | null;
  attributes: Choices['attributes'];
  groups: readonly string[];
  onDone: () => void;
}

const MOST_MARGINS = 4;

/** One structure: a name, and for each part of it the shares, counted from the customers or said by hand. */
export function WeightingForm({ weighting, attributes, groups, onDone }: WeightingFormProps) {
  const { t } = useTranslation(['metrics', 'ui']);
  const client = useQueryClient();
  const parts = [...attributes.map(({ key, name, values }) => ({ value: `attribute.${key}`, label: name, categories: values })), ...(groups.length > 1 ? [{ value: 'group', label: t('explore.by.group'), categories: [...groups] }] : [])];
  const [name, setName] = useState(weighting?.name ?? '');
  const [margins, setMargins] = useState<readonly Margin[]>(weighting?.margins ?? []);
  const free = parts.filter(({ value }) => !margins.some(({ part }) => part === value));
  const save = useMutation({
    mutationFn: () => api.put<Weighting>(`/api/weightings/${weighting?.id ?? crypto.randomUUID()}`, { body: { name, margins } }),
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: ['weightings'] }), client.invalidateQueries({ queryKey: ['metrics'] })]);
      onDone();
    },
  });
  const change = (place: number, margin: Margin | null) => setMargins(margins.flatMap((one, at) => (at === place ? (margin ? [margin] : []) : [one])));
  const add = (part: string) => setMargins([...margins, startOf(part, parts.find(({ value }) => value === part)?.categories ?? [])]);
  return (
    <form className={classes.stack} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <TextInput label={t('explore.weights.name')} value={name} required maxLength={80} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
      {margins.map((margin, place) => (
        <MarginFields key={margin.part} margin={margin} label={parts.find(({ value }) => value === margin.part)?.label ?? margin.part} categories={parts.find(({ value }) => value === margin.part)?.categories ?? []} onChange={(changed) => change(place, changed)} />
      ))}
      {margins.length < MOST_MARGINS && free.length > 0 && (
        <NativeSelect label={t('explore.weights.addPart')} value="" data={[{ value: '', label: t('explore.weights.choosePart') }, ...free.map(({ value, label }) => ({ value, label }))]} onChange={(event) => event.currentTarget.value !== '' && add(event.currentTarget.value)} />
      )}
      {parts.length === 0 && <p className={classes.soft}>{t('explore.weights.noParts')}</p>}
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || margins.length === 0}>{t('explore.weights.save')}</Button>
      </Group>
    </form>
  );
}

/** Attributes are counted from the customers unless somebody knows better; other parts begin with equal shares. */
const startOf = (part: string, categories: readonly string[]): Margin => ({ part, targets: part.startsWith('attribute.') ? null : equalShares(categories) });
const equalShares = (categories: readonly string[]): Record<string, number> => Object.fromEntries(categories.slice(0, 100).map((category) => [category, Math.round(1000 / Math.max(1, categories.length)) / 10]));

function MarginFields({ margin: { part, targets }, label, categories, onChange }: { margin: Margin; label: string; categories: readonly string[]; onChange: (margin: Margin | null) => void }) {
  const { t } = useTranslation('metrics');
  return (
    <fieldset className={classes.stack}>
      <legend>{label}</legend>
      <Group justify="space-between">
        {part.startsWith('attribute.') && <Switch label={t('explore.weights.counted')} checked={targets === null} onChange={(event) => onChange({ part, targets: event.currentTarget.checked ? null : equalShares(categories) })} />}
        <Button size="xs" variant="subtle" onClick={() => onChange(null)}>{t('explore.weights.withoutPart', { name: label })}</Button>
      </Group>
      {targets !== null && Object.entries(targets).map(([category, share]) => (
        <div key={category} className={classes.targets}>
          <span>{category}</span>
          <NumberInput size="xs" aria-label={t('explore.weights.shareOf', { name: category })} value={share} min={0.01} decimalScale={2} onChange={(value) => onChange({ part, targets: { ...targets, [category]: Number(value) } })} />
          <ActionIcon variant="subtle" aria-label={t('explore.weights.withoutPart', { name: category })} onClick={() => onChange({ part, targets: Object.fromEntries(Object.entries(targets).filter(([key]) => key !== category)) })}><IconX size={16} aria-hidden="true" /></ActionIcon>
        </div>
      ))}
    </fieldset>
  );
}
