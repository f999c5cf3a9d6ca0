import { useState } from 'react';
import { Button, Modal, NumberInput, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { ChannelView } from '../channel-settings.contract.ts';
import type { ChannelDraft, ChannelFieldsProps } from './channel-draft.ts';
import { GatewayFields } from './GatewayFields.tsx';
import { HandInFields } from './HandInFields.tsx';
import { MailFields } from './MailFields.tsx';
import { TestSend } from './TestSend.tsx';
import classes from './channels.module.css';

const sendsTests = ['mail', 'sms', 'messenger'];

export function ChannelDialog({ view, onClose }: { view: ChannelView; onClose: () => void }) {
  const { t } = useTranslation(['channels', 'ui']);
  const tell = useTell();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<ChannelDraft>({ settings: view.settings, secrets: {} });
  const [isOn, setOn] = useState(view.isOn);
  const [rate, setRate] = useState<number | string>(view.ratePerMinute);
  const save = useMutation({
    mutationFn: () => api.put<ChannelView>(`/api/channels/${view.channel}`, { body: { ...draft, isOn, ratePerMinute: Number(rate) } }),
    onSuccess: () => {
      setDraft({ ...draft, secrets: {} });
      void queries.invalidateQueries({ queryKey: ['channels'] });
      tell(t('settings.saved'));
    },
  });
  const fields: ChannelFieldsProps = {
    view, draft,
    onSettings: (settings) => setDraft({ ...draft, settings: { ...draft.settings, ...settings } }),
    // What is left empty is not sent, so that it stays as it is.
    onSecret: (name, value) => setDraft({ ...draft, secrets: Object.fromEntries(Object.entries({ ...draft.secrets, [name]: value }).filter(([, text]) => text !== '')) }),
  };
  const isGateway = view.channel === 'sms' || view.channel === 'messenger';
  return (
    <Modal opened onClose={onClose} title={t(`channel.${view.channel}`)} size="xl" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      <form className={classes.stack} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <p className={classes.soft}>{t(`about.${view.channel}`)}</p>
        <Switch label={t('settings.isOn')} checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
        {view.channel === 'mail' ? <MailFields {...fields} /> : isGateway ? <GatewayFields {...fields} /> : <HandInFields {...fields} />}
        <NumberInput label={t('settings.rate')} min={1} max={1_000_000} allowDecimal={false} value={rate} onChange={setRate} />
        {view.missing.length > 0 && <ul className={classes.bullets}>{view.missing.map((gap) => <li key={gap}>{t(`gap.${gap}`)}</li>)}</ul>}
        {save.isError && <ErrorState error={save.error} />}
        <div className={classes.deeds}><Button type="submit" loading={save.isPending} disabled={!(Number(rate) >= 1)}>{t('settings.save')}</Button></div>
      </form>
      {sendsTests.includes(view.channel) && <TestSend channel={view.channel} />}
    </Modal>
  );
}
