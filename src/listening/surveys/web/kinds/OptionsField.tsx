import { type KeyboardEvent, useRef } from 'react';
import { ActionIcon, Button, Group, Menu, NumberInput, Switch } from '@mantine/core';
import { IconCheck, IconDots, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Option, OPTIONS_PER_QUESTION, type QuestionOf, type Words } from '../../definition.contract.ts';
import { wordsIn } from '../../flow/flow.logic.ts';
import { freshId } from '../editing/new-question.logic.ts';
import { noneWords, otherWords } from '../editing/question-words.logic.ts';
import { moved } from '../editing/edit-list.logic.ts';
import { useTongue } from '../editor/edit-context.ts';
import { SortableList } from '../editor/SortableList.tsx';
import { WordsField } from '../editor/WordsField.tsx';
import classes from '../editor/editor.module.css';
import { PictureField } from './PictureField.tsx';
import { useSet } from './useSet.ts';

type WithOptions = QuestionOf<'choice' | 'choices' | 'dropdown' | 'ranking' | 'pictures'>;
type AnyOption = Option & { image?: string };
const PICTURES_PER_QUESTION = 40;

/** The answers to choose from. Enter begins the next one, Backspace in an empty one removes it; several lines pasted become several. */
export function OptionsField({ question }: { question: WithOptions }) {
  const { t } = useTranslation('survey-editor');
  const { language, languages } = useTongue();
  const list = useRef<HTMLDivElement>(null);
  const save = useSet<QuestionOf<'pictures'>>(question as QuestionOf<'pictures'>); // its options are those of the others and an image
  const options: readonly AnyOption[] = question.options;
  const isPictures = question.kind === 'pictures';
  const set = (next: readonly AnyOption[], field?: string) => save({ options: next.map((option) => (isPictures ? { ...option, image: option.image ?? '' } : option)) as QuestionOf<'pictures'>['options'] }, field);
  const limit = isPictures ? PICTURES_PER_QUESTION : OPTIONS_PER_QUESTION;
  const fresh = (count: number, all = options) => {
    const taken = new Set(all.map(({ id }) => id));
    return Array.from({ length: count }, () => {
      const id = freshId(`a${taken.size + 1}`, taken);
      taken.add(id);
      return id;
    });
  };
  const focusOn = (id: string) => requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>(`[data-option="${id}"] input`)?.focus());
  const insert = (at: number, label: Words, more: Partial<AnyOption> = {}) => {
    const [id = ''] = fresh(1);
    set(options.toSpliced(at, 0, { id, label, ...more }));
    focusOn(id);
  };
  const change = (id: string, part: Partial<AnyOption>, field?: string) => set(options.map((option) => (option.id === id ? (Object.fromEntries(Object.entries({ ...option, ...part }).filter(([, value]) => value !== undefined && value !== false)) as AnyOption) : option)), field && `${field} ${id}`); // flags that are not set are left out
  const write = (id: string, at: number, label: Words) => {
    const lines = (label[language] ?? '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
    if (lines.length < 2) return change(id, { label }, 'option');
    const ids = fresh(lines.length - 1);
    const added = lines.slice(1, limit - options.length + 1).map((line, n) => ({ id: ids[n] ?? `x${n}`, label: { [language]: line.slice(0, 500) } }));
    set(options.map((option) => (option.id === id ? { ...option, label: { ...label, [language]: lines[0] ?? '' } } : option)).toSpliced(at + 1, 0, ...added));
  };
  const remove = (id: string, at: number) => {
    if (options.length <= 2) return;
    set(options.filter((option) => option.id !== id));
    focusOn(options[at - 1]?.id ?? options[at + 1]?.id ?? '');
  };
  const press = (event: KeyboardEvent, option: AnyOption, at: number) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (options.length < limit) insert(at + 1, {});
    } else if (event.key === 'Backspace' && event.target.value === '' && options.length > 2) {
      event.preventDefault();
      remove(option.id, at);
    }
  };
  const paste = (text: string, option: AnyOption, at: number) => {
    if (!/\r?\n/.test(text.trim())) return false;
    write(option.id, at, { ...option.label, [language]: `${option.label[language] ?? ''}${text}` });
    return true;
  };
  const special = (words: Words) => Object.fromEntries(languages.flatMap((tag) => { const text = words[tag.split('-')[0] ?? '']; return text === undefined ? [] : [[tag, text]]; }));
  const nameOf = (id: string) => wordsIn(options.find((option) => option.id === id)?.label, language, languages) || t('options.option', { number: options.findIndex((option) => option.id === id) + 1 });
  const isSingle = question.kind !== 'choices' && question.kind !== 'pictures';
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{t('options.title')}</legend>
      <div ref={list}>
        <SortableList ids={options.map(({ id }) => id)} nameOf={nameOf} onMove={(from, to) => set(moved(options, from, to))}>
          {(id, at, handle) => {
            const option = options[at];
            if (!option) return null;
            return (
              <div className={classes.listRow} data-option={id}>
                {handle}
                {isPictures && <PictureField option={{ ...option, image: option.image ?? '' }} name={nameOf(id)} onChange={(image) => change(id, { image })} />}
                <WordsField isBare label={t('options.option', { number: at + 1 })} words={option.label} className={classes.grow} onKeyDown={(event) => press(event, option, at)} onPaste={(event) => { if (paste(event.clipboardData.getData('text'), option, at)) event.preventDefault(); }} onChange={(label) => change(id, { label }, 'option')} />
                <OptionMarks option={option} />
                <OptionMenu option={option} name={nameOf(id)} isSingle={isSingle} canHaveText={question.kind === 'choice' || question.kind === 'choices'} isShuffled={question.isShuffled ?? false} onChange={(part) => change(id, part)} />
                <ActionIcon variant="subtle" color="gray" size={26} disabled={options.length <= 2} aria-label={t('options.remove', { name: nameOf(id) })} onClick={() => remove(id, at)}><IconX size={14} /></ActionIcon>
              </div>
            );
          }}
        </SortableList>
      </div>
      <Group gap={4}>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} disabled={options.length >= limit} onClick={() => insert(options.length, {})}>{t('options.add')}</Button>
        {(question.kind === 'choice' || question.kind === 'choices') && !options.some(({ withText }) => withText) && <Button variant="subtle" color="gray" size="compact-sm" onClick={() => insert(options.length, special(otherWords), { withText: true, isFixed: true })}>{t('options.addOther')}</Button>}
        {question.kind === 'choices' && !options.some(({ isExclusive }) => isExclusive) && <Button variant="subtle" color="gray" size="compact-sm" onClick={() => insert(options.length, special(noneWords), { isExclusive: true, isFixed: true })}>{t('options.addNone')}</Button>}
      </Group>
      <OptionRules question={question} />
    </fieldset>
  );
}

