import { type KeyboardEvent, useRef } from 'react';
import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type QuestionOf, type Row, ROWS_PER_QUESTION } from '../../definition.contract.ts';
import { wordsIn } from '../../flow/flow.logic.ts';
import { moved } from '../editing/edit-list.logic.ts';
import { freshId } from '../editing/new-question.logic.ts';
import { DimensionField } from '../editor/DimensionField.tsx';
import { useTongue } from '../editor/edit-context.ts';
import { SortableList } from '../editor/SortableList.tsx';
import { WordsField } from '../editor/WordsField.tsx';
import classes from '../editor/editor.module.css';
import { useSet } from './useSet.ts';

/** Statements or aspects that share a scale, each with the dimension of experience it is about. */
export function RowsField({ question }: { question: QuestionOf<'matrix' | 'pairs' | 'importance'> }) {
  const { t } = useTranslation('survey-editor');
  const { language, languages } = useTongue();
  const list = useRef<HTMLDivElement>(null);
  const save = useSet(question as QuestionOf<'matrix'>); // the others call them items: the same shape
  const rows: readonly Row[] = question.kind === 'matrix' ? question.rows : question.items;
  const set = (next: Row[], field?: string) => save((question.kind === 'matrix' ? { rows: next } : { items: next }) as { rows: Row[] }, field);
  const change = (id: string, part: { [Field in keyof Row]?: Row[Field] | undefined }, field?: string) => set(rows.map((row) => (row.id === id ? (Object.fromEntries(Object.entries({ ...row, ...part }).filter(([, value]) => value !== undefined)) as Row) : row)), field && `${field} ${id}`); // an absent dimension is left out
  const insert = (at: number) => {
    const id = freshId(`s${rows.length + 1}`, new Set(rows.map((row) => row.id)));
    set(rows.toSpliced(at, 0, { id, text: {} }));
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>(`[data-row-id="${id}"] input`)?.focus());
  };
  const press = (event: KeyboardEvent, at: number) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (rows.length < ROWS_PER_QUESTION) insert(at + 1);
  };
  const nameOf = (id: string) => wordsIn(rows.find((row) => row.id === id)?.text, language, languages) || t('rows.row', { number: rows.findIndex((row) => row.id === id) + 1 });
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{t(question.kind === 'matrix' ? 'rows.statements' : 'rows.aspects')}</legend>
      <div ref={list}>
        <SortableList ids={rows.map(({ id }) => id)} nameOf={nameOf} onMove={(from, to) => set(moved(rows, from, to))}>
          {(id, at, handle) => {
            const row = rows[at];
            return row && (
              <div className={classes.listRow} data-row-id={id}>
                {handle}
                <WordsField isBare label={t('rows.row', { number: at + 1 })} words={row.text} className={classes.grow} onKeyDown={(event) => press(event, at)} onChange={(text) => change(id, { text }, 'row')} />
                <div className={classes.rowDimension}><DimensionField isBare label={t('rows.dimension', { name: nameOf(id) })} value={row.dimension} onChange={(dimension) => change(id, { dimension }, 'dimension')} /></div>
                <ActionIcon variant="subtle" color="gray" size={26} disabled={rows.length <= 1} aria-label={t('options.remove', { name: nameOf(id) })} onClick={() => set(rows.filter((one) => one.id !== id))}><IconX size={14} /></ActionIcon>
              </div>
            );
          }}
        </SortableList>
      </div>
      <div><Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} disabled={rows.length >= ROWS_PER_QUESTION} onClick={() => insert(rows.length)}>{t('rows.add')}</Button></div>
      <Switch size="sm" label={t('options.shuffled')} checked={question.isShuffled ?? false} onChange={(event) => save({ isShuffled: event.currentTarget.checked || undefined })} />
    </fieldset>
  );
}
