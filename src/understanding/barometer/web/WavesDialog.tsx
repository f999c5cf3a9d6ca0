import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useUndo } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Barometer, Wave } from '../barometer.contract.ts';
import { WaveForm } from './WaveForm.tsx';
import classes from './barometer.module.css';

/** The waves of a barometer: set, changed, deleted (and brought back); the answers always stay. */
export function WavesDialog({ barometer, onClose }: { barometer: Barometer; onClose: () => void }) {
  const { t } = useTranslation(['barometer', 'ui']);
  const [edited, setEdited] = useState<Wave | 'new' | null>(null);
  const own = barometer.waves.filter(({ version }) => version !== null).reverse();
  return (
    <Modal opened onClose={onClose} title={t(edited === null ? 'waves.title' : edited === 'new' ? 'waves.new' : 'waves.edit')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {edited !== null
        ? <WaveForm barometer={barometer} wave={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />
        : (
          <div className={classes.stack}>
            <p className={classes.soft}>{t(own.length === 0 ? 'waves.quarters' : 'waves.note')}</p>
            {own.length > 0 && <ul className={classes.waves}>{own.map((wave) => <WaveRow key={wave.id} survey={barometer.survey} wave={wave} onEdit={() => setEdited(wave)} />)}</ul>}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>{t('ui:action.close')}</Button>
              <Button onClick={() => setEdited('new')} data-autofocus>{t('waves.new')}</Button>
            </Group>
          </div>
        )}
    </Modal>
  );
}

function WaveRow({ survey, wave, onEdit }: { survey: string; wave: Barometer['waves'][number]; onEdit: () => void }) {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const client = useQueryClient();
  const undo = useUndo();
  const address = `/api/barometers/${encodeURIComponent(survey)}/waves`;
  const look = () => client.invalidateQueries({ queryKey: ['barometers'] });
  const remove = useMutation({
    mutationFn: () => api.delete<void>(`${address}/${wave.id}`),
    onSuccess: async () => {
      undo(t('waves.deleted', { name: wave.name ?? '' }), async () => {
        await api.post(address, { body: { name: wave.name, from: wave.from, to: wave.to, targets: wave.targets } });
        await look();
      });
      await look();
    },
  });
  return (
    <li>
      <span>{wave.name}<small>{format.date(`${wave.from}T12:00:00Z`)} – {format.date(`${wave.to}T12:00:00Z`)} · n = {format.integer(wave.customers)}</small></span>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onEdit} aria-label={t('waves.editOne', { name: wave.name ?? '' })}>{t('waves.change')}</Button>
        <Button size="xs" variant="subtle" color="danger" loading={remove.isPending} onClick={() => remove.mutate()} aria-label={t('waves.deleteOne', { name: wave.name ?? '' })}>{t('waves.delete')}</Button>
      </Group>
      {remove.isError && <ErrorState error={remove.error} />}
    </li>
  );
}
