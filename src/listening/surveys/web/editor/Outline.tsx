import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { closestCenter, DndContext, type DragEndEvent } from '@dnd-kit/core';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { IconFlag, IconHome, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Definition, Page, QuestionKind } from '../../definition.contract.ts';
import { titleIn } from '../../flow/flow.logic.ts';
import { duplicateQuestion, insertEnding, insertPage, insertQuestion, nudgeQuestion, placeOf, removeQuestion } from '../editing/edit-definition.logic.ts';
import { freshId, newQuestion, takenIds } from '../editing/new-question.logic.ts';
import { dropRow, outlineOf } from '../editing/outline.logic.ts';
import { type Edit, useEdit, useTongue } from './edit-context.ts';
import { neighbourOf, type Selection } from './editor-state.logic.ts';
import { KindPicker } from './KindPicker.tsx';
import type { Marks } from './marks.logic.ts';
import { PageRow, PlainRow, QuestionRow } from './OutlineRows.tsx';
import { useDragSensors } from './useDragSensors.ts';
import { useDragWords } from './useDragWords.ts';
import classes from './editor.module.css';

interface OutlineProps {
  definition: Definition;
  selected: Selection;
  marks: Marks;
}

/** What the survey consists of, in order. Everything can be opened, added and moved here, by hand or by keys. */
export const Outline = memo(function Outline({ definition, selected, marks }: OutlineProps) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language, languages } = useTongue();
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const nav = list.current;
    const press = (event: KeyboardEvent) => pressInOutline(event, edit, nav);
    nav?.addEventListener('keydown', press);
    return () => nav?.removeEventListener('keydown', press);
  }, [edit]);
  const [pickingFor, setPickingFor] = useState<number | null>(null);
  const sensors = useDragSensors();
  const joined = outlineOf(definition).map(({ key }) => key).join('\n');
  const keys = useMemo(() => joined.split('\n'), [joined]);
  const nameOf = (key: string) => nameOfRow(definition, key, language) || t('outline.untitled');
  const words = useDragWords((key) => nameOf(String(key)), (key) => keys.indexOf(String(key)) + 1, keys.length);
  const drop = ({ active, over }: DragEndEvent) => {
    if (!over || over.id === active.id) return;
    const [kind, id = ''] = String(active.id).split(':');
    edit.change('step.moved', { kind: kind === 'page' ? 'page' : 'question', id }, (before) => dropRow(before, String(active.id), String(over.id)));
  };
  const add = (kind: QuestionKind) => {
    if (pickingFor === null) return;
    const now = edit.now();
    const id = freshId(kind, takenIds(now));
    const place = selected.kind === 'question' ? placeOf(now, selected.id) : null;
    const at = place?.page === pickingFor ? place.at + 1 : (now.pages[pickingFor]?.questions.length ?? 0);
    edit.change('step.added', { kind: 'question', id }, (before) => insertQuestion(before, newQuestion(kind, { id, languages }), { page: pickingFor, at }));
    setPickingFor(null);
  };
  const pick = useCallback((page: number) => setPickingFor(page), []);
  const firstNumbers = numberPages(definition.pages);
  return (
    <nav ref={list} className={classes.outline} aria-label={t('outline.title')}>
      <PlainRow icon={IconHome} label={t('outline.start')} isSelected={selected.kind === 'survey'} mark={marks.survey} onOpen={() => edit.select({ kind: 'survey', id: '' })} />
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop} accessibility={words}>
        <SortableContext items={keys} strategy={verticalListSortingStrategy}>
          {definition.pages.map((page, at) => (
            <PageGroup key={page.id} page={page} at={at} firstNumber={firstNumbers[at] ?? 1} selectedPage={selected.kind === 'page' && selected.id === page.id} selectedQuestion={selected.kind === 'question' && page.questions.some(({ id }) => id === selected.id) ? selected.id : null} marks={marks.parts} onAdd={pick} />
          ))}
        </SortableContext>
      </DndContext>
      <button type="button" className={classes.addRow} data-outline="" onClick={() => edit.change('step.pageAdded', { kind: 'page', id: '' }, (before) => insertPage(before, before.pages.length))}><IconPlus size={14} aria-hidden="true" />{t('outline.addPage')}</button>
      <p className={classes.outlineHead}>{t('outline.endings')}</p>
      {definition.endings.map(({ id, title }) => <PlainRow key={id} icon={IconFlag} label={titleIn(title, language, languages) || t('outline.untitled')} isSelected={selected.kind === 'ending' && selected.id === id} mark={marks.parts.get(id)} onOpen={() => edit.select({ kind: 'ending', id })} />)}
      <button type="button" className={classes.addRow} data-outline="" onClick={() => edit.change('step.endingAdded', { kind: 'ending', id: '' }, insertEnding)}><IconPlus size={14} aria-hidden="true" />{t('outline.addEnding')}</button>
      <KindPicker isOpen={pickingFor !== null} title={t('pick.title')} onClose={() => setPickingFor(null)} onPick={add} />
    </nav>
  );
});

