import { ActionIcon, Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition, Ending, Page } from '../../definition.contract.ts';
import { titleIn } from '../../flow/flow.logic.ts';
import { changeEnding, duplicatePage, moveEnding, movePage, removeEnding, removePage, withoutEmpty } from '../editing/edit-definition.logic.ts';
import { isWholeUrl } from '../editing/whole-url.logic.ts';
import { ConditionField } from './ConditionField.tsx';
import { useEdit, useTongue } from './edit-context.ts';
import { WordsField } from './WordsField.tsx';
import classes from './editor.module.css';

/** Title and greeting. */
export function StartForm({ definition }: { definition: Definition }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language } = useTongue();
  const here = { kind: 'survey' as const, id: '' };
  return (
    <section className={classes.form} aria-label={t('outline.start')}>
      <div className={classes.formHead}><h2 className={classes.formTitle}>{t('outline.start')}</h2></div>
      <WordsField label={t('start.title')} description={t('start.titleHint')} words={definition.title} isRequired onChange={(title) => edit.change('step.start', here, (before) => ({ ...before, title }), `start title ${language}`)} />
      <WordsField label={t('start.intro')} words={definition.intro} isLong placeholder={t('start.introHint')} onChange={(intro) => edit.change('step.start', here, (before) => withoutEmpty({ ...before, intro: Object.keys(intro).length === 0 ? undefined : intro }) as Definition, `start intro ${language}`)} />
    </section>
  );
}

/** A page: its heading, whether it is shown, and where one goes from it. */
export function PageForm({ page, index, definition }: { page: Page; index: number; definition: Definition }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language } = useTongue();
  const { id } = page;
  const set = (change: { [Field in keyof Page]?: Page[Field] | undefined }, field?: string) => edit.page(id, (before) => withoutEmpty({ ...before, ...change }) as Page, field && `${field} ${language}`);
  const move = (by: -1 | 1) => edit.change('step.moved', { kind: 'page', id }, (before) => movePage(before, id, index + by));
  return (
    <section className={classes.form} aria-label={t('outline.page', { number: index + 1 })}>
      <div className={classes.formHead}>
        <h2 className={classes.formTitle}>{t('outline.page', { number: index + 1 })}</h2>
        <div className={classes.formTools}>
          <ActionIcon variant="subtle" color="gray" disabled={index === 0} aria-label={t('page.up')} title={t('page.up')} onClick={() => move(-1)}><IconArrowUp size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" disabled={index === definition.pages.length - 1} aria-label={t('page.down')} title={t('page.down')} onClick={() => move(1)}><IconArrowDown size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('page.duplicate')} title={t('page.duplicate')} onClick={() => edit.change('step.duplicated', { kind: 'page', id }, (before) => duplicatePage(before, id))}><IconCopy size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" disabled={definition.pages.length < 2} aria-label={t('page.remove')} title={t('page.remove')} onClick={() => edit.change('step.removed', { kind: 'page', id: definition.pages[index - 1]?.id ?? definition.pages[1]?.id ?? '' }, (before) => removePage(before, id))}><IconTrash size={16} /></ActionIcon>
        </div>
      </div>
      <WordsField label={t('page.title')} words={page.title} placeholder={t('page.titleHint')} onChange={(title) => set({ title: Object.keys(title).length === 0 ? undefined : title }, 'title')} />
      <Switch size="sm" label={t('page.shuffled')} checked={page.isShuffled ?? false} onChange={(event) => set({ isShuffled: event.currentTarget.checked || undefined })} />
      <ConditionField label={t('page.when')} value={page.when} untilPage={index} onChange={(when) => set({ when }, 'when')} />
      <JumpsField page={page} index={index} definition={definition} />
    </section>
  );
}

/** After this page: the first rule that holds decides, otherwise the next page follows. */
export function JumpsField({ page, index, definition }: { page: Page; index: number; definition: Definition }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language, languages } = useTongue();
  const jumps = page.jumps ?? [];
  const set = (next: typeof jumps, field?: string) => edit.page(page.id, (before) => withoutEmpty({ ...before, jumps: next.length === 0 ? undefined : next }) as Page, field);
  const nameOf = (title: Page['title'], fallback: string) => { const words = titleIn(title, language, languages); return words === '' ? fallback : `${fallback}: ${words}`; };
  const targets = [
    ...definition.pages.slice(index + 1).map(({ id, title }, at) => ({ value: id, label: nameOf(title, t('outline.page', { number: index + at + 2 })) })),
    ...definition.endings.map(({ id, title }) => ({ value: id, label: nameOf(title, t('outline.ending')) })),
  ];
  const last = page.questions.findLast(({ kind }) => kind !== 'statement');
  const add = () => set([...jumps, { when: last ? `answered(${last.id})` : 'true', to: targets[index < definition.pages.length - 2 ? 1 : 0]?.value ?? definition.endings[0]?.id ?? '' }]);
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{t('jumps.title')}</legend>
      <p className={classes.soft}>{t(jumps.length === 0 ? 'jumps.none' : 'jumps.note')}</p>
      {jumps.map((jump, at) => (
        // Rules have no identity of their own: their place is it.
        <div key={at} className={classes.jump} role="group" aria-label={t('jumps.rule', { number: at + 1 })}>
          <ConditionField label={t('jumps.when')} value={jump.when} isOptional={false} untilPage={index + 1} onChange={(when) => set(jumps.with(at, { ...jump, when: when ?? 'true' }), `jump ${at}`)} />
          <div className={classes.inline}>
            <NativeSelect size="sm" label={t('jumps.to')} value={jump.to} data={targets.some(({ value }) => value === jump.to) ? targets : [{ value: jump.to, label: t('jumps.gone') }, ...targets]} onChange={(event) => set(jumps.with(at, { ...jump, to: event.currentTarget.value }))} />
            <ActionIcon variant="subtle" color="gray" disabled={at === 0} aria-label={t('jumps.up', { number: at + 1 })} onClick={() => set(jumps.toSpliced(at, 1).toSpliced(at - 1, 0, jump))}><IconArrowUp size={15} /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={t('jumps.remove', { number: at + 1 })} onClick={() => set(jumps.toSpliced(at, 1))}><IconTrash size={15} /></ActionIcon>
          </div>
        </div>
      ))}
      <div><Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} disabled={jumps.length >= 50} onClick={add}>{t('jumps.add')}</Button></div>
    </fieldset>
  );
}

