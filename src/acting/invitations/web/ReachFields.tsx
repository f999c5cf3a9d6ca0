import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { invitationChannels } from '../invitations.contract.ts';
import type { FieldsProps } from './WhoFields.tsx';
import classes from './invitations.module.css';

/** On which channels, how often, from when until when. */
export function ReachFields({ draft, change, missing }: FieldsProps) {
  const { t } = useTranslation('invitations');
  const ready = useQuery({ queryKey: ['ready-channels'], queryFn: ({ signal }) => api.get<{ items: string[] }>('/api/ready-channels', { signal }) });
  const isStaff = draft.kind === 'staff';
  return (
    <>
      {!isStaff && (
        <fieldset className={classes.fields}>
          <legend>{t('new.channels')}</legend>
          <p className={classes.soft}>{t('new.channelsHint')}</p>
          <ul className={classes.channels}>
            {invitationChannels.map((channel) => (
              <li key={channel}>
                <Checkbox label={t(`channel.${channel}`)} checked={draft.channels.includes(channel)} onChange={(event) => change({ channels: invitationChannels.filter((one) => (one === channel ? event.currentTarget.checked : draft.channels.includes(one))) })} />
                {ready.data && !ready.data.items.includes(channel) && <span className={classes.soft}>{t('new.notSetUp')}</span>}
              </li>
            ))}
          </ul>
          {missing.includes('channels') && <p className={classes.wrong} role="alert">{t('new.required')}</p>}
        </fieldset>
      )}
      {!isStaff && (
        <fieldset className={classes.fields}>
          <legend>{t('new.reminders')}</legend>
          <p className={classes.soft}>{t('new.remindersHint')}</p>
          <div className={classes.three}>
            <NumberInput label={t('new.times')} min={0} max={5} value={draft.reminders} onChange={(value) => change({ reminders: String(value) })} />
            {draft.reminders !== '0' && <NumberInput label={t('new.afterDays')} min={1} max={60} value={draft.afterDays} onChange={(value) => change({ afterDays: String(value) })} />}
          </div>
        </fieldset>
      )}
      <div className={classes.three}>
        <TextInput type="datetime-local" label={t('new.startsAt')} description={t('new.startsAtHint')} value={draft.startsAt} onChange={(event) => change({ startsAt: event.currentTarget.value })} />
        <TextInput type="datetime-local" label={t('new.expiresAt')} description={t('new.expiresAtHint')} value={draft.expiresAt} onChange={(event) => change({ expiresAt: event.currentTarget.value })} />
      </div>
    </>
  );
}
