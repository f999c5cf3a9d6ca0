import { ActionIcon, Checkbox } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useReadyChannels } from './useReadyChannels.ts';
import classes from './outreach.module.css';

const all = ['mail', 'sms', 'messenger', 'notice', 'letter', 'phone'];

/** Which channels, in which order, where a customer prefers none. */
export function ChannelsField({ value, onChange }: { value: readonly string[]; onChange: (channels: string[]) => void }) {
  const { t } = useTranslation('outreach');
  const ready = useReadyChannels();
  const ordered = [...value, ...all.filter((channel) => !value.includes(channel))];
  const raise = (channel: string) => {
    const place = value.indexOf(channel);
    onChange(value.with(place, value[place - 1] ?? channel).with(place - 1, channel));
  };
  return (
    <fieldset className={classes.fields}>
      <legend>{t('new.channels')}</legend>
      <p className={classes.soft}>{t('new.channelsHint')}</p>
      <ol className={classes.channels}>
        {ordered.map((channel) => (
          <li key={channel}>
            <Checkbox label={t(`channel.${channel}`)} checked={value.includes(channel)} onChange={(event) => onChange(event.currentTarget.checked ? [...value, channel] : value.filter((one) => one !== channel))} />
            {ready && !ready.includes(channel) && <span className={classes.soft}>{t('new.notSetUp')}</span>}
            {value.indexOf(channel) > 0 && <ActionIcon variant="subtle" aria-label={t('new.earlier', { channel: t(`channel.${channel}`) })} onClick={() => raise(channel)}><IconArrowUp size={16} /></ActionIcon>}
          </li>
        ))}
      </ol>
    </fieldset>
  );
}
