import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import type { Import } from '../imports.contract.ts';
import { importsQuery } from './import-queries.ts';

/** Forgets a file that was uploaded and never brought in. */
export function RemoveUpload({ one, onClose }: { one: Import; onClose: () => void }) {
  const { t } = useTranslation('imports');
  const client = useQueryClient();
  const tell = useTell();
  const remove = async () => {
    await api.delete<void>(`/api/imports/${one.id}`);
    await client.invalidateQueries({ queryKey: importsQuery.queryKey });
    tell(t('remove.told', { name: one.name }));
  };
  return (
    <Confirm isOpen onClose={onClose} title={t('remove.title', { name: one.name })} confirmLabel={t('remove.action')} tone="danger" onConfirm={remove}>
      {t('remove.text')}
    </Confirm>
  );
}
