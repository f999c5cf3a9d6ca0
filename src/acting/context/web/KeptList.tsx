import { Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { ContextPanel } from '../context.contract.ts';
import { AboutParts } from './AboutParts.tsx';
import { keptQuery } from './context-queries.ts';
import { LookupPart } from './LookupParts.tsx';
import classes from './context.module.css';

/** "What we knew on 12 November at 14:03": one line for each decision. */
export function KeptList({ caseId, kept }: { caseId: string; kept: ContextPanel['keptFacts'] }) {
  const { t } = useTranslation('context');
  const format = useFormat();
  const [open, setOpen] = useState<string | null>(null);
  const queryClient = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const mayKeep = useCan('update', 'case');
  const keep = useMutation({ mutationFn: () => api.post(`/api/cases/${caseId}/facts`), onSuccess: () => { tell(t('kept.done')); return queryClient.invalidateQueries({ queryKey: ['cases', caseId, 'context'] }); }, onError: tellFailure });
  return (
    <details className={classes.more}>
      <summary>{kept.length === 0 ? t('kept.titleNone') : t('kept.title', { count: kept.length })}</summary>
      {kept.length === 0 && <p className={classes.soft}>{t('kept.none')}</p>}
      <ul className={classes.list}>
        {kept.map((one) => <li key={one.id}><button type="button" className={classes.linkButton} onClick={() => setOpen(one.id)}>{format.dateTime(one.at)}</button> <span className={classes.soft}>{t(`kept.because.${one.because.replace('.', '_')}`)} · {one.by}</span></li>)}
      </ul>
      {mayKeep && <button type="button" className={classes.linkButton} disabled={keep.isPending} onClick={() => keep.mutate()}>{t('kept.now')}</button>}
      {open !== null && <KeptDialog caseId={caseId} factsId={open} onClose={() => setOpen(null)} />}
    </details>
  );
}

function KeptDialog({ caseId, factsId, onClose }: { caseId: string; factsId: string; onClose: () => void }) {
  const { t } = useTranslation('context');
  const { t: common } = useTranslation('ui');
  const format = useFormat();
  const kept = useQuery(keptQuery(caseId, factsId));
  return (
    <Modal opened onClose={onClose} title={kept.data ? t('kept.heading', { when: format.dateTime(kept.data.at) }) : t('kept.loading')} closeButtonProps={{ 'aria-label': common('action.close') }}>
      <Loaded query={kept}>{({ facts, because, by }) => (
        <div className={classes.panel}>
          <p className={classes.soft}>{t(`kept.because.${because.replace('.', '_')}`)} · {by}. {t('kept.note')}</p>
          {facts.customerId === null
            ? <p>{t('unknown.title')}</p>
            : <AboutParts about={facts} lookups={facts.lookups.length > 0 && facts.lookups.map((result) => <LookupPart key={result.code} result={result} />)} />}
        </div>
      )}</Loaded>
    </Modal>
  );
}
