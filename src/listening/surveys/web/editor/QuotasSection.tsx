import { useState } from 'react';
import { ActionIcon, Button, NumberInput, Progress, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTellFailure } from '../../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { Skeleton } from '../../../../ui/page/Skeletons.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Quota, QuotaInput } from '../../../responses/quotas/quotas.contract.ts';
import type { Definition } from '../../definition.contract.ts';
import { pathOf } from '../survey-queries.ts';
import { ConditionField } from './ConditionField.tsx';
import { CrossedQuotas } from './CrossedQuotas.tsx';
import { useConditionWords } from './useConditionWords.ts';
import classes from './editor.module.css';

/** How many answers of whom are wanted; the server keeps to it exactly. They count at once, without publishing. */
export function QuotasSection({ code, definition }: { code: string; definition: Definition }) {
  const { t } = useTranslation('survey-editor');
  const [adding, setAdding] = useState<'one' | 'crossed' | null>(null);
  const queryKey = ['surveys', 'quotas', code];
  const quotas = useQuery({ queryKey, queryFn: async ({ signal }) => (await api.get<{ items: Quota[] }>(`${pathOf(code)}/quotas`, { signal })).items });
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey });
  const create = useMutation({
    mutationFn: (body: QuotaInput) => api.post(`${pathOf(code)}/quotas`, { body }),
    onSuccess: async () => { await refresh(); setAdding(null); },
  });
  return (
    <Loaded query={quotas} skeleton={<Skeleton lines={2} />}>
      {(items) => (
        <div className={classes.stack}>
          {items.length > 0 && <ul className={classes.quotas}>{items.map((quota) => <QuotaRow key={quota.id} quota={quota} code={code} definition={definition} onChanged={refresh} />)}</ul>}
          {create.isError && <ErrorState error={create.error} />}
          {adding === 'one' && <QuotaForm definition={definition} isBusy={create.isPending} onSave={create.mutate} onCancel={() => setAdding(null)} />}
          {adding === 'crossed' && <CrossedQuotas definition={definition} isBusy={create.isPending} onSave={create.mutate} onCancel={() => setAdding(null)} />}
          {adding === null && <div className={classes.inline}><Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => setAdding('one')}>{t('quota.add')}</Button><Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => setAdding('crossed')}>{t('quota.addCrossed')}</Button></div>}
        </div>
      )}
    </Loaded>
  );
}

function QuotaRow({ quota, code, definition, onChanged }: { quota: Quota; code: string; definition: Definition; onChanged: () => void }) {
  const { t } = useTranslation('survey-editor');
  const format = useFormat();
  const say = useConditionWords();
  const tellFailure = useTellFailure();
  const [target, setTarget] = useState<string | number>(quota.target);
  const path = `${pathOf(code)}/quotas/${quota.id}`;
  const change = useMutation({ mutationFn: (next: number) => api.patch(path, { body: { target: next } }), onSuccess: onChanged, onError: tellFailure });
  const remove = useMutation({ mutationFn: () => api.delete(path), onSuccess: onChanged, onError: tellFailure });
  return (
    <li className={classes.quota}>
      <div className={classes.grow}>
        <strong>{quota.group === null ? quota.name : `${quota.group}: ${quota.name}`}</strong>
        <p className={classes.soft}>{quota.when === null ? t('quota.everybody') : say(quota.when, definition)}</p>
      </div>
      <div className={classes.quotaFill}>
        <span className={classes.soft}>{t('quota.accepted', { accepted: format.integer(quota.accepted), target: format.integer(quota.target) })}</span>
        <Progress size="sm" value={quota.target === 0 ? 100 : Math.min(100, (100 * quota.accepted) / quota.target)} aria-label={quota.name} />
      </div>
      <NumberInput size="xs" className={classes.short ?? ''} aria-label={t('quota.targetOf', { name: quota.name })} min={0} allowDecimal={false} value={target} onChange={setTarget} onBlur={() => { if (target !== '' && Number(target) !== quota.target) change.mutate(Math.max(0, Math.round(Number(target)))); }} />
      <ActionIcon variant="subtle" color="gray" loading={remove.isPending} aria-label={t('quota.remove', { name: quota.name })} onClick={() => remove.mutate()}><IconTrash size={15} /></ActionIcon>
    </li>
  );
}

interface QuotaFormProps {
  definition: Definition;
  isBusy: boolean;
  onSave: (quota: QuotaInput) => void;
  onCancel: () => void;
}

function QuotaForm({ definition, isBusy, onSave, onCancel }: QuotaFormProps) {
  const { t } = useTranslation(['survey-editor', 'ui']);
  const [name, setName] = useState('');
  const [when, setWhen] = useState<string | undefined>(undefined);
  const [target, setTarget] = useState<string | number>(100);
  const isWhole = name.trim() !== '' && target !== '';
  return (
    <form className={classes.card} onSubmit={(event) => { event.preventDefault(); if (isWhole) onSave({ name: name.trim(), when: when ?? null, target: Math.round(Number(target)) }); }}>
      <div className={classes.inline}>
        <TextInput size="sm" className={classes.grow ?? ''} label={t('quota.name')} data-autofocus maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NumberInput size="sm" className={classes.short ?? ''} label={t('quota.target')} min={0} allowDecimal={false} value={target} onChange={setTarget} />
      </div>
      <ConditionField label={t('quota.when')} value={when} untilPage={definition.pages.length} onChange={setWhen} />
      <div className={classes.inline}><Button type="submit" size="xs" loading={isBusy} disabled={!isWhole}>{t('quota.save')}</Button><Button variant="default" size="xs" onClick={onCancel}>{t('ui:action.cancel')}</Button></div>
    </form>
  );
}
