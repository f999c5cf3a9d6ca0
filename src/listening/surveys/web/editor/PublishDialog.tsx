import { useState } from 'react';
import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTell } from '../../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { ProblemError } from '../../../../ui/problem.ts';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { DefinitionFault } from '../../drafts/check-definition.logic.ts';
import { compareVersions } from '../../versions/compare-versions.logic.ts';
import type { Definition } from '../../definition.contract.ts';
import type { Published } from '../../drafts/drafts.contract.ts';
import type { Survey } from '../../surveys.contract.ts';
import { pathOf, surveyQuery, versionsQuery } from '../survey-queries.ts';
import type { Warning } from '../survey-warnings.logic.ts';
import { ChangeList } from './ChangeList.tsx';
import { HintList } from './HintsMenu.tsx';
import type { Autosave } from './useAutosave.ts';
import classes from './editor.module.css';

interface PublishDialogProps {
  isOpen: boolean;
  survey: Survey;
  definition: Definition;
  /** What customers get now; null before the first time. */
  published: Definition | null;
  faults: readonly DefinitionFault[];
  warnings: readonly Warning[];
  autosave: Autosave;
  onClose: () => void;
}

/** Before customers get it: what is still wrong, and what the change does to comparing figures. */
export function PublishDialog(props: PublishDialogProps) {
  const { t } = useTranslation(['survey-editor', 'ui']);
  const { isOpen, survey, onClose } = props;
  return (
    <Modal opened={isOpen} onClose={onClose} title={t(survey.publishedVersion === null ? 'publish.titleFirst' : 'publish.title', { version: (survey.publishedVersion ?? 0) + 1 })} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <PublishForm {...props} />}
    </Modal>
  );
}

function PublishForm({ survey, definition, published, faults, warnings, autosave, onClose }: PublishDialogProps) {
  const { t } = useTranslation(['survey-editor', 'ui']);
  const tell = useTell();
  const format = useFormat();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const changes = published ? compareVersions(published, definition) : [];
  const isShut = survey.state === 'closed' || survey.state === 'archived';
  const breaking = changes.filter(({ breaksComparison }) => breaksComparison).length;
  const publish = useMutation({
    mutationFn: async () => api.post<Published>(`${pathOf(survey.code)}/publish`, { body: { revision: await autosave.flush(), note: note.trim() } }),
    onSuccess: async ({ version }) => {
      await Promise.all([queries.invalidateQueries({ queryKey: surveyQuery(survey.code).queryKey }), queries.invalidateQueries({ queryKey: versionsQuery(survey.code).queryKey }), queries.invalidateQueries({ queryKey: ['surveys', 'list'] })]);
      tell(t('publish.done', { version }));
      onClose();
    },
    onError: (error) => {
      // Somebody else was quicker: what to do about that is asked in one place.
      if (error instanceof ProblemError && error.code === 'survey.changed_meanwhile') {
        onClose();
        autosave.clash(error);
      }
    },
  });
  if (faults.length > 0) {
    return (
      <>
        <p className={classes.dialogText}>{t('publish.faults')}</p>
        <div onClickCapture={onClose}><HintList definition={definition} faults={faults} warnings={[]} /></div>
      </>
    );
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (!publish.isPending && !publish.isSuccess) publish.mutate(); }}>
      <p className={classes.dialogText}>{isShut ? t('publish.shut') : published === null ? t('publish.first') : t('publish.next', { count: survey.responses, formatted: format.integer(survey.responses) })}</p>
      {published !== null && changes.length > 0 && (
        <>
          <p className={classes.notice} data-tone={breaking > 0 ? 'below' : 'above'}>{breaking > 0 ? t('publish.breaks', { count: breaking }) : t('publish.keeps')}</p>
          <ChangeList changes={changes} definition={definition} other={published} />
        </>
      )}
      {published !== null && changes.length === 0 && <p className={classes.soft}>{t('publish.unchanged')}</p>}
      {survey.kind === 'employee' && !survey.needsLink && <p className={classes.notice} data-tone="below">{t('publish.openToAll')}</p>}
      {warnings.length > 0 && (
        <details className={classes.soft}>
          <summary>{t('publish.hints', { count: warnings.length })}</summary>
          <div onClickCapture={onClose}><HintList definition={definition} faults={[]} warnings={warnings} /></div>
        </details>
      )}
      {published !== null && <Textarea mt="md" label={t('publish.note')} description={t('publish.noteHint')} autosize minRows={1} maxRows={4} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />}
      {publish.isError && <div style={{ marginTop: 16 }}><ErrorState error={publish.error} /></div>}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" data-autofocus loading={publish.isPending}>{t('publish.confirm')}</Button>
      </Group>
    </form>
  );
}
