import { useCallback } from 'react';
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../page/useErrorWords.ts';

/**
 * Undo instead of "are you sure?": says what was done and takes it back for 10 s.
 * @example const undoable = useUndo(); undoable(t('archived', { name }), () => api.delete(`/api/…/archive`))
 */
export function useUndo(): (message: string, undo: () => unknown) => void {
  const { t } = useTranslation('ui');
  const tellFailure = useTellFailure();
  return useCallback((message, undo) => {
    const id = `undo-${message}-${performance.now()}`;
    const takeBack = () => {
      notifications.hide(id);
      void Promise.resolve().then(undo).catch(tellFailure);
    };
    notifications.show({
      id, autoClose: 10_000, withBorder: true, closeButtonProps: { 'aria-label': t('action.close') },
      message: (
        <Group justify="space-between" wrap="nowrap" gap="md">
          <span>{message}</span>
          <Button size="xs" variant="light" flex="none" onClick={takeBack}>{t('action.undo')}</Button>
        </Group>
      ),
    });
  }, [t, tellFailure]);
}

/** A short word that something worked, without anything to take back. */
export function useTell(): (message: string) => void {
  const { t } = useTranslation('ui');
  return useCallback((message) => {
    notifications.show({ message, autoClose: 5000, withBorder: true, closeButtonProps: { 'aria-label': t('action.close') } });
  }, [t]);
}

/** For writes that start outside a form: says what failed and what to do; stays until it is closed. */
export function useTellFailure(): (error: unknown) => void {
  const { t } = useTranslation('ui');
  const wordsOf = useErrorWords();
  return useCallback((error) => {
    const { title, detail, advice } = wordsOf(error);
    notifications.show({ color: 'red', autoClose: false, withBorder: true, closeButtonProps: { 'aria-label': t('action.close') }, title, message: detail ?? advice });
  }, [t, wordsOf]);
}
