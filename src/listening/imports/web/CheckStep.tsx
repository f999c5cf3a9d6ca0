import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Import, ImportCounts } from '../imports.contract.ts';
import { Figures } from './outcome/Figures.tsx';
import { importQuery } from './import-queries.ts';
import { Refused } from './outcome/Refused.tsx';
import { Running } from './outcome/Running.tsx';
import classes from './imports.module.css';

/** The dry run: what would happen, in figures, and what would be left out. */
export function CheckStep({ one, onBack }: { one: Import; onBack: () => void }) {
  const { t } = useTranslation('imports');
  const client = useQueryClient();
  const mayBring = useCan('create', 'import');
  const start = useMutation({
    mutationFn: () => api.post<Import>(`/api/imports/${one.id}/start`, { body: { profile: one.profile } }),
    // also where it failed: another tab may have started it, and this one then shows how it goes
    onSettled: () => client.invalidateQueries({ queryKey: importQuery(one.id).queryKey, exact: true }),
  });
  if (one.state === 'checking') return <Running one={one} />;
  if (!one.dryRun) return <ErrorState error={new Error('an import was checked but has no result')} onRetry={onBack} />;
  const counts = one.dryRun;
  const comesIn = counts.rows - counts.refused;
  return (
    <>
      <p className={classes.big} role="status"><CheckSentence counts={counts} target={one.target} /></p>
      <Figures counts={counts} />
      {counts.refused > 0 && <Refused one={one} note={t('check.refusedNote')} />}
      {start.isError && <ErrorState error={start.error} />}
      <div className={classes.foot}>
        <Button variant="default" onClick={onBack}>{t('check.back')}</Button>
        {mayBring && comesIn > 0 && <Button loading={start.isPending} onClick={() => start.mutate()}><StartLabel n={comesIn} /></Button>}
        <p className={classes.footText}>{t(comesIn > 0 ? 'check.promise' : 'check.nothing')}</p>
      </div>
    </>
  );
}

function StartLabel({ n }: { n: number }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return <>{t('check.start', { count: n, formatted: format.integer(n) })}</>;
}

function CheckSentence({ counts, target }: { counts: ImportCounts; target: Import['target'] }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const part = (key: 'new' | 'changed' | 'merged' | 'unchanged') => (counts[key] > 0 ? [t(`check.part.${key}`, { count: counts[key], formatted: format.integer(counts[key]) })] : []);
  const parts = [...part('new'), ...part('changed'), ...part('merged'), ...part('unchanged')];
  const values = {
    rows: t('check.rows', { count: counts.rows, formatted: format.integer(counts.rows) }),
    what: target ? t(`target.${target}.name`) : '', parts: format.list(parts),
    refused: t('check.refused', { count: counts.refused, formatted: format.integer(counts.refused) }),
  };
  const key = parts.length === 0 ? 'check.sentenceNone' : counts.refused > 0 ? 'check.sentenceSome' : 'check.sentenceAll';
  return <Trans t={t} i18nKey={key} values={values} components={{ b: <strong /> }} shouldUnescape={false} tOptions={{ interpolation: { escapeValue: false } }} />;
}
