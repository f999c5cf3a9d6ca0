import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { LoopCondition, LoopRule } from '../closed-loop.contract.ts';
import { rulesQuery } from './loop-queries.ts';
import { RuleDialog } from './RuleDialog.tsx';
import classes from './closed-loop.module.css';

/** What must not stay without an answer. */
export function LoopRulesPage() {
  const { t } = useTranslation('closed-loop');
  const rules = useQuery(rulesQuery);
  const [edited, setEdited] = useState<LoopRule | 'new' | null>(null);
  return (
    <>
      <PageHeader question={t('rules.question')} answer={t('rules.answer')} actions={<Group gap="md"><AppLink to="/desk/closed-loop">{t('rules.toFigures')}</AppLink>{rules.data && rules.data.length > 0 && <Button onClick={() => setEdited('new')}>{t('rules.add')}</Button>}</Group>} />
      <Loaded query={rules} skeleton={<TableSkeleton />} isEmpty={(items) => items.length === 0} empty={<EmptyState action={{ label: t('rules.add'), onClick: () => setEdited('new') }}>{t('rules.empty')}</EmptyState>}>
        {(items) => <ul className={classes.cards}>{items.map((rule) => <RuleCard key={rule.id} rule={rule} onEdit={() => setEdited(rule)} />)}</ul>}
      </Loaded>
      <RuleDialog key={edited === null ? 'closed' : edited === 'new' ? 'new' : edited.id} rule={edited === 'new' ? null : edited} isOpen={edited !== null} onClose={() => setEdited(null)} />
    </>
  );
}

/** A condition in words. */
export function useConditionWords(): (condition: LoopCondition) => string {
  const { t } = useTranslation('closed-loop');
  const format = useFormat();
  return (condition) => {
    if (condition.kind === 'score') return t('words.score', { metric: t(`metric.${condition.metric}`), atMost: format.decimal(condition.atMost, 0) });
    if (condition.kind === 'complaint') return `${t('words.complaint', { mood: format.signed(condition.moodAtMost) })}${condition.words.length > 0 ? ` ${t('words.orWords', { words: format.list(condition.words.map((word) => `„${word}“`)) })}` : ''}`;
    return condition.kind === 'review' ? t('words.review', { atMost: format.decimal(condition.atMost, 0) }) : t('words.broken_promise');
  };
}

function RuleCard({ rule, onEdit }: { rule: LoopRule; onEdit: () => void }) {
  const { t } = useTranslation('closed-loop');
  const format = useFormat();
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const wordsOf = useConditionWords();
  const isOn = rule.switchedOffAt === null;
  const refresh = () => queries.invalidateQueries({ queryKey: ['closed-loop'] });
  const turn = useMutation({ mutationFn: () => api.patch<LoopRule>(`/api/loop-rules/${rule.id}`, { body: { isOn: !isOn } }), onSuccess: refresh, onError: tellFailure });
  const remove = useMutation({ mutationFn: () => api.delete<void>(`/api/loop-rules/${rule.id}`), onSuccess: refresh, onError: tellFailure });
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}><h2 className={classes.cardTitle}>{rule.name}</h2><Tag tone={isOn ? 'accent' : 'neutral'}>{t(isOn ? 'rules.on' : 'rules.off')}</Tag></div>
      <p className={classes.words}>{wordsOf(rule.condition)}</p>
      <p className={classes.soft}>{t('rules.facts', { hours: format.integer(rule.contactWithinHours), department: rule.department ?? t('rules.owner'), date: format.date(rule.beganAt) })} {t('rules.caught', { caught: format.integer(rule.caught), open: format.integer(rule.open) })}</p>
      <Group gap={4}>
        <Button size="compact-sm" variant="subtle" onClick={onEdit}>{t('rules.change')}</Button>
        <Button size="compact-sm" variant="subtle" loading={turn.isPending} onClick={() => turn.mutate()}>{t(isOn ? 'rules.turnOff' : 'rules.turnOn')}</Button>
        <Button size="compact-sm" variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>{t('rules.remove')}</Button>
      </Group>
    </li>
  );
}
