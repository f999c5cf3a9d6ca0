import { useEffect, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../definition.contract.ts';
import type { Theme } from '../../looks/theme.contract.ts';
import { placeOf } from '../editing/edit-definition.logic.ts';
import { useTongue } from './edit-context.ts';
import type { Selection } from './editor-state.logic.ts';
import { LanguagePick } from './LanguagePick.tsx';
import type { Marks } from './marks.logic.ts';
import { Outline } from './Outline.tsx';
import { EndingForm, PageForm, StartForm } from './PartForms.tsx';
import { PreviewFrame } from './PreviewFrame.tsx';
import { QuestionForm } from './QuestionForm.tsx';
import { useIsWide } from './useIsWide.ts';
import classes from './editor.module.css';

interface BuildViewProps {
  definition: Definition;
  selected: Selection;
  marks: Marks;
  theme: Theme | null;
  /** Ids of questions that are in the published version. */
  publishedIds: ReadonlySet<string>;
}

/** Structure, the part that is open, and how customers see it. On a phone the structure comes first. */
export function BuildView({ definition, selected, marks, theme, publishedIds }: BuildViewProps) {
  const { t } = useTranslation('survey-editor');
  const { language } = useTongue();
  const isWide = useIsWide();
  const [seen, setSeen] = useState<Selection | null>(selected);
  const isListOpen = seen === selected; // on a phone: the list until something else is chosen
  const work = useOnePaneAtATime(isListOpen);
  const at = selected.kind === 'question' || selected.kind === 'page' ? selected.id : undefined;
  return (
    <div className={classes.build} data-list={isListOpen || undefined}>
      <Outline definition={definition} selected={selected} marks={marks} />
      <div ref={work} className={classes.work}>
        <div className={classes.workHead}>
          <Button className={classes.toList ?? ''} variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={15} />} onClick={() => setSeen(selected)}>{t('outline.title')}</Button>
          <LanguagePick label={t('language.writing')} />
        </div>
        <Opened definition={definition} selected={selected} publishedIds={publishedIds} />
      </div>
      {isWide && <aside className={classes.besidePreview} aria-label={t('preview.title')}><PreviewFrame definition={definition} theme={theme} language={language} device="phone" widthPx={375} heightPx={740} scale={0.8} at={at} /></aside>}
    </div>
  );
}

/** On a phone, what was opened begins at its top, and the keys are where one can go back; back in the list they are where one was. */
function useOnePaneAtATime(isListOpen: boolean) {
  const work = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(isListOpen);
  useEffect(() => {
    if (wasOpen.current === isListOpen) return;
    wasOpen.current = isListOpen;
    const pane = work.current;
    if (pane?.parentElement === null || pane?.parentElement === undefined) return;
    const back = pane.querySelector<HTMLElement>(`.${classes.toList ?? ''}`);
    const isOneAtATime = isListOpen ? pane.offsetParent === null : back !== null && back.offsetParent !== null;
    if (!isOneAtATime) return;
    const target = isListOpen ? pane.parentElement.querySelector<HTMLElement>('[data-outline][aria-current]') : back;
    target?.focus({ preventScroll: true });
    (isListOpen ? target : pane)?.scrollIntoView({ block: isListOpen ? 'center' : 'start' });
  }, [isListOpen]);
  return work;
}

function Opened({ definition, selected, publishedIds }: { definition: Definition; selected: Selection; publishedIds: ReadonlySet<string> }) {
  if (selected.kind === 'question') {
    const place = placeOf(definition, selected.id);
    const question = place && definition.pages[place.page]?.questions[place.at];
    if (place && question) return <QuestionForm key={question.id} question={question} pageIndex={place.page} pageCount={definition.pages.length} isPublished={publishedIds.has(question.id)} />;
  }
  if (selected.kind === 'page') {
    const index = definition.pages.findIndex(({ id }) => id === selected.id);
    const page = definition.pages[index];
    if (page) return <PageForm key={page.id} page={page} index={index} definition={definition} />;
  }
  if (selected.kind === 'ending') {
    const index = definition.endings.findIndex(({ id }) => id === selected.id);
    const ending = definition.endings[index];
    if (ending) return <EndingForm key={ending.id} ending={ending} index={index} definition={definition} />;
  }
  return <StartForm definition={definition} />;
}
