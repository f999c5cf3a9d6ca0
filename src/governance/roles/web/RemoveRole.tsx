import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import type { RoleAnswer } from '../roles.contract.ts';

export function RemoveRole({ role, onClose }: { role: RoleAnswer; onClose: () => void }) {
  const { t } = useTranslation('roles');
  const tell = useTell();
  const queries = useQueryClient();
  const remove = async () => {
    await api.delete(`/api/roles/${role.code}`);
    await queries.invalidateQueries({ queryKey: ['roles'] });
    tell(t('remove.done', { name: role.name }));
  };
  return <Confirm isOpen onClose={onClose} title={t('remove.title', { name: role.name })} confirmLabel={t('row.remove')} tone="danger" onConfirm={remove}>{t('remove.text')}</Confirm>;
}