/** What is said at the end. */
export function EndingForm({ ending, index, definition }: { ending: Ending; index: number; definition: Definition }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language } = useTongue();
  const { id } = ending;
  const here = { kind: 'ending' as const, id };
  const set = (change: { [Field in keyof Ending]?: Ending[Field] | undefined }, field?: string) => edit.change('step.ending', here, (before) => changeEnding(before, id, (one) => withoutEmpty({ ...one, ...change }) as Ending), field && `ending ${id} ${field} ${language}`);
  const move = (by: -1 | 1) => edit.change('step.moved', here, (before) => moveEnding(before, id, by));
  return (
    <section className={classes.form} aria-label={t('outline.ending')}>
      <div className={classes.formHead}>
        <h2 className={classes.formTitle}>{t('outline.ending')}</h2>
        <div className={classes.formTools}>
          <ActionIcon variant="subtle" color="gray" disabled={index === 0} aria-label={t('ending.up')} title={t('ending.up')} onClick={() => move(-1)}><IconArrowUp size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" disabled={index === definition.endings.length - 1} aria-label={t('ending.down')} title={t('ending.down')} onClick={() => move(1)}><IconArrowDown size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" disabled={definition.endings.length < 2} aria-label={t('ending.remove')} title={t('ending.remove')} onClick={() => edit.change('step.removed', { kind: 'ending', id: definition.endings.find((one) => one.id !== id)?.id ?? '' }, (before) => removeEnding(before, id))}><IconTrash size={16} /></ActionIcon>
        </div>
      </div>
      <WordsField label={t('ending.title')} words={ending.title} isRequired onChange={(title) => set({ title }, 'title')} />
      <WordsField label={t('ending.text')} words={ending.text} isLong onChange={(text) => set({ text: Object.keys(text).length === 0 ? undefined : text }, 'text')} />
      <LinkField key={id} ending={ending} onChange={(link) => set({ link }, 'link')} />
      <ConditionField label={t('ending.when')} value={ending.when} untilPage={definition.pages.length} onChange={(when) => set({ when }, 'when')} />
      {definition.endings.length > 1 && <p className={classes.soft}>{t('ending.note')}</p>}
    </section>
  );
}

function LinkField({ ending: { link }, onChange }: { ending: Ending; onChange: (link: Ending['link']) => void }) {
  const { t } = useTranslation('survey-editor');
  if (!link) return <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'flex-start' }} leftSection={<IconPlus size={14} />} onClick={() => onChange({ url: 'https://example.com', label: {} })}>{t('ending.addLink')}</Button>;
  return (
    <div className={classes.two}>
      <UrlField url={link.url} onChange={(url) => onChange({ ...link, url })} />
      <div className={classes.inline}>
        <WordsField label={t('ending.linkLabel')} words={link.label} isRequired className={classes.grow} onChange={(label) => onChange({ ...link, label })} />
        <ActionIcon variant="subtle" color="gray" aria-label={t('ending.removeLink')} onClick={() => onChange(undefined)}><IconTrash size={15} /></ActionIcon>
      </div>
    </div>
  );
}

/** Only whole addresses are taken over; what is half typed stays in the field, which says so. */
function UrlField({ url, onChange }: { url: string; onChange: (url: string) => void }) {
  const { t } = useTranslation('survey-editor');
  const [text, setText] = useState(url);
  const [seen, setSeen] = useState(url);
  if (url !== seen) {
    // Undone, or changed from elsewhere.
    setSeen(url);
    setText(url);
  }
  const write = (typed: string) => {
    setText(typed);
    if (!isWholeUrl(typed)) return;
    setSeen(typed.trim());
    onChange(typed.trim());
  };
  // Nobody types "https://".
  const complete = () => { if (text.trim() !== '' && !isWholeUrl(text) && isWholeUrl(`https://${text.trim()}`)) write(`https://${text.trim()}`); };
  return <TextInput label={t('ending.url')} size="sm" type="url" maxLength={500} value={text} error={isWholeUrl(text) ? null : t('ending.urlWrong')} onChange={(event) => write(event.currentTarget.value)} onBlur={complete} />;
}
