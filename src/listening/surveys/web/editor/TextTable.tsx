import { memo, useRef } from 'react';
import { Textarea } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { useTop } from '../../../../ui/table/useTop.ts';
import type { Definition } from '../../definition.contract.ts';
import { setText, type TextPlace } from '../editing/text-places.logic.ts';
import { useEdit } from './edit-context.ts';
import { usePartName } from './HintsMenu.tsx';
import { partAt } from './marks.logic.ts';
import { useLanguageName } from './useLanguageName.ts';
import classes from './editor.module.css';

const ROW_PX = 62;

/** Hundreds of texts: only those in sight are drawn. */
export function TextTable({ places, definition, base, other }: { places: readonly TextPlace[]; definition: Definition; base: string; other: string }) {
  const { t } = useTranslation('survey-editor');
  const nameOf = useLanguageName();
  const partName = usePartName(definition);
  const list = useRef<HTMLDivElement>(null);
  const top = useTop(list);
  const virtual = useWindowVirtualizer({ count: places.length, estimateSize: () => ROW_PX, overscan: 12, scrollMargin: top, getItemKey: (index) => places[index]?.at ?? index });
  return (
    <div className={classes.texts}>
      <div className={classes.textRow} aria-hidden="true"><span>{t('language.where')}</span><span>{nameOf(base)}</span><span>{nameOf(other)}</span></div>
      <div ref={list} style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const place = places[index];
          if (!place) return null;
          const before = places[index - 1];
          return (
            <div key={key} ref={virtual.measureElement} data-index={index} className={classes.textPlace} style={{ transform: `translateY(${start - top}px)` }}>
              <TextRow at={place.at} part={place.part} owner={place.owner !== before?.owner || index === 0 ? partName(partAt(definition, place.at)) : ''} isLong={place.isLong} baseText={place.words[base] ?? ''} otherText={place.words[other] ?? ''} base={base} other={other} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface TextRowProps {
  at: string;
  part: TextPlace['part'];
  /** Named once, at its first text. */
  owner: string;
  isLong: boolean;
  baseText: string;
  otherText: string;
  base: string;
  other: string;
}

const TextRow = memo(function TextRow({ at, part, owner, isLong, baseText, otherText, base, other }: TextRowProps) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const nameOf = useLanguageName();
  const write = (language: string, text: string) => edit.change('step.translated', { kind: 'survey', id: '' }, (before) => setText(before, at, language, text), `text ${at} ${language}`);
  const field = (language: string, text: string) => (
    <Textarea size="xs" autosize minRows={1} maxRows={10} maxLength={isLong ? 5_000 : 500} lang={language} aria-label={`${t(`part.${part}`)}, ${nameOf(language)}`} value={text} data-missing={text.trim() === '' || undefined} onChange={(event) => write(language, event.currentTarget.value)} />
  );
  return (
    <div className={classes.textRow}>
      <div className={classes.textWhere}>{owner !== '' && <span className={classes.textOwner}>{owner}</span>}<span className={classes.soft}>{t(`part.${part}`)}</span></div>
      {field(base, baseText)}
      {field(other, otherText)}
    </div>
  );
});
