import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Placement, PlacementInput } from '../placements.contract.ts';
import { draftOf } from './placement-draft.logic.ts';
import { PlacementForm } from './PlacementForm.tsx';
import { placementQuery } from './placement-queries.ts';
import { PreviewPane } from './PreviewPane.tsx';
import classes from './placements.module.css';

export function PlacementPage() {
  const placement = useQuery(placementQuery(usePathParam('placementId')));
  return <Loaded query={placement} skeleton={<PageSkeleton />}>{(data) => <PlacementView placement={data} />}</Loaded>;
}

function PlacementView({ placement }: { placement: Placement }) {
  const { t } = useTranslation('placements');
  const format = useFormat();
  const go = useGo();
  const queries = useQueryClient();
  const undoable = useUndo();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const mayUpdate = useCan('update', 'survey');
  const [isDeleting, setDeleting] = useState(false);
  const { id, name, liveAt, shown, answered } = placement;
  const isLive = liveAt !== null;
  const take = (changed: Placement) => {
    queries.setQueryData(placementQuery(id).queryKey, changed);
    void queries.invalidateQueries({ queryKey: ['placements', 'of'] });
  };
  const save = useMutation({ mutationFn: (body: PlacementInput) => api.put<Placement>(`/api/placements/${id}`, { body: { ...body, version: placement.version } }), onSuccess: (changed) => { take(changed); tell(t('one.saved')); } });
  const turn = (on: boolean) => api.put<Placement>(`/api/placements/${id}/state`, { body: { isLive: on } }).then(take);
  const figures = { shown: format.integer(shown), answered: format.integer(answered), share: shown === 0 ? '' : format.share(answered / shown) };
  return (
    <>
      <PageHeader
        question={name} title={name} back={{ to: '/listening/placements', label: t('list.title') }}
        answer={<Trans t={t} i18nKey={shown === 0 ? (isLive ? 'one.answerNone' : 'one.answerOff') : 'one.answer'} values={figures} components={{ b: <strong /> }} />}
        actions={mayUpdate && (
          <Group gap="xs">
            <Button variant="subtle" onClick={() => setDeleting(true)}>{t('one.delete')}</Button>
            <Button variant={isLive ? 'default' : 'filled'} onClick={() => void turn(!isLive).then(() => undoable(t(isLive ? 'one.turnedOff' : 'one.turnedOn'), () => turn(isLive)), tellFailure)}>{t(isLive ? 'one.turnOff' : 'one.turnOn')}</Button>
          </Group>
        )}
      />
      <div className={classes.columns}>
        <PlacementForm key={placement.version} initial={draftOf(placement)} isReadOnly={!mayUpdate} isSaving={save.isPending} error={save.error} onSave={(body) => save.mutate(body)} />
        <PreviewPane placement={placement} />
      </div>
      <Confirm
        isOpen={isDeleting} onClose={() => setDeleting(false)} title={t('one.deleteQuestion', { name })} confirmLabel={t('one.delete')} tone="danger"
        onConfirm={async () => {
          await api.delete(`/api/placements/${id}`);
          await queries.invalidateQueries({ queryKey: ['placements', 'of'] });
          go('/listening/placements');
        }}
      >{t('one.deleteText')}</Confirm>
    </>
  );
}
