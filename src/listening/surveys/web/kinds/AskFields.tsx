import { Checkbox, NativeSelect, NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { contactFields, fileTypes, type QuestionOf, textFormats } from '../../definition.contract.ts';
import { WordsField } from '../editor/WordsField.tsx';
import classes from '../editor/editor.module.css';
import { useSet } from './useSet.ts';

export function TextFields({ question }: { question: QuestionOf<'text'> }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question);
  const isComment = (question.role ?? (question.lines === 'many' ? 'comment' : 'text')) === 'comment';
  return (
    <>
      <div className={classes.inline}>
        <div>
          <p className={classes.label}>{t('text.lines')}</p>
          <SegmentedControl size="xs" aria-label={t('text.lines')} value={question.lines} onChange={(chosen) => set(chosen === 'one' ? { lines: 'one', role: 'text' } : { lines: 'many', role: 'comment', format: undefined })} data={[{ value: 'one', label: t('text.one') }, { value: 'many', label: t('text.many') }]} />
        </div>
        {question.lines === 'one' && <NativeSelect label={t('text.format')} size="sm" value={question.format ?? ''} data={[{ value: '', label: t('text.anyFormat') }, ...textFormats.map((format) => ({ value: format, label: t(`text.format_${format}`) }))]} onChange={(event) => set({ format: textFormats.find((format) => format === event.currentTarget.value) })} />}
        <NumberInput label={t('text.maxLength')} size="sm" className={classes.short ?? ''} min={1} max={5000} allowDecimal={false} placeholder="5000" value={question.maxLength ?? ''} onChange={(value) => set({ maxLength: value === '' ? undefined : Math.min(5000, Math.max(1, Math.round(Number(value)))) }, 'maxLength')} />
      </div>
      <WordsField label={t('text.placeholder')} words={question.placeholder} onChange={(words) => set({ placeholder: Object.keys(words).length === 0 ? undefined : words }, 'placeholder')} />
      <Switch size="sm" label={t('text.isComment')} description={t('text.isCommentNote')} checked={isComment} onChange={(event) => set({ role: event.currentTarget.checked ? 'comment' : 'text' })} />
    </>
  );
}

/** Which parts of the address are asked, and which must be given. */
export function ContactFields({ question }: { question: QuestionOf<'contact'> }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question);
  const find = (field: string) => question.fields.find((one) => one.field === field);
  const toggle = (field: (typeof contactFields)[number], isAsked: boolean) => {
    const fields = contactFields.filter((one) => (one === field ? isAsked : find(one) !== undefined)).map((one) => find(one) ?? { field: one });
    if (fields.length > 0) set({ fields });
  };
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{t('contact.title')}</legend>
      <div className={classes.contactGrid}>
        {contactFields.map((field) => (
          <div key={field} className={classes.contactRow}>
            <Checkbox size="sm" label={t(`contact.${field}`)} checked={find(field) !== undefined} disabled={question.fields.length === 1 && find(field) !== undefined} onChange={(event) => toggle(field, event.currentTarget.checked)} />
            {find(field) && <Checkbox size="xs" label={t('contact.required')} aria-label={t('contact.requiredOf', { field: t(`contact.${field}`) })} checked={find(field)?.isRequired ?? false} onChange={(event) => { const isRequired = event.currentTarget.checked; set({ fields: question.fields.map((one) => (one.field === field ? { field, ...(isRequired && { isRequired }) } : one)) }); }} />}
          </div>
        ))}
      </div>
      <p className={classes.soft}>{t('contact.note')}</p>
    </fieldset>
  );
}

export function ConsentFields({ question }: { question: QuestionOf<'consent'> }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question);
  return (
    <>
      <WordsField label={t('consent.label')} words={question.label} isRequired onChange={(label) => set({ label }, 'label')} />
      <TextInput label={t('consent.purpose')} description={t('consent.purposeHint')} size="sm" maxLength={40} placeholder="feedback" value={question.purpose ?? ''} onChange={(event) => { const purpose = event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_').replace(/^[_0-9]+/, ''); set({ purpose: purpose === '' ? undefined : purpose }, 'purpose'); }} />
    </>
  );
}

const MEGABYTE = 1_000_000;

export function FileFields({ question }: { question: QuestionOf<'file'> }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question);
  return (
    <>
      <Checkbox.Group label={t('file.types')} value={question.types} onChange={(chosen) => { const types = fileTypes.filter((type) => chosen.includes(type)); if (types.length > 0) set({ types }); }}>
        <div className={classes.inline}>{fileTypes.map((type) => <Checkbox key={type} size="sm" value={type} label={t(`file.${type}`)} />)}</div>
      </Checkbox.Group>
      <div className={classes.inline}>
        <NativeSelect label={t('file.maxFiles')} size="sm" className={classes.short ?? ''} value={String(question.maxFiles)} data={['1', '2', '3', '4', '5']} onChange={(event) => set({ maxFiles: Number(event.currentTarget.value) })} />
        <NativeSelect label={t('file.maxSize')} size="sm" className={classes.short ?? ''} value={String(question.maxBytes)} data={[...new Set([1, 2, 5, 10].map((size) => size * MEGABYTE).concat(question.maxBytes))].toSorted((a, b) => a - b).map((bytes) => ({ value: String(bytes), label: t('file.megabytes', { size: Math.round(bytes / MEGABYTE * 10) / 10 }) }))} onChange={(event) => set({ maxBytes: Number(event.currentTarget.value) })} />
      </div>
    </>
  );
}
