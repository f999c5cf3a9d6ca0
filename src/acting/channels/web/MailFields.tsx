import { Button, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { MailSettings } from '../channel-settings.contract.ts';
import type { ChannelFieldsProps } from './channel-draft.ts';
import { Choice, Line, Lines, Secret } from './fields.tsx';
import classes from './channels.module.css';

export function MailFields(props: ChannelFieldsProps) {
  const { t } = useTranslation('channels');
  const { draft, onSettings } = props;
  return (
    <>
      <div className={classes.fields}>
        <Choice {...props} name="server" values={['instance', 'own']} />
        {draft.settings['server'] === 'own' && <Secret {...props} name="smtpUrl" placeholder="smtps://name:kennwort@mail.firma.example:465" />}
        <Line {...props} name="fromAddress" />
        <Line {...props} name="fromName" maxLength={100} />
        <Line {...props} name="replyTo" />
        <Line {...props} name="bounceAddress" />
        <Choice {...props} name="tls" values={['if_offered', 'required']} />
        <NumberInput label={t('settings.connections')} min={1} max={50} allowDecimal={false} value={Number(draft.settings['connections'])} onChange={(value) => onSettings({ connections: Number(value) || 1 })} />
        <Line {...props} name="brandName" maxLength={80} />
        <TextInput type="color" label={t('settings.brandColor')} value={String(draft.settings['brandColor'])} onChange={(event) => onSettings({ brandColor: event.currentTarget.value })} />
      </div>
      <Lines {...props} name="imprint" />
      <Dkim {...props} />
    </>
  );
}

function Dkim({ view, draft, onSettings }: ChannelFieldsProps) {
  const { t } = useTranslation('channels');
  const tell = useTell();
  const queries = useQueryClient();
  const dkim = (draft.settings['dkim'] as MailSettings['dkim'] | undefined) ?? { domain: '', selector: '' }; // answered by the schema of the channel
  const change = (part: Partial<typeof dkim>) => {
    const next = { ...dkim, ...part };
    onSettings({ dkim: next.domain === '' && next.selector === '' ? null : next });
  };
  const make = useMutation({
    mutationFn: () => api.post('/api/channels/mail/dkim-key'),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['channels'] });
      tell(t('settings.dkimMade'));
    },
  });
  return (
    <div className={classes.stack}>
      <p className={classes.strong}>{t('settings.dkimTitle')}</p>
      <p className={classes.soft}>{t('settings.dkimNote')}</p>
      <div className={classes.fields}>
        <TextInput label={t('settings.dkimDomain')} placeholder="firma.example" maxLength={253} value={dkim.domain} onChange={(event) => change({ domain: event.currentTarget.value.trim().toLowerCase() })} />
        <TextInput label={t('settings.dkimSelector')} placeholder="momente" maxLength={63} value={dkim.selector} onChange={(event) => change({ selector: event.currentTarget.value.trim().toLowerCase() })} />
      </div>
      {view.dnsRecord && <div><p className={classes.soft}>{t('settings.dkimPublish')}</p><code className={classes.code}>{view.dnsRecord.name}</code><code className={classes.code}>{view.dnsRecord.value}</code></div>}
      {make.isError && <ErrorState error={make.error} />}
      {view.settings['dkim'] !== null && <div className={classes.deeds}><Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>{t('settings.dkimMake')}</Button></div>}
    </div>
  );
}
