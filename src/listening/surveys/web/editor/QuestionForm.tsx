import { ActionIcon, Button, Collapse, Menu, Select, Switch, TextInput } from '@mantine/core';
import { IconChevronDown, IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { partIdSchema, type Definition, type Question, type QuestionKind, questionKinds } from '../../definition.contract.ts';
import { duplicateQuestion, moveQuestion, placeOf, removeQuestion, withoutEmpty } from '../editing/edit-definition.logic.ts';
import { asKind, takenIds } from '../editing/new-question.logic.ts';
import { renameQuestion } from '../editing/rename-part.logic.ts';
import { KindFields } from '../kinds/KindFields.tsx';
import { touchpointNamesQuery } from '../survey-queries.ts';
import { ConditionField } from './ConditionField.tsx';
import { DimensionField } from './DimensionField.tsx';
import { useEdit, useTongue } from './edit-context.ts';
import { neighbourOf } from './editor-state.logic.ts';
import { kindIcons } from './kind-icons.ts';
import { WordsField } from './WordsField.tsx';
import classes from './editor.module.css';

interface QuestionFormProps {
  question: Question;
  /** Of its page. */
  pageIndex: number;
  pageCount: number;
  /** What is published has results under its id: it keeps it. */
  isPublished: boolean;
}

/** Everything about one question. */
export const QuestionForm = memo(function QuestionForm({ question, pageIndex, pageCount, isPublished }: QuestionFormProps) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language, languages } = useTongue();
  const [isMore, setMore] = useState(false);
  const moreId = useId();
  const { id } = question;
  const set = (change: Partial<Question>, field?: string) => edit.question(id, (before) => withoutEmpty({ ...before, ...change }) as Question, field && `${field} ${language}`); // each field belongs to every kind
  return (
    <section className={classes.form} aria-label={t('form.question')}>
      <div className={classes.formHead}>
        <KindSelect kind={question.kind} onChange={(kind) => edit.question(id, (before) => asKind(before, kind, languages))} />
        <div className={classes.formTools}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('form.duplicate')} title={t('form.duplicate')} onClick={() => edit.change('step.duplicated', { kind: 'question', id }, (before) => duplicateQuestion(before, id))}><IconCopy size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('form.remove')} title={t('form.remove')} onClick={() => edit.change('step.removed', neighbourOf(edit.now(), id), (before) => removeQuestion(before, id))}><IconTrash size={16} /></ActionIcon>
          <MoveMenu id={id} pageIndex={pageIndex} pageCount={pageCount} />
        </div>
      </div>
      <WordsField label={t(question.kind === 'statement' ? 'form.heading' : 'form.title')} words={question.title} isLong isRequired size="md" className={classes.titleField} onChange={(title) => set({ title }, 'title')} />
      <WordsField label={t('form.help')} words={question.help} isLong placeholder={t('form.helpHint')} onChange={(help) => set({ help: Object.keys(help).length === 0 ? undefined : help } as Partial<Question>, 'help')} />
      <KindFields question={question} />
      <div className={classes.formFoot}>
        {question.kind !== 'statement' && <Switch label={t(question.kind === 'consent' ? 'form.mustAgree' : 'form.isRequired')} checked={question.isRequired ?? false} onChange={(event) => set({ isRequired: event.currentTarget.checked || undefined } as Partial<Question>)} />}
        <ConditionField label={t('form.when')} value={question.when} untilPage={pageIndex + 1} before={id} onChange={(when) => set({ when } as Partial<Question>, 'when')} />
      </div>
      <div>
        <Button variant="subtle" color="gray" size="compact-sm" aria-expanded={isMore} aria-controls={moreId} rightSection={<IconChevronDown size={14} style={{ transform: isMore ? 'rotate(180deg)' : undefined }} />} onClick={() => setMore(!isMore)}>{t('form.more')}</Button>
        <Collapse expanded={isMore} id={moreId}>{isMore && <MoreFields question={question} isPublished={isPublished} set={set} />}</Collapse>
      </div>
    </section>
  );
});

