import { IconAlertTriangle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { When } from '../../../../ui/words/When.tsx';
import type { Entry } from '../../../cases/cases.contract.ts';
import classes from './conversation.module.css';

const icons: Record<string, typeof IconClock> = { queued: IconClock, waiting: IconClock, sending: IconClock, refused: IconAlertTriangle, failed: IconAlertTriangle, claimed: IconClock, handed: IconCheck, delivered: IconChecks, opened: IconChecks, bounced: IconAlertTriangle, unclear: IconAlertTriangle, skipped: IconAlertTriangle };

const bad = new Set(['bounced', 'unclear', 'skipped', 'refused', 'failed']);

/** Whether it has reached the customer, at a glance. */
export function DeliveryMark({ delivery }: { delivery: NonNullable<Entry['delivery']> }) {
  const { t, i18n } = useTranslation('cases');
  const { state, at, reason } = delivery;
  const Icon = icons[state] ?? IconClock;
  const isBad = bad.has(state);
  const isWhyWorded = reason !== null && i18n.exists(`cases:delivery.reason.${reason}`);
  const why = reason === null ? '' : `: ${isWhyWorded ? t(`delivery.reason.${reason}`) : reason}`;
  const words = i18n.exists(`cases:delivery.${state}`) ? t(`delivery.${state}`) : t('delivery.other', { state });
  return (
    <p className={`${classes.delivery} ${isBad ? classes.bad : ''}`}>
      <Icon size={15} stroke={1.8} aria-hidden="true" />
      <span>{words}{why}{state === 'unclear' ? ` – ${t('delivery.unclearAdvice')}` : ''}</span>
      {at && <When at={at} as="time" />}
    </p>
  );
}
