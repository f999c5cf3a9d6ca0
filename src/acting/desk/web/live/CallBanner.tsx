import { useState } from 'react';
import { Button, CloseButton } from '@mantine/core';
import { IconPhoneIncoming } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { customerQuery } from '../../../../people/customers/web/customer-queries.ts';
import { useGo } from '../../../../ui/address.ts';
import { api } from '../../../../ui/api.ts';
import { useTellFailure } from '../../../../ui/feedback/undo.tsx';
import { useCan } from '../../../../ui/session.tsx';
import type { openedCaseSchema } from '../../../cases/cases.contract.ts';
import { refreshCase } from '../../../cases/web/case-queries.ts';
import type { IncomingCall } from '../../../mailbox/mailbox.contract.ts';
import classes from './live.module.css';

interface CallBannerProps {
  call: IncomingCall;
  /** How many wait behind this one. */
  more: number;
  onDone: () => void;
}

/** Somebody is calling: who it is, and one click into a case with this customer. */
export function CallBanner({ call, more, onDone }: CallBannerProps) {
  const { t } = useTranslation('desk');
  const go = useGo();
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const mayCreate = useCan('create', 'case');
  const [isStarting, setStarting] = useState(false);
  const customer = useQuery({ ...customerQuery(call.customerId ?? ''), enabled: call.customerId !== null });
  const who = customer.data?.name ?? call.number;
  const leave = (to: string) => {
    onDone();
    go(to);
  };
  const start = async () => {
    setStarting(true);
    try {
      const body = { customerId: call.customerId, channel: 'call_center', subjectLine: t('call.subject', { who }), assignee: 'me', externalKey: `call:${call.at.slice(0, 10)}:${call.callId}`.slice(0, 200), fromAddress: call.number, source: { kind: 'phone', ref: call.callId } };
      const { id } = await api.post<z.infer<typeof openedCaseSchema>>('/api/cases', { body });
      void refreshCase(queries, id);
      leave(`/desk/${id}`);
    } catch (error) {
      setStarting(false);
      tellFailure(error);
    }
  };
  return (
    <section className={classes.call} role="alert" aria-label={t('call.label')}>
      <span className={classes.ring} aria-hidden="true"><IconPhoneIncoming size={20} stroke={1.8} /></span>
      <div className={classes.who}>
        <strong>{who}</strong>
        <span>{call.customerId ? t('call.from', { number: call.number }) : t('call.unknown')}{more > 0 ? ` · ${t('call.more', { count: more })}` : ''}</span>
      </div>
      <div className={classes.deeds}>
        {mayCreate && <Button size="sm" loading={isStarting} onClick={() => void start()}>{t('call.start')}</Button>}
        {call.openCases.slice(0, 2).map((one) => <Button key={one.id} size="sm" variant="default" title={one.subjectLine} onClick={() => leave(`/desk/${one.id}`)}>{t('call.goOn', { number: one.number })}</Button>)}
        {call.customerId
          ? <Button size="sm" variant="subtle" onClick={() => leave(`/customers/${call.customerId}`)}>{t('call.customer')}</Button>
          : <Button size="sm" variant="subtle" onClick={() => leave('/customers')}>{t('call.search')}</Button>}
        <CloseButton aria-label={t('call.dismiss')} onClick={onDone} />
      </div>
    </section>
  );
}
