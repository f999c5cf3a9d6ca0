import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { Placement, PlacementInput } from '../placements.contract.ts';
import { emptyDraft } from './placement-draft.logic.ts';
import { PlacementForm } from './PlacementForm.tsx';
import classes from './placements.module.css';

const nothingChosen = { survey: '' };

/** A placement is saved first and switched on after it was tried. */
export function NewPlacementPage() {
  const { t } = useTranslation('placements');
  const go = useGo();
  const queries = useQueryClient();
  const [{ survey }] = useUrlState(nothingChosen);
  const save = useMutation({
    mutationFn: (body: PlacementInput) => api.post<Placement>('/api/placements', { body }),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ['placements'] });
      go(`/listening/placements/${made.id}`);
    },
  });
  return (
    <>
      <PageHeader question={t('one.newQuestion')} back={{ to: '/listening/placements', label: t('list.title') }} />
      <div className={classes.stack}>
        <PlacementForm key={survey} initial={emptyDraft(survey)} isSaving={save.isPending} error={save.error} onSave={(body) => save.mutate(body)} />
      </div>
    </>
  );
}
