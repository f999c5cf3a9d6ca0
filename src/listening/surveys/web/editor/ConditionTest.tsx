import { ActionIcon, Autocomplete, MultiSelect, NativeSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { responseSources } from '../../definition.contract.ts';
import { wordsIn } from '../../flow/flow.logic.ts';
import { kindsFor, startTest, type Subject, type Test, testKinds } from '../editing/condition.logic.ts';
import { useTongue } from './edit-context.ts';
import { useSubjectName } from './useConditionWords.ts';
import classes from './editor.module.css';

interface ConditionTestProps {
  label: string;
  test: Test;
  subjects: readonly Subject[];
  onChange: (test: Test) => void;
  onRemove: (() => void) | null;
}

/** One test: of what, how, with what. */
export function ConditionTest({ label, test, subjects, onChange, onRemove }: ConditionTestProps) {
  const { t } = useTranslation('survey-editor');
  const nameOf = useSubjectName();
  const subject = subjects.find(({ name }) => name === test.name);
  const offered = subjects.map((one) => ({ value: one.name, label: nameOf(one) }));
  const change = (name: string | null) => {
    const next = subjects.find((one) => one.name === name);
    if (next) onChange(startTest(next));
  };
  const kinds = subject ? kindsFor(subject.type) : testKinds;
  return (
    <div className={classes.test} role="group" aria-label={label}>
      <Select
        className={classes.testSubject ?? ''} aria-label={t('condition.of')} size="xs" searchable allowDeselect={false} nothingFoundMessage={t('condition.noQuestion')} comboboxProps={{ width: 320, position: 'bottom-start' }}
        data={subject ? offered : [{ value: test.name, label: test.name }, ...offered]} value={test.name} onChange={change}
      />
      <NativeSelect
        aria-label={t('condition.how')} size="xs" value={test.kind} data={[...new Set([test.kind, ...kinds])].map((kind) => ({ value: kind, label: t(`test.${kind}`) }))}
        onChange={(event) => { const kind = testKinds.find((one) => one === event.currentTarget.value); if (kind) onChange({ ...test, kind, values: kind === 'answered' || kind === 'not_answered' ? [] : test.values.length > 0 ? test.values : (subject ? startTest(subject).values : ['']) }); }}
      />
      {test.kind !== 'answered' && test.kind !== 'not_answered' && <TestValue test={test} subject={subject} onChange={(values) => onChange({ ...test, values })} />}
      {onRemove && <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('condition.removeTest')} onClick={onRemove}><IconX size={14} /></ActionIcon>}
    </div>
  );
}

function TestValue({ test, subject, onChange }: { test: Test; subject: Subject | undefined; onChange: (values: string[]) => void }) {
  const { t } = useTranslation('survey-editor');
  const { language, languages } = useTongue();
  const label = t('condition.with');
  const first = test.values[0] ?? '';
  const question = subject?.question;
  if (question && 'options' in question) {
    const data = question.options.map((option) => ({ value: option.id, label: wordsIn(option.label, language, languages) || option.id }));
    if (test.kind === 'one_of') return <MultiSelect aria-label={label} size="xs" data={data} value={test.values} onChange={(values) => { if (values.length > 0) onChange(values); }} />;
    return <Select aria-label={label} size="xs" allowDeselect={false} data={data} value={first} onChange={(value) => { if (value !== null) onChange([value]); }} />;
  }
  if (subject?.type === 'number') return <NumberInput aria-label={label} size="xs" className={classes.testNumber ?? ''} value={first === '' ? '' : Number(first)} onChange={(value) => { if (value !== '' && Number.isFinite(Number(value))) onChange([String(value)]); }} />;
  if (subject?.type === 'yes_no') return <NativeSelect aria-label={label} size="xs" value={first} onChange={(event) => onChange([event.currentTarget.value])} data={[{ value: 'true', label: t('condition.yes') }, { value: 'false', label: t('condition.no') }]} />;
  if (subject?.type === 'date') return <TextInput type="date" aria-label={label} size="xs" value={first} onChange={(event) => onChange([event.currentTarget.value])} />;
  const known = subject?.name === 'language' ? [...languages] : subject?.name === 'source' ? [...responseSources] : [];
  if (test.kind === 'one_of') return <TagsInput aria-label={label} size="xs" data={known} value={test.values} onChange={(values) => { if (values.length > 0) onChange(values); }} />;
  return <Autocomplete aria-label={label} size="xs" data={known} value={first} maxLength={100} onChange={(value) => onChange([value])} />;
}