function OptionMarks({ option }: { option: AnyOption }) {
  const { t } = useTranslation('survey-editor');
  const marks = [option.isExclusive && t('options.exclusive'), option.withText && t('options.withText'), option.isFixed && t('options.fixed')].filter((mark) => typeof mark === 'string');
  return marks.length === 0 ? null : <span className={classes.optionMarks}>{marks.join(' · ')}</span>;
}

interface OptionMenuProps {
  option: AnyOption;
  name: string;
  isSingle: boolean;
  canHaveText: boolean;
  isShuffled: boolean;
  onChange: (part: Partial<AnyOption>) => void;
}

function OptionMenu({ option, name, isSingle, canHaveText, isShuffled, onChange }: OptionMenuProps) {
  const { t } = useTranslation('survey-editor');
  if (isSingle && !canHaveText && !isShuffled) return null;
  const check = (isSet: boolean | undefined) => <IconCheck size={14} style={{ visibility: isSet ? 'visible' : 'hidden' }} />;
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon variant="subtle" color="gray" size={26} aria-label={t('options.more', { name })}><IconDots size={14} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {canHaveText && <Menu.Item leftSection={check(option.withText)} onClick={() => onChange({ withText: !option.withText })}>{t('options.makeWithText')}</Menu.Item>}
        {!isSingle && <Menu.Item leftSection={check(option.isExclusive)} onClick={() => onChange({ isExclusive: !option.isExclusive })}>{t('options.makeExclusive')}</Menu.Item>}
        <Menu.Item leftSection={check(option.isFixed)} onClick={() => onChange({ isFixed: !option.isFixed })}>{t('options.makeFixed')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function OptionRules({ question }: { question: WithOptions }) {
  const { t } = useTranslation('survey-editor');
  const set = useSet(question as QuestionOf<'choices'>); // sets only what the kinds below have
  const number = (value: string | number) => (value === '' ? undefined : Math.max(1, Math.round(Number(value))));
  return (
    <div className={classes.rules}>
      <Switch size="sm" label={t('options.shuffled')} checked={question.isShuffled ?? false} onChange={(event) => set({ isShuffled: event.currentTarget.checked || undefined })} />
      {question.kind === 'pictures' && <Switch size="sm" label={t('options.multiple')} checked={question.isMultiple ?? false} onChange={(event) => set({ isMultiple: event.currentTarget.checked || undefined } as never)} />}
      {question.kind === 'choices' && (
        <Group gap="sm" align="flex-end">
          <NumberInput size="xs" className={classes.short ?? ''} label={t('options.min')} min={0} max={question.options.length} allowDecimal={false} value={question.min ?? ''} onChange={(value) => set({ min: number(value) }, 'min')} />
          <NumberInput size="xs" className={classes.short ?? ''} label={t('options.max')} min={1} max={question.options.length} allowDecimal={false} value={question.max ?? ''} onChange={(value) => set({ max: number(value) }, 'max')} />
        </Group>
      )}
      {question.kind === 'ranking' && <NumberInput size="xs" className={classes.short ?? ''} label={t('options.top')} description={t('options.topHint')} min={1} max={question.options.length} allowDecimal={false} value={question.top ?? ''} onChange={(value) => set({ top: number(value) } as never, 'top')} />}
    </div>
  );
}
