import { useState } from 'react';
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuotaInput } from '../../../responses/quotas/quotas.contract.ts';
import type { Definition } from '../../definition.contract.ts';
import { titleIn } from '../../flow/flow.logic.ts';
import { writeCondition } from '../editing/condition.logic.ts';
import { useTongue } from './edit-context.ts';
import classes from './editor.module.css';

const CELLS = 20;

interface CrossedQuotasProps {
  definition: Definition;
  isBusy: boolean;
  onSave: (quota: QuotaInput) => void;
  onCancel: () => void;
}

/** Two questions to choose from, each answer of one with each of the other: a target for every cell. */
export function CrossedQuotas({ definition, isBusy, onSave, onCancel }: CrossedQuotasProps) {
  const { t } = useTranslation(['survey-editor', 'ui']);
  const { language, languages } = useTongue();
  const [ids, setIds] = useState<[string | null, string | null]>([null, null]);
  const [targets, setTargets] = useState<Record<string, number>>({});
  const [group, setGroup] = useState('');
  const questions = definition.pages.flatMap((page) => page.questions).flatMap((question) => (question.kind === 'choice' || question.kind === 'dropdown' ? [question] : []));
  const cellsOf = (id: string | null) =>
    (questions.find((question) => question.id === id)?.options ?? []).slice(0, CELLS).map((option) => ({ name: (titleIn(option.label, language, languages) || option.id).slice(0, 120), when: writeCondition({ all: true, tests: [{ name: id ?? '', kind: 'is', values: [option.id] }] }) }));
  const [first, second] = [cellsOf(ids[0]), cellsOf(ids[1])];
  const data = questions.map(({ id, title }) => ({ value: id, label: titleIn(title, language, languages) || id }));
  const isWhole = first.length > 0 && second.length > 0 && group.trim() !== '' && ids[0] !== ids[1];
  const save = () => onSave({ group: group.trim(), first, second, targets: first.map((_row, r) => second.map((_column, c) => targets[`${r} ${c}`] ?? 50)) });
  if (questions.length < 2) return <p className={classes.soft}>{t('quota.needTwo')} <Button variant="subtle" size="compact-sm" onClick={onCancel}>{t('ui:action.close')}</Button></p>;
  return (
    <form className={classes.card} onSubmit={(event) => { event.preventDefault(); if (isWhole) save(); }}>
      <TextInput size="sm" label={t('quota.group')} maxLength={120} value={group} onChange={(event) => setGroup(event.currentTarget.value)} />
      <div className={classes.two}>
        <Select size="sm" label={t('quota.rows')} data={data} value={ids[0]} onChange={(id) => setIds([id, ids[1]])} />
        <Select size="sm" label={t('quota.columns')} data={data} value={ids[1]} onChange={(id) => setIds([ids[0], id])} />
      </div>
      {first.length > 0 && second.length > 0 && (
        <div className={classes.cells}>
          <table>
            <thead><tr><th scope="col"><span className="m-hidden">{t('quota.rows')}</span></th>{second.map(({ name, when }) => <th key={when} scope="col">{name}</th>)}</tr></thead>
            <tbody>{first.map((row, r) => <tr key={row.when}><th scope="row">{row.name}</th>{second.map((column, c) => <td key={column.when}><NumberInput size="xs" hideControls min={0} allowDecimal={false} aria-label={`${row.name} × ${column.name}`} value={targets[`${r} ${c}`] ?? 50} onChange={(value) => setTargets({ ...targets, [`${r} ${c}`]: Math.max(0, Math.round(Number(value))) })} /></td>)}</tr>)}</tbody>
          </table>
        </div>
      )}
      <div className={classes.inline}><Button type="submit" size="xs" loading={isBusy} disabled={!isWhole}>{t('quota.save')}</Button><Button variant="default" size="xs" onClick={onCancel}>{t('ui:action.cancel')}</Button></div>
    </form>
  );
}
