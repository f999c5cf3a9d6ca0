import { useCallback, useState } from 'react';
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../../ui/address.ts';
import type { IncomingCall } from '../../../mailbox/mailbox.contract.ts';
import { CallBanner } from './CallBanner.tsx';
import { listHandledCalls, noteHandledCall } from './handled-calls.ts';
import { useLiveDesk } from './useLiveDesk.ts';

const SHOWN_AT_MOST = 5;

/** On every page of somebody who works with cases: keeps what is shown up to date, and says who is calling. */
export function LiveDesk() {
  const { t } = useTranslation('desk');
  const go = useGo();
  const [calls, setCalls] = useState<IncomingCall[]>([]);
  const dismiss = useCallback((callId: string) => {
    noteHandledCall(callId);
    setCalls((before) => before.filter((call) => call.callId !== callId));
  }, []);
  useLiveDesk({
    onCall: (call) => {
      if (!listHandledCalls().includes(call.callId)) setCalls((before) => [...before.filter(({ callId }) => callId !== call.callId), call].slice(-SHOWN_AT_MOST));
    },
    onCallTaken: dismiss,
    onMention: ({ caseId, number, by }) => {
      const id = `mention-${caseId}`;
      notifications.show({
        id, withBorder: true, autoClose: 15_000, closeButtonProps: { 'aria-label': t('ui:action.close') },
        message: <Group justify="space-between" wrap="nowrap"><span>{t('mention', { name: by, number })}</span><Button size="xs" variant="light" onClick={() => { notifications.hide(id); go(`/desk/${caseId}`); }}>{t('mentionOpen')}</Button></Group>,
      });
    },
  });
  const call = calls[0];
  return call ? <CallBanner key={call.callId} call={call} more={calls.length - 1} onDone={() => dismiss(call.callId)} /> : null;
}
