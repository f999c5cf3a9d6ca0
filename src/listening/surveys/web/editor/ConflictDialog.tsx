import { useState } from 'react';
import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../../ui/address.ts';
import { api } from '../../../../ui/api.ts';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../../ui/page/Skeletons.tsx';
import { ProblemError } from '../../../../ui/problem.ts';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import { compareVersions } from '../../versions/compare-versions.logic.ts';
import type { Definition } from '../../definition.contract.ts';
import type { Draft } from '../../drafts/drafts.contract.ts';
import type { Survey } from '../../surveys.contract.ts';
import { pathOf } from '../survey-queries.ts';
import { ChangeList } from './ChangeList.tsx';
import { useEdit } from './edit-context.ts';
import type { Autosave } from './useAutosave.ts';
import classes from './editor.module.css';

/** Somebody else has saved: nothing was overwritten, and nothing is until one has chosen. */
export function ConflictDialog({ survey, definition, autosave }: { survey: Survey; definition: Definition; autosave: Autosave }) {
  const { t } = useTranslation(['survey-editor', 'ui']);
  const [isLater, setLater] = useState(false);
  const isConflict = autosave.state === 'conflict';
  const { error } = autosave;
  const details = error instanceof ProblemError ? error.details : {};
  if (!isConflict && isLater) setLater(false);
  return (
    <>
      {isConflict && isLater && <div className={classes.conflictBar} role="alert">{t('conflict.bar')} <Button size="compact-sm" variant="light" onClick={() => setLater(false)}>{t('conflict.decide')}</Button></div>}
      <Modal opened={isConflict && !isLater} onClose={() => setLater(true)} title={t('conflict.title')} size="lg" closeButtonProps={{ 'aria-label': t('conflict.later') }}>
        {isConflict && <Choice survey={survey} definition={definition} autosave={autosave} who={String(details['savedBy'] ?? '')} at={typeof details['savedAt'] === 'string' ? details['savedAt'] : null} />}
      </Modal>
    </>
  );
}

function Choice({ survey, definition, autosave, who, at }: { survey: Survey; definition: Definition; autosave: Autosave; who: string; at: string | null }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const go = useGo();
  const format = useFormat();
  const queries = useQueryClient();
  const theirs = useQuery({ queryKey: ['surveys', 'theirs', survey.code], staleTime: 0, gcTime: 0, queryFn: ({ signal }) => api.get<Draft>(`${pathOf(survey.code)}/draft`, { signal }) });
  const take = () => {
    if (!theirs.data) return;
    edit.replace(theirs.data.definition, 'step.theirs');
    autosave.adopt(theirs.data.revision, theirs.data.definition);
  };
  const keep = useMutation({
    mutationFn: () => api.post<Survey>('/api/surveys', { body: { code: copyCode(survey.code), touchpoint: survey.touchpoint, nameDe: `${survey.nameDe.slice(0, 112)} (Kopie)`, nameEn: `${survey.nameEn.slice(0, 112)} (copy)`, kind: survey.kind, definition } }),
    onSuccess: async (copy) => {
      take();
      await queries.invalidateQueries({ queryKey: ['surveys', 'list'] });
      go(`/listening/surveys/${copy.code}`);
    },
  });
  const differences = theirs.data ? compareVersions(definition, theirs.data.definition) : [];
  return (
    <>
      <p className={classes.dialogText}>{t('conflict.text', { who: who || t('conflict.somebody'), when: at === null ? '' : format.dateTime(at) })}</p>
      {theirs.isError && <ErrorState error={theirs.error} onRetry={() => void theirs.refetch()} />}
      {theirs.isPending ? <Skeleton lines={3} /> : <><h3 className={classes.hintHead}>{t('conflict.theirs')}</h3>{differences.length === 0 ? <p className={classes.soft}>{t('conflict.same')}</p> : <ChangeList changes={differences} definition={theirs.data?.definition ?? definition} other={definition} />}</>}
      {keep.isError && <ErrorState error={keep.error} />}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" loading={keep.isPending} disabled={!theirs.data} onClick={() => keep.mutate()}>{t('conflict.keep')}</Button>
        <Button disabled={!theirs.data} onClick={take}>{t('conflict.take')}</Button>
      </Group>
      <p className={classes.soft}>{t('conflict.note')}</p>
    </>
  );
}

/** Free for sure without asking: the minute and second are in it. */
const copyCode = (code: string): string => `${code.slice(0, 48)}_${Date.now().toString(36).slice(-6)}`;
