import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import classes from './warnings.module.css';

/** The inside of a dialog: saved once, however often it is sent, and closed when all that shows warnings was read again. */
export function SavedForm({ save, onClose, children }: { save: () => Promise<unknown>; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation(['warnings', 'ui']);
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['warnings'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!saving.isPending) saving.mutate();
  };
  return (
    <form className={classes.stack} onSubmit={submit}>
      {children}
      {saving.isError && <ErrorState error={saving.error} />}
      <Group justify="flex-end" gap="xs"><Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button><Button type="submit" loading={saving.isPending}>{t('watches.save')}</Button></Group>
    </form>
  );
}
