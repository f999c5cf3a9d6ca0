import { Autocomplete, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { AffectedRule, ModelList, Reach } from '../known-issues.contract.ts';
import type { IssueDraft } from './issue-draft.logic.ts';
import classes from './known-issues.module.css';

interface RuleFieldsProps {
  draft: IssueDraft;
  rule: AffectedRule | null;
  change: (part: Partial<IssueDraft>) => void;
  hasTried: boolean;
}

/** Whom an issue concerns, with the number it finds while one types. */
export function RuleFields({ draft, rule, change, hasTried }: RuleFieldsProps) {
  const { t } = useTranslation('known-issues');
  const [search] = useDebouncedValue(draft.model, 200);
  const models = useQuery({ queryKey: ['known-issues', 'models', search], queryFn: ({ signal }) => api.get<ModelList>('/api/known-issues/models', { query: { search }, signal }), enabled: draft.by === 'device', placeholderData: (before) => before });
  const chosen = models.data?.items.find((item) => item.model === draft.model);
  const need = hasTried && rule === null && t('edit.required');
  return (
    <div className={classes.form}>
      <SegmentedControl aria-label={t('edit.by')} value={draft.by} onChange={(by) => change({ by: by === 'contract' || by === 'place' ? by : 'device' })} data={[{ value: 'device', label: t('edit.byDevice') }, { value: 'contract', label: t('edit.byContract') }, { value: 'place', label: t('edit.byPlace') }]} />
      {draft.by === 'device' && (
        <div className={classes.three}>
          <Autocomplete label={t('edit.model')} placeholder={t('edit.pickModel')} required maxLength={200} data={models.data?.items.map((item) => item.model) ?? []} filter={({ options }) => options} value={draft.model} error={need} onChange={(model) => change({ model, maker: '' })} />
          <Autocomplete label={t('edit.softwareBelow')} description={t('edit.softwareHint')} maxLength={60} data={chosen?.software ?? []} value={draft.softwareBelow} onChange={(softwareBelow) => change({ softwareBelow })} />
          {draft.softwareBelow !== '' && <NativeSelect label={t('edit.unknown')} value={draft.unknownSoftware} onChange={(event) => change({ unknownSoftware: event.currentTarget.value === 'leave_out' ? 'leave_out' : 'include' })} data={[{ value: 'include', label: t('edit.include') }, { value: 'leave_out', label: t('edit.leave_out') }]} />}
        </div>
      )}
      {draft.by === 'contract' && <TextInput label={t('edit.product')} required maxLength={200} value={draft.product} error={need} onChange={(event) => change({ product: event.currentTarget.value })} />}
      {draft.by === 'place' && <TextInput label={t('edit.cells')} description={t('edit.cellsHint')} required value={draft.cells} error={need} onChange={(event) => change({ cells: event.currentTarget.value })} />}
      <Found rule={rule} />
    </div>
  );
}

function Found({ rule }: { rule: AffectedRule | null }) {
  const { t } = useTranslation('known-issues');
  const format = useFormat();
  const [asked] = useDebouncedValue(JSON.stringify(rule), 300);
  const reach = useQuery({ queryKey: ['known-issues', 'reach', asked], queryFn: ({ signal }) => api.post<Reach>('/api/known-issues/reach', { body: { rule: JSON.parse(asked) as unknown }, signal }), enabled: asked !== 'null', retry: false });
  if (asked === 'null') return null;
  if (reach.isPending) return <p className={classes.soft}>{t('edit.counting')}</p>;
  if (reach.isError) return null;
  return (
    <p role="status">
      {reach.data.customers === 0 ? t('edit.findsNone') : t('edit.finds', { customers: format.integer(reach.data.customers) })}
      {reach.data.unknownSoftware > 0 && ` ${t('edit.findsUnknown', { count: reach.data.unknownSoftware })}`}
    </p>
  );
}
