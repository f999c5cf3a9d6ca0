import { Button, Group, Modal, MultiSelect, NumberInput, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type LoopCondition, loopMetrics, type LoopPreview, loopPriorities, type LoopRule } from '../closed-loop.contract.ts';
import classes from './closed-loop.module.css';

const kinds = ['score', 'complaint', 'broken_promise', 'review'] as const;
const DAYS = 30;

/** Adds or changes a rule, and shows what it would have caught in the last 30 days. */
export function RuleDialog({ rule, isOpen, onClose }: { rule: LoopRule | null; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['closed-loop', 'ui']);
  return <Modal opened={isOpen} onClose={onClose} title={t(rule ? 'rules.change' : 'rules.add')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>{isOpen && <RuleForm rule={rule} onClose={onClose} />}</Modal>;
}

function RuleForm({ rule, onClose }: { rule: LoopRule | null; onClose: () => void }) {
  const { t, i18n } = useTranslation(['closed-loop', 'ui']);
  const queries = useQueryClient();
  const isGerman = i18n.language === 'de';
  const [condition, setCondition] = useState<LoopCondition>(rule?.condition ?? { kind: 'score', metric: 'nps', atMost: 6 });
  const [draft, setDraft] = useState({ name: rule?.name ?? '', touchpoints: rule?.touchpoints ?? [], department: rule?.department ?? null, priority: rule?.priority ?? 'normal', contactWithinHours: rule?.contactWithinHours ?? 24 });
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const touchpoints = useQuery({ queryKey: ['closed-loop', 'touchpoints'], queryFn: async ({ signal }) => (await api.get<{ items: { code: string; nameDe: string; nameEn: string }[] }>('/api/touchpoints/inventory', { query: { limit: 500 }, signal })).items }).data ?? [];
  const departments = useQuery({ queryKey: ['closed-loop', 'departments'], queryFn: async ({ signal }) => (await api.get<{ items: { code: string; nameDe: string; nameEn: string }[] }>('/api/departments', { signal })).items }).data ?? [];
  const choices = (items: readonly { code: string; nameDe: string; nameEn: string }[]) => items.map(({ code, nameDe, nameEn }) => ({ value: code, label: isGerman ? nameDe : nameEn }));
  const where = draft.touchpoints.length === 0 ? null : draft.touchpoints;
  const preview = useMutation({ mutationFn: () => api.post<LoopPreview>('/api/loop-rules/preview', { body: { condition, touchpoints: where, days: DAYS } }) });
  const save = useMutation({
    mutationFn: () => {
      const body = { ...draft, name: draft.name.trim(), touchpoints: where, condition };
      return rule ? api.patch<LoopRule>(`/api/loop-rules/${rule.id}`, { body }) : api.post<LoopRule>('/api/loop-rules', { body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['closed-loop'] });
      onClose();
    },
  });
  const change = (next: LoopCondition) => {
    setCondition(next);
    preview.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.name.trim() !== '' && !save.isPending) save.mutate();
  };
  return (
    <form className={classes.stack} onSubmit={submit}>
      <TextInput label={t('rules.name')} description={t('rules.nameText')} value={draft.name} required maxLength={120} data-autofocus onChange={(event) => set({ name: event.currentTarget.value })} />
      <Select label={t('rules.kind')} value={condition.kind} allowDeselect={false} data={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))} onChange={(value) => change(emptyCondition(kinds.find((kind) => kind === value) ?? 'score'))} />
      <ConditionFields condition={condition} onChange={change} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <MultiSelect label={t('rules.touchpoints')} placeholder={draft.touchpoints.length === 0 ? t('rules.all') : ''} searchable clearable value={draft.touchpoints} data={choices(touchpoints)} onChange={(value) => { set({ touchpoints: value }); preview.reset(); }} />
        <Select label={t('rules.department')} placeholder={t('rules.owner')} clearable value={draft.department} data={choices(departments)} onChange={(department) => set({ department })} />
        <NumberInput label={t('rules.contactWithin')} value={draft.contactWithinHours} min={1} max={8760} hideControls onChange={(value) => set({ contactWithinHours: typeof value === 'number' ? value : 24 })} />
        <Select label={t('rules.priority')} value={draft.priority} allowDeselect={false} data={loopPriorities.map((value) => ({ value, label: t(`priority.${value}`) }))} onChange={(value) => set({ priority: loopPriorities.find((one) => one === value) ?? 'normal' })} />
      </SimpleGrid>
      {preview.data ? <PreviewWords preview={preview.data} /> : <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>{t('preview.ask')}</Button>}
      {(save.isError || preview.isError) && <ErrorState error={save.error ?? preview.error} />}
      <Group justify="flex-end" gap="xs"><Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button><Button type="submit" loading={save.isPending}>{t('rules.save')}</Button></Group>
    </form>
  );
}

function emptyCondition(kind: LoopCondition['kind']): LoopCondition {
  if (kind === 'score') return { kind, metric: 'nps', atMost: 6 };
  if (kind === 'complaint') return { kind, moodAtMost: -1.5, words: [] };
  return kind === 'review' ? { kind, atMost: 4 } : { kind };
}

function ConditionFields({ condition, onChange }: { condition: LoopCondition; onChange: (condition: LoopCondition) => void }) {
  const { t } = useTranslation('closed-loop');
  const figure = (label: string, value: number, [min, max]: [number, number], write: (value: number) => LoopCondition) => <NumberInput label={label} value={value} min={min} max={max} step={0.5} decimalScale={1} hideControls onChange={(next) => typeof next === 'number' && onChange(write(next))} />;
  if (condition.kind === 'score') {
    return (
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select label={t('rules.metric')} value={condition.metric} allowDeselect={false} data={loopMetrics.map((metric) => ({ value: metric, label: t(`metric.${metric}`) }))} onChange={(value) => { const metric = loopMetrics.find((one) => one === value) ?? 'nps'; onChange({ kind: 'score', metric, atMost: metric === 'csat' ? 2 : metric === 'nps' ? 6 : 4 }); }} />
        {figure(t('rules.atMost'), condition.atMost, [0, 10], (atMost) => ({ ...condition, atMost }))}
      </SimpleGrid>
    );
  }
  if (condition.kind === 'complaint') return <>{figure(t('rules.mood'), condition.moodAtMost, [-2, 2], (moodAtMost) => ({ ...condition, moodAtMost }))}<TagsInput label={t('rules.words')} description={t('rules.wordsText')} value={condition.words} maxTags={50} onChange={(words) => onChange({ ...condition, words: words.filter((word) => word.trim().length >= 2) })} /></>;
  return condition.kind === 'review' ? figure(t('rules.reviewAtMost'), condition.atMost, [0, 10], (atMost) => ({ ...condition, atMost })) : null;
}

function PreviewWords({ preview }: { preview: LoopPreview }) {
  const { t } = useTranslation('closed-loop');
  const format = useFormat();
  return (
    <div className={classes.preview} role="status">
      <p className={classes.words}><strong>{t('preview.answer', { count: preview.n, n: format.integer(preview.n), customers: format.integer(preview.customers), perWeek: format.decimal(preview.perWeek), days: preview.days })}</strong></p>
      {preview.examples.map(({ at, words, score }) => <p key={`${at} ${words}`} className={classes.soft}>{format.date(at)}{score !== null && ` · ${format.decimal(score)}`}{words !== '' && ` · „${words}“`}</p>)}
    </div>
  );
}
