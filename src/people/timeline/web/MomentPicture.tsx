import type { z } from 'zod';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LaneTimeline } from '../../../ui/charts/LaneTimeline.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { ChartSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { channels, type timelinePageSchema } from '../timeline.contract.ts';
import { isExperience } from './contact-words.logic.ts';
import { useContactTitle } from './useContactTitle.ts';
import classes from './timeline.module.css';

interface MomentPictureProps {
  query: UseQueryResult<z.infer<typeof timelinePageSchema>>;
  onPick: (messageId: string) => void;
}

/** The contacts of one customer on the lanes of their channels, mood as colour. Mere updates of data are left out. */
export function MomentPicture({ query, onPick }: MomentPictureProps) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const titleOf = useContactTitle();
  if (query.isPending) return <ChartSkeleton heightPx={200} />;
  if (query.data === undefined) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const contacts = query.data.items.filter(isExperience);
  if (contacts.length === 0) return null;
  const lanes = channels.filter((channel) => contacts.some((contact) => contact.channel === channel)).map((channel) => ({ key: channel, label: t(`channel.${channel}`) }));
  const events = contacts.map((contact) => ({ id: contact.messageId, at: contact.at, lane: contact.channel, label: titleOf(contact), mood: contact.mood }));
  const summary = t('picture.summary', { count: contacts.length, formatted: format.integer(contacts.length), channels: format.list(lanes.map(({ label }) => label)) });
  return (
    <div className={classes.picture}>
      <LaneTimeline title={t('picture.title')} summary={summary} lanes={lanes} events={events} onSelect={([first]) => { if (first) onPick(first.id); }} />
      {query.data.nextCursor !== null && <p className={classes.cut}>{t('picture.cut', { shown: format.integer(query.data.items.length) })}</p>}
    </div>
  );
}
