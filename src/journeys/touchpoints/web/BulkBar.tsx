import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channels } from '../../../people/timeline/timeline.contract.ts';
import { api } from '../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import type { Selection } from '../../../ui/table/DataTable.tsx';
import { SelectionBar } from '../../../ui/table/SelectionBar.tsx';
import type { InventoryItem } from '../inventory.contract.ts';
import { type Department, stages } from '../touchpoints.contract.ts';
import { useNameOf } from './inventory-queries.ts';
import classes from './touchpoints.module.css';

type Field = 'stage' | 'kind' | 'channel' | 'department' | 'momentOfTruth';
type Patch = Partial<Record<Field, string | boolean | null>>;
const NOBODY = '-';

/** Changes one attribute of all selected touchpoints at once; can be taken back. */
export function BulkBar({ selection, items, departments }: { selection: Selection; items: readonly InventoryItem[]; departments: readonly Department[] }) {
  const { t } = useTranslation('touchpoints');
  const nameOf = useNameOf();
  const client = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const renew = () => client.invalidateQueries({ queryKey: ['touchpoints'] });
  const change = useMutation({
    mutationFn: async (patch: Patch) => {
      const chosen = items.filter((item) => selection.ids.has(item.code));
      await api.post('/api/touchpoints/bulk', { body: { codes: chosen.map(({ code }) => code), patch } });
      return { chosen, field: Object.keys(patch)[0] as Field }; // a patch names exactly one field
    },
    onSuccess: async ({ chosen, field }) => {
      undoable(t('bulk.done', { count: chosen.length }), async () => {
        // Back to what each one had, in as few calls as there were different values.
        for (const before of new Set(chosen.map((item) => item[field]))) {
          await api.post('/api/touchpoints/bulk', { body: { codes: chosen.filter((item) => item[field] === before).map(({ code }) => code), patch: { [field]: before } } });
        }
        await renew();
      });
      await renew();
    },
    onError: tellFailure,
  });
  const choices: { field: Field; label: string; options: { value: string; label: string }[] }[] = [
    { field: 'stage', label: t('bulk.stage'), options: stages.map((value) => ({ value, label: t(`stage.${value}`) })) },
    { field: 'kind', label: t('bulk.kind'), options: ['main', 'secondary'].map((value) => ({ value, label: t(`kind.${value}`) })) },
    { field: 'channel', label: t('bulk.channel'), options: channels.map((value) => ({ value, label: t(`channel.${value}`) })) },
    ...(departments.length > 0 ? [{ field: 'department' as const, label: t('bulk.department'), options: [...departments.map((one) => ({ value: one.code, label: nameOf(one) })), { value: NOBODY, label: t('bulk.nobody') }] }] : []),
    { field: 'momentOfTruth', label: t('bulk.truth'), options: [{ value: 'true', label: t('bulk.yes') }, { value: 'false', label: t('bulk.no') }] },
  ];
  const valueOf = (field: Field, value: string) => (field === 'momentOfTruth' ? value === 'true' : value === NOBODY ? null : value);
  return (
    <SelectionBar selection={selection}>
      {choices.map(({ field, label, options }) => (
        <NativeSelect
          key={field} size="xs" className={classes.bulk ?? ''} aria-label={label} disabled={change.isPending} value=""
          onChange={(event) => event.currentTarget.value !== '' && change.mutate({ [field]: valueOf(field, event.currentTarget.value) })} data={[{ value: '', label }, ...options]}
        />
      ))}
    </SelectionBar>
  );
}
