import { Autocomplete, FileButton, Button, NativeSelect, NumberInput, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type DistributionKind, distributionKinds } from '../invitations.contract.ts';
import { type Draft, readList, samplesOf } from './distribution-draft.logic.ts';
import classes from './invitations.module.css';

export interface FieldsProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  missing: readonly (keyof Draft)[];
}

/** Whom: a selection, a list, staff, or whoever something happens to. */
export function WhoFields({ kinds, draft, change, missing }: FieldsProps & { kinds: readonly DistributionKind[] }) {
  const { t } = useTranslation('invitations');
  const choose = (value: string) => {
    const kind = distributionKinds.find((one) => one === value) ?? 'filter';
    change({ kind, ...(samplesOf(kind).includes(draft.sample) ? {} : { sample: 'all' }) });
  };
  return (
    <>
      <Radio.Group label={t('new.who')} value={draft.kind} onChange={choose}>
        <Stack gap="xs" mt="xs">{kinds.map((kind) => <Radio key={kind} value={kind} label={t(`kind.${kind}`)} description={t(`kindHint.${kind}`)} />)}</Stack>
      </Radio.Group>
      {draft.kind === 'filter' && <FilterFields draft={draft} change={change} missing={missing} />}
      {(draft.kind === 'list' || draft.kind === 'staff') && <ListFields draft={draft} change={change} missing={missing} />}
      {draft.kind === 'trigger' && <TriggerFields draft={draft} change={change} missing={missing} />}
    </>
  );
}

/** Touchpoints by name; empty = any. */
function useTouchpoints(anyLabel: string): { value: string; label: string }[] {
  const { i18n } = useTranslation('invitations');
  const { data } = useQuery({ queryKey: ['touchpoints', 'names'], queryFn: ({ signal }) => api.get<{ items: { code: string; nameDe: string; nameEn: string }[] }>('/api/touchpoints', { signal }) });
  return [{ value: '', label: anyLabel }, ...(data?.items ?? []).map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn }))];
}

function FilterFields({ draft, change, missing }: FieldsProps) {
  const { t } = useTranslation('invitations');
  const touchpoints = useTouchpoints(t('new.anyTouchpoint'));
  return (
    <fieldset className={classes.fields}>
      <legend>{t('new.filter')}</legend>
      <p className={classes.soft}>{t('new.filterHint')}</p>
      <div className={classes.three}>
        <TextInput label={t('new.traitName')} placeholder="segment" value={draft.traitName} maxLength={80} onChange={(event) => change({ traitName: event.currentTarget.value })} />
        <TextInput label={t('new.traitValues')} placeholder="premium, business" value={draft.traitValues} onChange={(event) => change({ traitValues: event.currentTarget.value })} error={missing.includes('traitValues') && t('new.both')} />
        <TextInput label={t('new.model')} value={draft.model} maxLength={200} onChange={(event) => change({ model: event.currentTarget.value })} />
        <TextInput label={t('new.product')} value={draft.product} maxLength={200} onChange={(event) => change({ product: event.currentTarget.value })} />
        <NativeSelect label={t('new.touchpoint')} value={draft.touchpoint} data={touchpoints} onChange={(event) => change({ touchpoint: event.currentTarget.value })} />
        {draft.touchpoint !== '' && <NumberInput label={t('new.withinDays')} min={1} max={365} value={draft.withinDays} onChange={(value) => change({ withinDays: String(value) })} />}
      </div>
    </fieldset>
  );
}

function ListFields({ draft, change, missing }: FieldsProps) {
  const { t } = useTranslation('invitations');
  const format = useFormat();
  const isStaff = draft.kind === 'staff';
  const n = readList(draft.list).length;
  return (
    <fieldset className={classes.fields}>
      <legend>{t(isStaff ? 'new.staff' : 'new.list')}</legend>
      <p className={classes.soft}>{t(isStaff ? 'new.staffHint' : 'new.listHint')}</p>
      {isStaff && <TextInput label={t('new.departments')} description={t('new.departmentsHint')} value={draft.departments} onChange={(event) => change({ departments: event.currentTarget.value })} mt="xs" />}
      <Textarea label={t(isStaff ? 'new.addresses' : 'new.identifiers')} value={draft.list} autosize minRows={4} maxRows={12} onChange={(event) => change({ list: event.currentTarget.value })} error={missing.includes('list') && t('new.required')} mt="xs" />
      <div className={classes.row}>
        <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => { if (file) void file.text().then((list) => change({ list })); }}>{(props) => <Button {...props} variant="default" size="compact-md">{t('new.file')}</Button>}</FileButton>
        <span className={classes.soft} role="status">{t('new.read', { count: n, n: format.integer(n) })}</span>
      </div>
    </fieldset>
  );
}

function TriggerFields({ draft, change, missing }: FieldsProps) {
  const { t } = useTranslation('invitations');
  const touchpoints = useTouchpoints(t('new.anyTouchpoint'));
  const events = useQuery({ queryKey: ['trigger-events'], queryFn: ({ signal }) => api.get<{ items: { event: string }[] }>('/api/trigger-events', { signal }) });
  return (
    <fieldset className={classes.fields}>
      <legend>{t('new.trigger')}</legend>
      <p className={classes.soft}>{t('new.triggerHint')}</p>
      <div className={classes.three}>
        <Autocomplete label={t('new.event')} placeholder="call_ended" data={events.data?.items.map(({ event }) => event) ?? []} value={draft.event} maxLength={120} onChange={(event) => change({ event })} error={missing.includes('event') && t('new.required')} />
        <NativeSelect label={t('new.touchpoint')} value={draft.eventTouchpoint} data={touchpoints} onChange={(event) => change({ eventTouchpoint: event.currentTarget.value })} />
        <NumberInput label={t('new.afterMinutes')} min={0} max={43_200} value={draft.afterMinutes} onChange={(value) => change({ afterMinutes: String(value) })} />
        <NumberInput label={t('new.withinHours')} description={t('new.withinHoursHint')} min={1} max={2_160} value={draft.withinHours} onChange={(value) => change({ withinHours: String(value) })} />
      </div>
    </fieldset>
  );
}
