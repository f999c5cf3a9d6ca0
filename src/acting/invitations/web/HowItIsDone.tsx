import { useTranslation } from 'react-i18next';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Distribution } from '../invitations.contract.ts';
import classes from './invitations.module.css';

/** What was decided before the start, in words. */
export function HowItIsDone({ distribution }: { distribution: Distribution }) {
  const { t } = useTranslation('invitations');
  const format = useFormat();
  const { kind, filter, trigger, sample, reminders, channels, startsAt, expiresAt, skipsOpenCases, listed, staff } = distribution;
  const lines = [
    ...(trigger ? [t('how.trigger', { event: trigger.event, minutes: format.integer(trigger.afterMinutes), hours: format.integer(trigger.withinHours), where: trigger.touchpoints.length === 0 ? t('new.anyTouchpoint') : format.list(trigger.touchpoints) })] : []),
    ...(kind === 'list' ? [t('how.list', { n: format.integer(listed) })] : []),
    ...(kind === 'staff' ? [listed > 0 ? t('how.staffList', { n: format.integer(listed) }) : staff?.departments ? t('how.staffDepartments', { departments: format.list(staff.departments) }) : t('how.staffAll')] : []),
    ...(filter?.traits ?? []).map(({ name, isOneOf }) => t('how.trait', { name, values: format.list(isOneOf) })),
    ...(filter?.rule?.device ? [t('how.device', { model: filter.rule.device.model })] : []),
    ...(filter?.rule?.contract ? [t('how.contract', { product: filter.rule.contract.product })] : []),
    ...(filter?.contact ? [t('how.contact', { touchpoints: format.list(filter.contact.touchpoints), days: format.integer(filter.contact.withinDays) })] : []),
    ...(kind === 'filter' && filter && Object.keys(filter).length === 0 ? [t('how.everybody')] : []),
    sample.kind === 'share' ? t('how.share', { share: format.share(sample.share) }) : sample.kind === 'count' ? t('how.count', { n: format.integer(sample.n) }) : sample.kind === 'strata' ? t(`how.strata_${sample.allocation}`, { n: format.integer(sample.n), by: sample.by }) : t('how.all'),
    ...(skipsOpenCases ? [t('how.skipsOpenCases')] : []),
    t('how.channels', { channels: format.list(channels.map((channel) => t(`channel.${channel}`))) }),
    ...(kind === 'staff' ? [t('how.anonymous')] : [reminders.times === 0 ? t('how.noReminders') : t('how.reminders', { count: reminders.times, days: format.integer(reminders.afterDays) })]),
    ...(startsAt === null ? [] : [t('how.startsAt', { at: format.dateTime(startsAt) })]),
    ...(expiresAt === null ? [] : [t('how.expiresAt', { at: format.dateTime(expiresAt) })]),
  ];
  return <Section title={t('how.title')}><ul>{lines.map((line) => <li key={line} className={classes.prose}>{line}</li>)}</ul></Section>;
}