interface PageGroupProps {
  page: Page;
  at: number;
  firstNumber: number;
  selectedPage: boolean;
  selectedQuestion: string | null;
  marks: Marks['parts'];
  onAdd: (page: number) => void;
}

/** One page with its questions; drawn again only when something in it has changed. */
const PageGroup = memo(function PageGroup({ page, at, firstNumber, selectedPage, selectedQuestion, marks, onAdd }: PageGroupProps) {
  const { t } = useTranslation('survey-editor');
  const { language, languages } = useTongue();
  let number = firstNumber - 1;
  return (
    <div role="group" aria-label={t('outline.page', { number: at + 1 })}>
      <PageRow id={page.id} number={at + 1} title={titleIn(page.title, language, languages)} hasLogic={page.when !== undefined || (page.jumps?.length ?? 0) > 0} isSelected={selectedPage} mark={marks.get(page.id)} />
      {page.questions.map((question) => {
        if (question.kind !== 'statement') number += 1;
        return <QuestionRow key={question.id} question={question} number={question.kind === 'statement' ? null : number} language={language} isSelected={selectedQuestion === question.id} mark={marks.get(question.id)} />;
      })}
      <button type="button" className={classes.addRow} data-outline="" onClick={() => onAdd(at)}><IconPlus size={14} aria-hidden="true" />{t('outline.addQuestion')}</button>
    </div>
  );
});

/** The number of the first question of each page; statements have none. */
function numberPages(pages: readonly Page[]): number[] {
  let next = 1;
  return pages.map(({ questions }) => {
    const first = next;
    next += questions.filter(({ kind }) => kind !== 'statement').length;
    return first;
  });
}

function nameOfRow({ pages, languages }: Definition, key: string, language: string): string {
  const id = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('page:')) return titleIn(pages.find((page) => page.id === id)?.title, language, languages);
  return titleIn(pages.flatMap(({ questions }) => questions).find((question) => question.id === id)?.title, language, languages);
}

/** Arrow keys go from row to row; with Alt they move a question; Delete removes it, Ctrl-D or ⌘D doubles it. */
function pressInOutline(event: KeyboardEvent, edit: Edit, nav: HTMLElement | null): void {
  if (!(event.target instanceof HTMLElement) || event.target.dataset['outline'] === undefined || event.defaultPrevented) return;
  const id = event.target.dataset['outline'];
  // The row may have been drawn anew, on another page or as a copy: the keys stay with what is open.
  const follow = () => requestAnimationFrame(() => nav?.querySelector<HTMLElement>('[data-outline][aria-current]')?.focus());
  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  if (by !== 0 && event.altKey && id !== '') {
    event.preventDefault();
    edit.change('step.moved', { kind: 'question', id }, (before) => nudgeQuestion(before, id, by));
    follow();
  } else if (by !== 0 && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const rows = [...(nav?.querySelectorAll<HTMLElement>('[data-outline]') ?? [])];
    rows[rows.indexOf(event.target) + by]?.focus();
  } else if (event.key === 'Delete' && id !== '') {
    event.preventDefault();
    edit.change('step.removed', neighbourOf(edit.now(), id), (before) => removeQuestion(before, id));
    follow();
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd' && id !== '') {
    event.preventDefault();
    edit.change('step.duplicated', { kind: 'question', id }, (before) => duplicateQuestion(before, id));
    follow();
  }
}