function KindSelect({ kind, onChange }: { kind: QuestionKind; onChange: (kind: QuestionKind) => void }) {
  const { t } = useTranslation('survey-editor');
  const Icon = kindIcons[kind];
  return (
    <Select
      className={classes.kindSelect ?? ''} aria-label={t('form.kind')} variant="unstyled" size="sm" allowDeselect={false} searchable leftSection={<Icon size={17} stroke={1.6} />} maxDropdownHeight={420} comboboxProps={{ width: 260, position: 'bottom-start' }}
      data={questionKinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))} value={kind} onChange={(chosen) => { const found = questionKinds.find((one) => one === chosen); if (found) onChange(found); }}
    />
  );
}

/** To the end of another page; within a page one draws, or presses Alt and an arrow. */
function MoveMenu({ id, pageIndex, pageCount }: { id: string; pageIndex: number; pageCount: number }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  if (pageCount < 2) return null;
  const move = (page: number) => edit.change('step.moved', { kind: 'question', id }, (before) => moveTo(before, id, page));
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={t('form.moveTo')} title={t('form.moveTo')}><IconDots size={16} /></ActionIcon></Menu.Target>
      <Menu.Dropdown className={classes.pageMenu ?? ''}>
        <Menu.Label>{t('form.moveTo')}</Menu.Label>
        {Array.from({ length: pageCount }, (_, page) => page !== pageIndex && <Menu.Item key={page} onClick={() => move(page)}>{t('outline.page', { number: page + 1 })}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

const moveTo = (definition: Definition, id: string, page: number): Definition => (placeOf(definition, id)?.page === page ? definition : moveQuestion(definition, id, { page, at: definition.pages[page]?.questions.length ?? 0 }));

function MoreFields({ question, isPublished, set }: { question: Question; isPublished: boolean; set: (change: Partial<Question>, field?: string) => void }) {
  const { t, i18n } = useTranslation('survey-editor');
  const touchpoints = useQuery(touchpointNamesQuery).data ?? [];
  return (
    <div className={classes.more}>
      {!('rows' in question) && !('items' in question) && question.kind !== 'statement' && <DimensionField label={t('form.dimension')} description={t('form.dimensionHint')} value={question.dimension} onChange={(dimension) => set({ dimension } as Partial<Question>)} />}
      {question.kind !== 'statement' && (
        <Select label={t('form.touchpoint')} description={t('form.touchpointHint')} size="sm" searchable clearable clearButtonProps={{ 'aria-label': t('form.clear') }} placeholder={t('form.touchpointOfSurvey')} nothingFoundMessage={t('form.noTouchpoint')} data={touchpoints.map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn }))} value={question.touchpoint ?? null} onChange={(touchpoint) => set({ touchpoint: touchpoint ?? undefined } as Partial<Question>)} />
      )}
      <IdField id={question.id} isPublished={isPublished} />
    </div>
  );
}

/** What exports and conditions call the question. */
function IdField({ id, isPublished }: { id: string; isPublished: boolean }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const [text, setText] = useState(id);
  const isTaken = text !== id && takenIds(edit.now()).has(text);
  const fault = isTaken ? t('form.idTaken') : partIdSchema.safeParse(text).success ? null : t('form.idInvalid');
  const take = () => {
    if (fault !== null || text === id) setText(id);
    else edit.change('step.question', { kind: 'question', id: text }, (before) => renameQuestion(before, id, text));
  };
  return <TextInput key={id} label={t('form.id')} description={t(isPublished ? 'form.idFixed' : 'form.idHint')} size="sm" maxLength={40} readOnly={isPublished} classNames={{ input: classes.code ?? '' }} value={text} error={fault} onChange={(event) => setText(event.currentTarget.value)} onBlur={take} />;
}

