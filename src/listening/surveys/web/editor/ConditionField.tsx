import { useState } from 'react';
import { ActionIcon, Button, SegmentedControl, Textarea } from '@mantine/core';
import { IconCode, IconList, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EXPRESSION_LIMIT } from '../../definition.contract.ts';
import { parseExpression } from '../../flow/expression.logic.ts';
import { type Condition, readCondition, startTest, subjectsOf, writeCondition } from '../editing/condition.logic.ts';
import { ConditionTest } from './ConditionTest.tsx';
import { useEdit } from './edit-context.ts';
import { useReasonWords } from './useReasonWords.ts';
import classes from './editor.module.css';

interface ConditionFieldProps {
  /** What depends on it: "Diese Frage zeigen". */
  label: string;
  value: string | undefined;
  /** undefined: always. */
  onChange: (value: string | undefined) => void;
  /** Only what is asked before this page can be known. */
  untilPage: number;
  /** Nor can what is asked behind this question. */
  before?: string;
  /** A jump has a condition always; a question may have none. */
  isOptional?: boolean;
}

/** A condition, clicked together or written. What is written shows as clicks as long as it says no more than clicks can. */
export function ConditionField({ label, value, onChange, untilPage, before, isOptional = true }: ConditionFieldProps) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const [wantsText, setWantsText] = useState(false);
  const condition = value === undefined ? null : readCondition(value);
  const isText = value !== undefined && (wantsText || condition === null);
  const addFirst = () => {
    const subjects = subjectsOf(edit.now(), untilPage, before);
    const subject = subjects.findLast(({ question }) => question !== null) ?? subjects[0];
    if (subject) onChange(writeCondition({ all: true, tests: [startTest(subject)] }));
  };
  if (value === undefined) return <Button variant="subtle" size="compact-sm" className={classes.addCondition ?? ''} leftSection={<IconPlus size={14} />} onClick={addFirst}>{t('condition.add', { what: label })}</Button>;
  return (
    <fieldset className={classes.condition}>
      <legend className={classes.conditionLegend}>{label}</legend>
      <div className={classes.conditionTools}>
        {condition !== null && <ActionIcon variant="subtle" color="gray" aria-label={t(isText ? 'condition.asClicks' : 'condition.asText')} title={t(isText ? 'condition.asClicks' : 'condition.asText')} onClick={() => setWantsText(!isText)}>{isText ? <IconList size={15} /> : <IconCode size={15} />}</ActionIcon>}
        {isOptional && <ActionIcon variant="subtle" color="gray" aria-label={t('condition.remove', { what: label })} title={t('condition.remove', { what: label })} onClick={() => { setWantsText(false); onChange(undefined); }}><IconX size={15} /></ActionIcon>}
      </div>
      {isText || condition === null ? <ExpressionText label={label} value={value} onChange={onChange} /> : <Clicks label={label} condition={condition} onChange={(next) => onChange(writeCondition(next))} untilPage={untilPage} before={before} />}
    </fieldset>
  );
}

function Clicks({ label, condition, onChange, untilPage, before }: { label: string; condition: Condition; onChange: (condition: Condition) => void; untilPage: number; before: string | undefined }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const subjects = subjectsOf(edit.now(), untilPage, before);
  const { all, tests } = condition;
  const add = () => {
    const last = tests.at(-1);
    const subject = subjects.find(({ name }) => name === last?.name) ?? subjects[0];
    if (subject) onChange({ all, tests: [...tests, startTest(subject)] });
  };
  return (
    <>
      {tests.length > 1 && <SegmentedControl size="xs" aria-label={t('condition.howJoined')} value={all ? 'all' : 'any'} onChange={(chosen) => onChange({ all: chosen === 'all', tests })} data={[{ value: 'all', label: t('condition.all') }, { value: 'any', label: t('condition.any') }]} />}
      {tests.map((test, at) => (
        // Tests have no identity of their own: their place is it.
        <ConditionTest key={at} label={`${label}, ${t('condition.test', { number: at + 1 })}`} test={test} subjects={subjects} onChange={(next) => onChange({ all, tests: tests.with(at, next) })} onRemove={tests.length > 1 ? () => onChange({ all, tests: tests.toSpliced(at, 1) }) : null} />
      ))}
      <div><Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={13} />} onClick={add}>{t('condition.another')}</Button></div>
    </>
  );
}

/** Written by hand. What cannot be read is not taken over, and says at which character. */
function ExpressionText({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('survey-editor');
  const reasonOf = useReasonWords();
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    // Undone, or changed from elsewhere.
    setSeen(value);
    if (value !== text.trim()) setText(value);
  }
  const parsed = parseExpression(text);
  const fault = text.trim() === '' ? t('condition.empty') : parsed.ok ? null : t('condition.unreadable', { place: parsed.at + 1, reason: reasonOf(parsed.reason) });
  const write = (next: string) => {
    setText(next);
    if (next.trim() !== '' && next.length <= EXPRESSION_LIMIT && parseExpression(next).ok) {
      setSeen(next.trim());
      onChange(next.trim());
    }
  };
  return <Textarea aria-label={t('condition.expression', { what: label })} description={t('condition.textHint')} autosize minRows={1} maxRows={6} spellCheck={false} maxLength={EXPRESSION_LIMIT} classNames={{ input: classes.code ?? '' }} value={text} error={fault} onChange={(event) => write(event.currentTarget.value)} />;
}
