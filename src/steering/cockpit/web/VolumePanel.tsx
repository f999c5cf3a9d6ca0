import { Trans, useTranslation } from 'react-i18next';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Cockpit } from '../cockpit.contract.ts';
import { type Days, answersHref } from './cockpit-words.logic.ts';
import classes from './cockpit.module.css';

/** How many contacts there were, by channel; each bar leads to the touchpoints of its channel. */
export function VolumePanel({ cockpit: { from, to, volume }, days }: { cockpit: Cockpit; days: Days }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const maySeeTouchpoints = useCan('read', 'touchpoint');
  const maySeeAnswers = useCan('read', 'answer');
  const doorOf = (channel: string): { href?: string } => {
    if (channel === 'survey') return maySeeAnswers ? { href: answersHref({ from, to }) } : {};
    return maySeeTouchpoints ? { href: `/touchpoints?channel=${channel}&period=${days}` } : {};
  };
  const nameOf = (channel: string) => t(`timeline:channel.${channel}`, { defaultValue: channel });
  const most = volume.byChannel[0];
  const isComparable = volume.previousTotal !== null && volume.previousTotal > 0;
  return (
    <Section
      title={t('volume.title')}
      note={most && (
        <>
          <Trans t={t} i18nKey="volume.note" count={volume.total} values={{ formatted: format.integer(volume.total), period: t(`period.in${days}`) }} components={{ b: <strong /> }} />
          {isComparable && `, ${t('volume.change', { change: format.signed((100 * (volume.total - (volume.previousTotal ?? 0))) / (volume.previousTotal ?? 1), 0) })}`}
        </>
      )}
    >
      {most
        ? (
          <Bars
            title={t('volume.title')} summary={t('volume.summary', { channel: nameOf(most.channel), share: format.share(most.share) })}
            bars={volume.byChannel.map(({ channel, n }) => ({ id: channel, label: nameOf(channel), value: n, ...doorOf(channel) }))}
          />
        )
        : <p className={classes.nothing}>{t('volume.none')}</p>}
    </Section>
  );
}
