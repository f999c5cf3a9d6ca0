import { Button } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { LinkItem, LinkList as Page } from '../../responses/links/links.contract.ts';
import { linksKey } from './placement-queries.ts';
import classes from './placements.module.css';

/** Links that were made by hand, and what became of them. Those of invitations stand where the invited do. */
export function LinkList({ code }: { code: string }) {
  const { t } = useTranslation('placements');
  const path = `/api/surveys/${encodeURIComponent(code)}/links`;
  const links = useInfiniteQuery({
    queryKey: linksKey(code),
    queryFn: ({ signal, pageParam }) => api.get<Page>(path, { query: { made: 'by_hand', cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = links.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = useColumns(useEnding(path, code));
  return (
    <Loaded query={links} skeleton={<TableSkeleton rows={3} />} isEmpty={() => items.length === 0} empty={<p className={classes.soft}>{t('links.none')}</p>}>
      {() => (
        <DataTable caption={t('links.caption')} rows={items} columns={columns} rowId={({ id }) => id} rowHeightPx={58}
          onEndReached={() => { if (links.hasNextPage && !links.isFetchingNextPage) void links.fetchNextPage(); }} isLoadingMore={links.isFetchingNextPage} />
      )}
    </Loaded>
  );
}

/** Ends a link at once and offers to take that back. */
function useEnding(path: string, code: string): (link: LinkItem, isEnded: boolean) => Promise<void> {
  const { t } = useTranslation('placements');
  const queries = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const set = async ({ id }: LinkItem, isEnded: boolean) => {
    await api.patch(`${path}/${id}`, { body: { isEnded } });
    await queries.invalidateQueries({ queryKey: linksKey(code) });
  };
  return async (link, isEnded) => {
    try {
      await set(link, isEnded);
      undoable(t(isEnded ? 'links.hasEnded' : 'links.isGoodAgain'), () => set(link, !isEnded));
    } catch (error) {
      tellFailure(error);
    }
  };
}

function useColumns(end: (link: LinkItem, isEnded: boolean) => Promise<void>): Column<LinkItem>[] {
  const { t } = useTranslation('placements');
  const format = useFormat();
  return [
    { key: 'name', header: t('links.which'), cell: (link) => <Which link={link} /> },
    { key: 'made', header: t('links.madeWhen'), widthPx: 210, from: 'sm', cell: ({ createdAt, createdBy }) => <span className={classes.two}><When at={createdAt} as="dateTime" /><span className={classes.soft}>{createdBy}</span></span> },
    { key: 'answers', header: t('links.answers'), align: 'end', widthPx: 110, cell: ({ answers }) => (answers === null ? t('links.unknown') : format.integer(answers)) },
    { key: 'state', header: t('links.state'), widthPx: 190, cell: (link) => <Standing link={link} /> },
    { key: 'end', header: t('links.change'), widthPx: 150, cell: (link) => <Ending link={link} onEnd={end} /> },
  ];
}

/** What it was made for, then what kind it is. */
function Which({ link }: { link: LinkItem }) {
  const { t } = useTranslation('placements');
  const { name, isPersonal, madeFor, isSingleUse, hasPin, hidden, source } = link;
  const about = [t(isPersonal ? (isSingleUse ? 'links.kinds.person' : 'links.kinds.personMany') : isSingleUse ? 'links.kinds.single' : 'links.kinds.many'), ...(hasPin ? [t('links.withPin')] : []), ...(source === 'link' ? [] : [t(`source.${source}`, { defaultValue: source })]), ...Object.entries(hidden ?? {}).map(([field, value]) => `${field}: ${value}`)].join(' · ');
  const whom = madeFor?.value ?? (isPersonal ? t('links.somebody') : null);
  const title = name ?? whom;
  return (
    <span className={classes.two}>
      <span className={classes.whole}>{title ?? about}{name !== null && whom !== null && <> · {whom}</>}</span>
      {title !== null && <span className={classes.soft}>{about}</span>}
    </span>
  );
}

function Standing({ link: { state, expiresAt, endedAt, endedBy, openedAt, startedAt, finishedAt, isSingleUse } }: { link: LinkItem }) {
  const { t } = useTranslation('placements');
  const reached = finishedAt !== null ? null : startedAt !== null ? 'begun' : openedAt !== null ? 'opened' : 'unopened';
  return (
    <span className={classes.two}>
      <span><Tag tone={state === 'live' ? 'accent' : 'neutral'}>{t(`links.standing.${state}`)}</Tag></span>
      <span className={classes.soft}>
        {state === 'ended' && endedAt !== null && <><When at={endedAt} />{endedBy !== null && <>, {endedBy}</>}</>}
        {state === 'answered' && finishedAt !== null && <When at={finishedAt} />}
        {state === 'expired' && expiresAt !== null && <When at={expiresAt} as="date" />}
        {state === 'live' && isSingleUse && reached !== null && t(`links.reached.${reached}`)}
        {state === 'live' && expiresAt !== null && <>{isSingleUse && reached !== null && ' · '}{t('links.until')} <When at={expiresAt} as="date" /></>}
      </span>
    </span>
  );
}

function Ending({ link, onEnd }: { link: LinkItem; onEnd: (link: LinkItem, isEnded: boolean) => Promise<void> }) {
  const { t } = useTranslation('placements');
  if (link.state !== 'live' && link.state !== 'ended') return null;
  const isLive = link.state === 'live';
  return <Button size="xs" variant="subtle" aria-label={t(isLive ? 'links.endOne' : 'links.resumeOne', { name: link.name ?? link.madeFor?.value ?? '' })} onClick={() => void onEnd(link, isLive)}>{t(isLive ? 'links.end' : 'links.resume')}</Button>;
}
