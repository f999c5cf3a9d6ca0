import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DefinitionFault } from '../../drafts/check-definition.logic.ts';
import type { Warning } from '../survey-warnings.logic.ts';
import type { TimeToAnswer } from '../time-to-answer.logic.ts';
import { useEdit } from './edit-context.ts';
import { type EditorState, type View, views } from './editor-state.logic.ts';
import { HintsMenu } from './HintsMenu.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import type { Autosave } from './useAutosave.ts';
import classes from './editor.module.css';

interface EditorToolbarProps {
  state: EditorState;
  view: View;
  autosave: Autosave;
  faults: readonly DefinitionFault[];
  warnings: readonly Warning[];
  time: TimeToAnswer;
  onPublish: () => void;
}

export function EditorToolbar({ state, view, autosave, faults, warnings, time, onPublish }: EditorToolbarProps) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { past, future, present } = state.history;
  const undoLabel = past.length === 0 ? t('step.undoNothing') : t('step.undo', { what: t(past.at(-1)?.label ?? '') });
  const redoLabel = future.length === 0 ? t('step.redoNothing') : t('step.redo', { what: t(future.at(-1)?.label ?? '') });
  return (
    <div className={classes.toolbar}>
      <div className={classes.views} role="group" aria-label={t('view.title')}>
        {views.map((one) => <button key={one} type="button" className={classes.viewButton} aria-pressed={one === view} onClick={() => edit.show(one)}>{t(`view.${one}`)}</button>)}
      </div>
      <div className={classes.toolbarRight}>
        <SaveStatus autosave={autosave} />
        <span className={`${classes.status} ${classes.time}`} title={t('time.note')}><IconClock size={15} aria-hidden="true" /><TimeWords time={time} /></span>
        <ActionIcon variant="subtle" color="gray" disabled={past.length === 0} aria-label={undoLabel} title={undoLabel} onClick={edit.undo}><IconArrowBackUp size={17} /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" disabled={future.length === 0} aria-label={redoLabel} title={redoLabel} onClick={edit.redo}><IconArrowForwardUp size={17} /></ActionIcon>
        <HintsMenu definition={present} faults={faults} warnings={warnings} />
        <Button size="xs" onClick={onPublish}>{t('publish.action')}</Button>
      </div>
    </div>
  );
}

/** "2–4 min": short ways and long ways. Under a minute in seconds. */
export function TimeWords({ time: { shortSeconds, longSeconds } }: { time: TimeToAnswer }) {
  const { t } = useTranslation('survey-editor');
  if (longSeconds < 60) return t('time.seconds', { count: Math.max(5, Math.round(longSeconds / 5) * 5) });
  const [low, high] = [Math.max(1, Math.round(shortSeconds / 60)), Math.round(longSeconds / 60)];
  return low >= high ? t('time.minutes', { count: high }) : t('time.between', { low, high });
}
