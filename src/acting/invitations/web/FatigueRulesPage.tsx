import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { FatigueRule } from '../invitations.contract.ts';
import { FatigueRuleDialog } from './FatigueRuleDialog.tsx';
import { useSurveyNames } from './useSurveyNames.ts';
import classes from './invitations.module.css';

/** How often somebody is asked at most. */
export function FatigueRulesPage() {
  const { t } = useTranslation('invitations');
  const rules = useQuery({ queryKey: ['fatigue-rules'], queryFn: ({ signal }) => api.get<{ items: FatigueRule[] }>('/api/fatigue-rules', { signal }) });
  const [edited, setEdited] = useState<FatigueRule | 'new' | null>(null);
  return (
    <>
      <PageHeader question={t('rules.question')} answer={t('rules.answer')} actions={rules.data && rules.data.items.length > 0 ? <Button onClick={() => setEdited('new')}>{t('rules.add')}</Button> : undefined} />
      <Loaded query={rules} skeleton={<TableSkeleton />} isEmpty={({ items }) => items.length === 0} empty={<EmptyState action={{ label: t('rules.add'), onClick: () => setEdited('new') }}>{t('rules.empty')}</EmptyState>}>
        {({ items }) => <ul className={classes.cards}>{items.map((rule) => <RuleCard key={rule.id} rule={rule} onEdit={() => setEdited(rule)} />)}</ul>}
      </Loaded>
      <FatigueRuleDialog key={edited === null ? 'closed' : edited === 'new' ? 'new' : edited.id} rule={edited === 'new' ? null : edited} isOpen={edited !== null} onClose={() => setEdited(null)} />
    </>
  );
}

function RuleCard({ rule, onEdit }: { rule: FatigueRule; onEdit: () => void }) {
  const { t } = useTranslation('invitations');
  const format = useFormat();
  const nameOf = useSurveyNames();
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const refresh = () => queries.invalidateQueries({ queryKey: ['fatigue-rules'] });
  const { id, createdAt: _createdAt, createdBy: _createdBy, ...fields } = rule;
  const turn = useMutation({ mutationFn: () => api.put<FatigueRule>(`/api/fatigue-rules/${id}`, { body: { ...fields, isOn: !rule.isOn } }), onSuccess: refresh, onError: tellFailure });
  const remove = useMutation({ mutationFn: () => api.delete<void>(`/api/fatigue-rules/${id}`), onSuccess: refresh, onError: tellFailure });
  const scope = rule.scope === 'kind' && rule.surveyKind !== null ? t('rules.ofKind', { kind: t(`surveyKind.${rule.surveyKind}`) }) : rule.scope === 'survey' && rule.survey !== null ? nameOf(rule.survey) : t('rules.ofAll');
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}><h2 className={classes.cardTitle}>{scope}</h2><Tag tone={rule.isOn ? 'accent' : 'neutral'}>{t(rule.isOn ? 'rules.on' : 'rules.off')}</Tag></div>
      <p className={classes.prose}>{t('rules.most', { count: rule.most, days: format.integer(rule.days) })} {t(`rules.effect_${rule.effect}`)}</p>
      {rule.exceptions.length > 0 && <p className={classes.soft}>{t('rules.exceptions', { surveys: format.list(rule.exceptions.map(nameOf)) })}</p>}
      <Group gap={4}>
        <Button size="compact-sm" variant="subtle" onClick={onEdit}>{t('rules.change')}</Button>
        <Button size="compact-sm" variant="subtle" loading={turn.isPending} onClick={() => turn.mutate()}>{t(rule.isOn ? 'rules.turnOff' : 'rules.turnOn')}</Button>
        <Button size="compact-sm" variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>{t('rules.remove')}</Button>
      </Group>
    </li>
  );
}
