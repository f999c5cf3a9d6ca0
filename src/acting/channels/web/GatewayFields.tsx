import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ChannelFieldsProps } from './channel-draft.ts';
import { Choice, Line, Secret } from './fields.tsx';
import classes from './channels.module.css';

export function GatewayFields(props: ChannelFieldsProps) {
  const { t } = useTranslation('channels');
  const { view, draft, onSettings } = props;
  const preset = String(draft.settings['preset']);
  const isGeneric = preset === 'generic';
  return (
    <>
      <div className={classes.fields}>
        <Choice {...props} name="preset" values={['generic', 'twilio', 'vonage', 'whatsapp_cloud']} />
        <Line {...props} name="url" maxLength={500} description={isGeneric ? undefined : t('settings.urlNote')} />
        {!isGeneric && <Line {...props} name="account" maxLength={120} description={t(`settings.accountNote_${preset}`)} />}
        {preset !== 'whatsapp_cloud' && <Line {...props} name="sender" maxLength={40} />}
        {isGeneric && <Line {...props} name="idPath" maxLength={100} />}
        <Secret {...props} name="gatewaySecret" />
        <Secret {...props} name="reportSecret" description={t('settings.reportSecretNote')} />
      </div>
      {isGeneric && <Checkbox label={t('settings.retryUnclear')} checked={draft.settings['retryUnclear'] === true} onChange={(event) => onSettings({ retryUnclear: event.currentTarget.checked })} />}
      {view.reportUrl && <div><p className={classes.soft}>{t('settings.reportUrl')}</p><code className={classes.code}>{view.reportUrl}</code></div>}
    </>
  );
}
