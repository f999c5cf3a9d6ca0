import { useState } from 'react';
import { Button, Menu, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { useDownload } from '../../../ui/download.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type Restriction, restrictionGrounds } from '../privacy.contract.ts';
import classes from './privacy.module.css';

const restrictionQuery = (customerId: string) => ({
  queryKey: ['privacy', 'restriction', customerId],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<{ restriction: Restriction | null }>(`/api/customers/${customerId}/restriction`, { signal }),
});

/** Whether the data of a customer is only kept: then nothing of it can be changed. */
export function useIsRestricted(customerId: string): boolean {
  return (useQuery(restrictionQuery(customerId)).data?.restriction ?? null) !== null;
}

/** On a customer's page: information for the customer, erasing, restricting. */
export function PrivacyMenu({ customerId }: { customerId: string }) {
  const { t, i18n } = useTranslation('privacy');
  const go = useGo();
  const download = useDownload();
  const [dialog, setDialog] = useState<'restrict' | 'lift' | null>(null);
  const canAct = useCan('create', 'privacy');
  const { data } = useQuery({ ...restrictionQuery(customerId), enabled: canAct });
  if (!canAct) return null;
  const file = (format: string) => download(`/api/customers/${customerId}/personal-data?format=${format}&language=${i18n.language === 'de' ? 'de' : 'en'}`);
  const close = () => setDialog(null);
  return (
    <>
      <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target><Button variant="default">{t('menu.title')}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" {...file('html')}>{t('menu.exportPage')}</Menu.Item>
          <Menu.Item component="a" {...file('json')}>{t('menu.exportData')}</Menu.Item>
          {data?.restriction ? <Menu.Item onClick={() => setDialog('lift')}>{t('menu.lift')}</Menu.Item> : <Menu.Item onClick={() => setDialog('restrict')}>{t('menu.restrict')}</Menu.Item>}
          <Menu.Item color="danger" onClick={() => go(`/customers/${customerId}/erasure`)}>{t('menu.erase')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'restrict' && <Restrict customerId={customerId} onClose={close} />}
      {dialog === 'lift' && <Lift customerId={customerId} onClose={close} />}
    </>
  );
}

/** Says at the top of a customer's page that the data is only kept. */
export function RestrictionBanner({ customerId }: { customerId: string }) {
  const { t } = useTranslation('privacy');
  const format = useFormat();
  const { data } = useQuery(restrictionQuery(customerId));
  if (!data?.restriction) return null;
  const { restrictedAt, ground, note } = data.restriction;
  return <p className={classes.banner} role="status"><Tag tone="below">{t('restriction.tag')}</Tag> {t('restriction.banner', { when: format.date(restrictedAt), ground: t(`ground.${ground}`) })} {note}</p>;
}

interface DialogProps {
  customerId: string;
  onClose: () => void;
}

function useDone({ customerId, onClose }: DialogProps, message: string) {
  const { t } = useTranslation('privacy');
  const queries = useQueryClient();
  const tell = useTell();
  return async () => {
    await queries.invalidateQueries({ queryKey: ['privacy', 'restriction', customerId] });
    tell(t(message));
    onClose();
  };
}

function Restrict(props: DialogProps) {
  const { t } = useTranslation('privacy');
  const [ground, setGround] = useState<string>(restrictionGrounds[0]);
  const [note, setNote] = useState('');
  const done = useDone(props, 'restriction.done');
  const restrict = async () => {
    await api.put(`/api/customers/${props.customerId}/restriction`, { body: { ground, note } });
    await done();
  };
  return (
    <Confirm isOpen onClose={props.onClose} title={t('restriction.title')} confirmLabel={t('restriction.do')} onConfirm={restrict}>
      <div className={classes.stack}>
        <p className={classes.text}>{t('restriction.text')}</p>
        <NativeSelect label={t('restriction.ground')} value={ground} onChange={(event) => setGround(event.currentTarget.value)} data={restrictionGrounds.map((value) => ({ value, label: t(`ground.${value}`) }))} />
        <Textarea label={t('restriction.note')} description={t('restriction.noteText')} maxLength={500} autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </div>
    </Confirm>
  );
}

function Lift(props: DialogProps) {
  const { t } = useTranslation('privacy');
  const [reason, setReason] = useState('');
  const done = useDone(props, 'restriction.lifted');
  const lift = async () => {
    await api.delete(`/api/customers/${props.customerId}/restriction`, { query: { reason: reason.trim() } });
    await done();
  };
  return (
    <Confirm isOpen onClose={props.onClose} title={t('restriction.liftTitle')} confirmLabel={t('restriction.lift')} onConfirm={lift} isBlocked={reason.trim() === ''}>
      <div className={classes.stack}>
        <p className={classes.text}>{t('restriction.liftText')}</p>
        <TextInput label={t('restriction.note')} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </div>
    </Confirm>
  );
}
