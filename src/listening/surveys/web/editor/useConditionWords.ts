import { useTranslation } from 'react-i18next';
import type { Definition } from '../../definition.contract.ts';
import { titleIn } from '../../flow/flow.logic.ts';
import { readCondition, type Subject, subjectsOf, type Test } from '../editing/condition.logic.ts';
import { useTongue } from './edit-context.ts';

const short = (text: string, limit = 60): string => (text.length > limit ? `${text.slice(0, limit - 1).trimEnd()}…` : text);

/** What a condition may speak of, in words. */
export function useSubjectName(): (subject: Subject) => string {
  const { t } = useTranslation('survey-editor');
  const { language, languages } = useTongue();
  return ({ name, question, part }) => {
    if (name === 'language') return t('condition.language');
    if (name === 'source') return t('condition.source');
    if (!question) return t('condition.hidden', { name: name.slice('hidden.'.length) });
    const title = short(titleIn(question.title, language, languages) || question.id);
    if (!part) return title;
    const rows = 'rows' in question ? question.rows : 'items' in question ? question.items : [];
    const row = titleIn(rows.find(({ id }) => id === part.id)?.text, language, languages) || part.id;
    return part.side ? `${row} (${t(`side.${part.side}`)}) – ${short(title, 30)}` : `${row} – ${short(title, 30)}`;
  };
}

/** A condition as a sentence; one that says more than tests joined by "and" or "or" is shown as it is written. */
export function useConditionWords(): (source: string, definition: Definition) => string {
  const { t } = useTranslation('survey-editor');
  const { language, languages } = useTongue();
  const nameOf = useSubjectName();
  const sayValue = (value: string, subject: Subject | undefined) => {
    const question = subject?.question;
    if (question && 'options' in question) return t('condition.quoted', { name: titleIn(question.options.find(({ id }) => id === value)?.label, language, languages) || value });
    if (subject?.type === 'yes_no') return t(value === 'true' ? 'condition.yes' : 'condition.no');
    return value;
  };
  const sayTest = (test: Test, subjects: readonly Subject[]) => {
    const subject = subjects.find(({ name }) => name === test.name);
    const values = test.values.map((value) => sayValue(value, subject)).join(', ');
    return `${subject ? (subject.question ? t('condition.quoted', { name: nameOf(subject) }) : nameOf(subject)) : test.name} ${t(`test.${test.kind}`)} ${values}`.trim();
  };
  return (source, definition) => {
    if (source.trim() === 'true') return t('condition.always');
    const condition = readCondition(source);
    if (!condition) return source;
    const subjects = subjectsOf(definition);
    return condition.tests.map((test) => sayTest(test, subjects)).join(` ${t(condition.all ? 'condition.and' : 'condition.or')} `);
  };
}
