import { useState } from 'react';
import { Button } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import type { ChannelView } from '../channel-settings.contract.ts';
import { ChannelDialog } from './ChannelDialog.tsx';
import classes from './channels.module.css';

export const channelsQuery = queryOptions({ queryKey: ['channels'], queryFn: ({ signal }) => api.get<{ items: ChannelView[] }>('/api/channels', { signal }) });

/** The ways out to customers: which are ready, and what the others lack. */
export function ChannelsPage() {
  const { t } = useTranslation('channels');
  const list = useQuery(channelsQuery);
  const [openChannel, setOpenChannel] = useState<string | null>(null);
  const open = list.data?.items.find(({ channel }) => channel === openChannel);
  return (
    <>
      <PageHeader question={t('settings.question')} answer={list.data && t('settings.answer', { count: list.data.items.filter(({ isReady }) => isReady).length })} />
      <Loaded query={list}>{({ items }) => <ul className={classes.list}>{items.map((view) => <ChannelRow key={view.channel} view={view} onOpen={() => setOpenChannel(view.channel)} />)}</ul>}</Loaded>
      {open && <ChannelDialog key={open.channel} view={open} onClose={() => setOpenChannel(null)} />}
    </>
  );
}

function ChannelRow({ view, onOpen }: { view: ChannelView; onOpen: () => void }) {
  const { t } = useTranslation('channels');
  const name = t(`channel.${view.channel}`);
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span className={classes.strong}>{name} <Tag tone={view.isReady ? 'above' : 'neutral'}>{t(view.isReady ? 'settings.ready' : 'settings.notReady')}</Tag></span>
        <span className={classes.soft}>{t(`about.${view.channel}`)}</span>
        {view.missing.length > 0 && <ul className={classes.bullets}>{view.missing.map((gap) => <li key={gap}>{t(`gap.${gap}`)}</li>)}</ul>}
      </div>
      <Button size="xs" variant="default" onClick={onOpen} aria-label={t('settings.setUpOf', { channel: name })}>{t('settings.setUp')}</Button>
    </li>
  );
}
