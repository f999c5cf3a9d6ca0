import { useCallback, useEffect, useMemo, useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { PageSkeleton } from '../../../../ui/page/Skeletons.tsx';
import { useUrlState } from '../../../../ui/url-state.ts';
import { checkDefinition } from '../../drafts/check-definition.logic.ts';
import type { Definition } from '../../definition.contract.ts';
import type { Draft } from '../../drafts/drafts.contract.ts';
import type { Survey } from '../../surveys.contract.ts';
import { defaultTheme, type Theme } from '../../looks/theme.contract.ts';
import { brandThemeQuery, draftQuery, forgetUnsaved, unsavedOf, versionQuery } from '../survey-queries.ts';
import { findWarnings } from '../survey-warnings.logic.ts';
import { timeToAnswer } from '../time-to-answer.logic.ts';
import { BuildView } from './BuildView.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { type Edit, EditContext, TongueContext } from './edit-context.ts';
import { type View, views } from './editor-state.logic.ts';
import { EditorToolbar } from './EditorToolbar.tsx';
import { LanguagesView } from './LanguagesView.tsx';
import { LogicView } from './LogicView.tsx';
import { LookView } from './LookView.tsx';
import { marksOf } from './marks.logic.ts';
import { PreviewView } from './PreviewView.tsx';
import { PublishDialog } from './PublishDialog.tsx';
import { SettingsView } from './SettingsView.tsx';
import { SurveyCodeContext } from './survey-code.ts';
import { useAutosave } from './useAutosave.ts';
import { useEditor, useUndoKeys } from './useEditor.ts';
import classes from './editor.module.css';

interface EditorViewProps {
  survey: Survey;
  /** Another tab may be in front: the editor keeps its place and its undo behind it. */
  isInFront: boolean;
  /** Something to put into the draft: a version that is taken up again. */
  take: { definition: Definition; key: string } | null;
}

export function EditorView(props: EditorViewProps) {
  const draft = useQuery(draftQuery(props.survey.code));
  return <Loaded query={draft} skeleton={<PageSkeleton />}>{(loaded) => <Editor key={props.survey.code} {...props} draft={loaded} />}</Loaded>;
}

const noView = { view: 'build' };

function Editor({ survey, draft, isInFront, take }: EditorViewProps & { draft: Draft }) {
  const { i18n } = useTranslation('survey-editor');
  const [address, setAddress] = useUrlState(noView);
  const view = views.find((one) => one === address.view) ?? 'build';
  const show = useCallback((next: View) => setAddress({ view: next }), [setAddress]);
  const { state, edit } = useEditor(draft.definition, { wanted: i18n.language, show });
  const definition = state.history.present;
  const unsaved = useUnsaved(survey.code, edit);
  // Based on what it was made of: what somebody else has saved since then is not overwritten.
  const autosave = useAutosave(survey.code, definition, unsaved ? { ...draft, revision: unsaved.revision } : draft);
  const [isPublishing, setPublishing] = useState(false);
  // What is typed there is saved by a button: it stays while one looks elsewhere.
  const [hasSettings, setHasSettings] = useState(view === 'settings');
  if (view === 'settings' && !hasSettings) setHasSettings(true);
  const [brandDraft, setBrandDraft] = useState<Theme | null>(null);
  const [ownTheme, setOwnTheme] = useState(survey.theme);
  useUndoKeys(edit, isInFront);
  useTaken(take, edit);
  const theme = useQuery(brandThemeQuery).data?.theme ?? null;
  const { publishedVersion } = survey;
  const published = useQuery({ ...versionQuery(survey.code, publishedVersion ?? 0), enabled: publishedVersion !== null }).data;
  const publishedIds = useMemo(() => new Set(published?.definition.pages.flatMap(({ questions }) => questions.map(({ id }) => id))), [published]);
  const [calm] = useDebouncedValue(definition, 300); // judged when the keys rest
  const { faults, warnings, time, marks } = useMemo(() => {
    const [faults, warnings] = [checkDefinition(calm), findWarnings(calm)];
    return { faults, warnings, marks: marksOf(calm, faults, warnings), time: timeToAnswer(calm, calm.languages[0] ?? 'en') };
  }, [calm]);
  const tongue = useMemo(() => ({ language: state.language, languages: definition.languages }), [state.language, definition.languages]);
  const shownTheme = ownTheme ?? theme ?? defaultTheme;
  return (
    <EditContext value={edit}>
      <TongueContext value={tongue}>
        <SurveyCodeContext value={survey.code}>
          <div className={classes.editor} hidden={!isInFront}>
            <EditorToolbar state={state} view={view} autosave={autosave} faults={faults} warnings={warnings} time={time} onPublish={() => setPublishing(true)} />
            {view === 'build' && <BuildView definition={definition} selected={state.selected} marks={marks} theme={shownTheme} publishedIds={publishedIds} />}
            {view === 'logic' && <LogicView definition={definition} faults={faults} />}
            {view === 'languages' && <LanguagesView definition={definition} survey={survey} autosave={autosave} />}
            {view === 'look' && <LookView definition={definition} survey={survey} brandDraft={brandDraft} onBrandDraft={setBrandDraft} theme={ownTheme} onTheme={setOwnTheme} />}
            {view === 'preview' && <PreviewView definition={definition} theme={shownTheme} time={time} />}
            {hasSettings && <div hidden={view !== 'settings'}><SettingsView definition={definition} survey={survey} /></div>}
          </div>
          <PublishDialog isOpen={isPublishing} survey={survey} definition={definition} published={published?.definition ?? null} faults={faults} warnings={warnings} autosave={autosave} onClose={() => setPublishing(false)} />
          <ConflictDialog survey={survey} definition={definition} autosave={autosave} />
        </SurveyCodeContext>
      </TongueContext>
    </EditContext>
  );
}

/** Puts a version into the draft, once per click. */
function useTaken(take: EditorViewProps['take'], edit: Edit): void {
  const [taken, setTaken] = useState<string | null>(take?.key ?? null);
  if (take && take.key !== taken) {
    setTaken(take.key);
    // After this drawing: the editor's state is its own.
    queueMicrotask(() => edit.replace(take.definition, 'step.restored'));
  }
}

/** Brings back what could not be saved when the editor was left, as a step that can be undone. */
function useUnsaved(code: string, edit: Edit) {
  const [unsaved] = useState(() => unsavedOf(code));
  useEffect(() => {
    if (!unsaved || unsavedOf(code) !== unsaved) return;
    forgetUnsaved(code);
    edit.replace(unsaved.definition, 'step.unsaved');
  }, [code, edit, unsaved]);
  return unsaved;
}
