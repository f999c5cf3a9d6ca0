import { useState } from 'react';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Case } from '../../../cases/cases.contract.ts';
import { useCaseDeeds } from '../useCaseDeeds.ts';
import { snoozeTimes, toInstant } from './snooze.logic.ts';

/** Off the desk until a time; an answer of the customer brings it back earlier. */
export function SnoozeDialog({ caseOf, onClose }: { caseOf: Case; onClose: () => void }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const { snooze } = useCaseDeeds(caseOf);
  const [own, setOwn] = useState('');
  const [now] = useState(() => new Date());
  const choose = (until: Date) => {
    onClose();
    void snooze(until.toISOString(), t('snooze.done', { until: format.dateTime(until) }));
  };
  const chosen = toInstant(own);
  return (
    <Modal opened onClose={onClose} title={t('snooze.title')} closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      <Stack gap={6}>
        {snoozeTimes(now).map(({ name, at }, index) => (
          <Button key={name} variant="default" justify="space-between" rightSection={<span>{format.dateTime(at)}</span>} data-autofocus={index === 0 || undefined} onClick={() => choose(at)}>{t(`snooze.${name}`)}</Button>
        ))}
      </Stack>
      <form onSubmit={(event) => { event.preventDefault(); if (chosen && chosen > now) choose(chosen); }}>
        <Group align="end" mt="md" gap="xs" wrap="nowrap">
          <TextInput type="datetime-local" label={t('snooze.own')} value={own} onChange={(event) => setOwn(event.currentTarget.value)} style={{ flex: 1 }} />
          <Button type="submit" disabled={!chosen || chosen <= now}>{t('snooze.action')}</Button>
        </Group>
      </form>
    </Modal>
  );
}
