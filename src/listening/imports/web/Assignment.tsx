import { useMemo, useRef, useState } from 'react';
import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { checkProfile } from '../profiles/check-profile.logic.ts';
import { type Import, type Inspection, type Profile, type ProfileFault, type SavedProfile, type Suggestion, type TargetKey, targetKeys } from '../imports.contract.ts';
import { suggestProfile } from '../profiles/suggest-profile.logic.ts';
import { ColumnRow } from './columns/ColumnRow.tsx';
import { ConstantsPanel } from './columns/ConstantsPanel.tsx';
import { fitsFile, ontoFile, openSigns } from './draft.logic.ts';
import { FailureNote } from './FailureNote.tsx';
import { FilePanel } from './FilePanel.tsx';
import { importQuery, previewQuery, type ReadAs } from './import-queries.ts';
import { LivePreview } from './LivePreview.tsx';
import { RefusedInPreview } from './outcome/RefusedInPreview.tsx';
import { summariseRefused } from './outcome/refused-preview.logic.ts';
import { ScoresPanel } from './columns/ScoresPanel.tsx';
import { TargetChoice } from './TargetChoice.tsx';
import { useKeptDraft } from './useKeptDraft.ts';
import classes from './imports.module.css';

interface AssignmentProps {
  one: Import;
  inspection: Inspection;
  saved: readonly SavedProfile[];
  readAs: ReadAs;
  onReadAs: (change: Partial<ReadAs>) => void;
  onChecking: () => void;
}

/** What the columns mean: suggested, changeable, with the rows as they are understood beside it. */
export function Assignment({ one, inspection, saved, readAs, onReadAs, onChecking }: AssignmentProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const client = useQueryClient();
  const columnsRef = useRef<HTMLOListElement>(null);
  const mayBring = useCan('create', 'import');
  const suggestions = useMemo(() => new Map(targetKeys.map((target): [TargetKey, Suggestion] => [target, suggestProfile(inspection, target)])), [inspection]);
  const suggested = useMemo(() => new Map([...suggestions].map(([target, { profile }]) => [target, profile])), [suggestions]);
  const known = useMemo(() => saved.filter((each) => fitsFile(each, inspection)), [saved, inspection]);
  const [profile, setProfile] = useState<Profile>(() => firstProfile(one, inspection, known, suggested));
  const [hasTried, setTried] = useState(false);
  const suggestion = suggestions.get(profile.target);
  const [settled] = useDebouncedValue(profile, 250);
  const preview = useQuery({ ...previewQuery(one.id, settled), placeholderData: keepPreviousData });
  useKeptDraft(one, settled);
  const faults = [...checkProfile(profile), ...openSigns(profile, inspection)];
  const isOfColumn = (fault: ProfileFault) => fault.column !== null;

  const check = useMutation({
    mutationFn: () => api.post<Import>(`/api/imports/${one.id}/dry-run`, { body: { profile } }),
    onSuccess: async (started) => {
      client.setQueryData(importQuery(one.id).queryKey, started);
      await client.invalidateQueries({ queryKey: importQuery(one.id).queryKey, exact: true });
      onChecking();
    },
  });
  const goOn = () => {
    setTried(true);
    const [first] = faults;
    if (!first) {
      check.mutate();
      return;
    }
    const place = document.getElementById(first.column === null ? 'constants' : `column-${first.column}`);
    place?.scrollIntoView({ block: 'center' });
    place?.focus({ preventScroll: true });
  };
  const useSaved = (name: string | null) => {
    const found = saved.find((each) => each.name === name);
    if (found) setProfile(ontoFile(found, inspection));
  };
  const refusedRows = preview.data && summariseRefused(preview.data);
  const ignored = profile.columns.filter(({ use }) => use.as === 'ignore').length;
  return (
    <>
      <div className={classes.halves}>
        <div>
          {one.state === 'failed' && <FailureNote one={one} lead={t('stopped.check')} />}
          <FilePanel inspection={inspection} readAs={readAs} onReadAs={onReadAs} />
          <TargetChoice inspection={inspection} profile={profile} suggested={suggested} onChoose={(target) => { const next = suggested.get(target); if (next) setProfile(next); }} />
          {saved.length > 0 && (
            <section className={classes.panel}>
              {known.some(({ name }) => name === profile.name) && <p className={classes.note} role="status">{t('saved.recognised', { name: profile.name })}</p>}
              <Select label={t('saved.label')} placeholder={t('saved.placeholder')} data={saved.map(({ name }) => name)} value={saved.some(({ name }) => name === profile.name) ? profile.name : null} searchable onChange={useSaved} clearable={false} />
            </section>
          )}
          <ConstantsPanel profile={profile} faults={faults.filter((fault) => !isOfColumn(fault))} onChange={setProfile} />
          <ScoresPanel profile={profile} inspection={inspection} questions={suggestion?.questions ?? []} onChange={setProfile} />
          <h2 className={classes.columnsTitle}>{t('column.title', { count: inspection.columns.length })}</h2>
          <p className={classes.note}>{t('column.note')}</p>
          <ol className={classes.columns} ref={columnsRef}>
            {inspection.columns.map((column) => (
              <ColumnRow key={column.position} column={column} profile={profile} suggestion={suggestion?.profile} faults={faults.filter((fault) => fault.column === column.position)} onChange={setProfile} />
            ))}
          </ol>
        </div>
        <LivePreview query={preview} />
      </div>
      {check.isError && <ErrorState error={check.error} />}
      <div className={classes.foot}>
        {mayBring && <Button loading={check.isPending} onClick={goOn}>{t('assign.check')}</Button>}
        <p className={faults.length > 0 && hasTried ? `${classes.footText} ${classes.below}` : classes.footText} role="status">
          {faults.length > 0 ? t('assign.open', { count: faults.length }) : refusedRows && refusedRows.refused > 0 ? <RefusedInPreview of={refusedRows} /> : t('assign.ready')}{ignored > 0 && ` ${t('assign.ignored', { count: ignored, formatted: format.integer(ignored) })}`}
        </p>
      </div>
    </>
  );
}

/** Where somebody left off; else a saved profile that was made for such a file; else the best guess. */
function firstProfile({ profile }: Import, inspection: Inspection, known: readonly SavedProfile[], suggested: ReadonlyMap<TargetKey, Profile>): Profile {
  const [fitting] = known;
  const best = suggested.get(inspection.targets[0]?.target ?? 'customers');
  if (profile && JSON.stringify(profile.format) === JSON.stringify(inspection.format)) return profile;
  if (fitting) return ontoFile(fitting, inspection);
  if (!best) throw new Error('every target has a suggestion');
  return best;
}
