import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { ChannelFieldsProps } from './channel-draft.ts';
import { Line, Lines } from './fields.tsx';
import classes from './channels.module.css';

/** Letters, calls and notices: nothing leaves by itself, so there is little to set up. */
export function HandInFields(props: ChannelFieldsProps) {
  const { t } = useTranslation('channels');
  const { view, draft, onSettings } = props;
  if (view.channel === 'letter') return <><div className={classes.fields}><Line {...props} name="senderLine" maxLength={120} /><Line {...props} name="city" maxLength={60} /></div><Lines {...props} name="senderBlock" maxLength={400} /><Lines {...props} name="footer" maxLength={400} /></>;
  if (view.channel === 'phone') return <NumberInput label={t('settings.tries')} min={1} max={10} allowDecimal={false} value={Number(draft.settings['tries'])} onChange={(value) => onSettings({ tries: Number(value) || 1 })} />;
  return (
    <>
      <NumberInput label={t('settings.shownDays')} min={1} max={365} allowDecimal={false} value={Number(draft.settings['shownDays'])} onChange={(value) => onSettings({ shownDays: Number(value) || 1 })} />
      <PageSecret />
    </>
  );
}

function PageSecret() {
  const { t } = useTranslation('channels');
  const queries = useQueryClient();
  const make = useMutation({ mutationFn: () => api.post<{ secret: string }>('/api/channels/notice/secret'), onSuccess: () => void queries.invalidateQueries({ queryKey: ['channels'] }) });
  return (
    <div className={classes.stack} role="status">
      {make.data && <div><p className={classes.soft}>{t('settings.pageSecretOnce')}</p><code className={classes.code}>{make.data.secret}</code></div>}
      {make.isError && <ErrorState error={make.error} />}
      <div className={classes.deeds}><Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>{t('settings.pageSecretMake')}</Button></div>
    </div>
  );
}
