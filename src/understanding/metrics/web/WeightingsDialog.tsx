import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useUndo } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { Choices } from '../explore/explore.contract.ts';
import type { Weighting } from '../weightings.contract.ts';
import { WeightingForm } from './WeightingForm.tsx';
import classes from './explore.module.css';

interface WeightingsDialogProps {
  attributes: Choices['attributes'];
  groups: readonly string[];
  weightings: readonly Weighting[];
  onClose: () => void;
}

/** The known structures of the customers: set, changed, removed (and brought back). */
export function WeightingsDialog({ attributes, groups, weightings, onClose }: WeightingsDialogProps) {
  const { t } = useTranslation(['metrics', 'ui']);
  const [edited, setEdited] = useState<Weighting | 'new' | null>(null);
  return (
    <Modal opened onClose={onClose} title={t('explore.weights.title')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {edited !== null
        ? <WeightingForm weighting={edited === 'new' ? null : edited} attributes={attributes} groups={groups} onDone={() => setEdited(null)} />
        : (
          <div className={classes.stack}>
            <p className={classes.soft}>{t('explore.weights.about')}</p>
            <ul className={classes.list}>{weightings.map((one) => <WeightingRow key={one.id} weighting={one} onEdit={() => setEdited(one)} />)}</ul>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>{t('ui:action.close')}</Button>
              <Button onClick={() => setEdited('new')} data-autofocus>{t('explore.weights.new')}</Button>
            </Group>
          </div>
        )}
    </Modal>
  );
}

function WeightingRow({ weighting, onEdit }: { weighting: Weighting; onEdit: () => void }) {
  const { t } = useTranslation('metrics');
  const client = useQueryClient();
  const undo = useUndo();
  const { id, name, margins } = weighting;
  const look = () => client.invalidateQueries({ queryKey: ['weightings'] });
  const remove = useMutation({
    mutationFn: () => api.delete<void>(`/api/weightings/${id}`),
    onSuccess: async () => {
      undo(t('explore.weights.removed', { name }), async () => {
        await api.put(`/api/weightings/${id}`, { body: { name, margins } });
        await look();
      });
      await look();
    },
  });
  return (
    <li className={classes.row}>
      <span>{name}</span>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onEdit} aria-label={t('explore.weights.editOne', { name })}>{t('explore.weights.edit')}</Button>
        <Button size="xs" variant="subtle" color="danger" loading={remove.isPending} onClick={() => remove.mutate()} aria-label={t('explore.weights.removeOne', { name })}>{t('explore.weights.remove')}</Button>
      </Group>
      {remove.isError && <ErrorState error={remove.error} />}
    </li>
  );
}
