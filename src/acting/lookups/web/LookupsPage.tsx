import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { Lookup } from '../lookups.contract.ts';
import classes from './lookups.module.css';

export const lookupsQuery = { queryKey: ['lookups'], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<{ items: Lookup[] }>('/api/lookups', { signal }) };

/** Which systems of the company are asked while an agent talks, and whether they answer. */
export function LookupsPage() {
  const { t } = useTranslation('lookups');
  const lookups = useQuery(lookupsQuery);
  const go = useGo();
  const items = lookups.data?.items ?? [];
  const away = items.filter(({ state }) => state.kind === 'failing' || state.kind === 'resting').length;
  return (
    <>
      <PageHeader question={t('list.question')} answer={lookups.isSuccess && items.length > 0 ? t(away === 0 ? 'list.well' : 'list.away', { count: away }) : undefined} actions={items.length > 0 ? <Button onClick={() => go('/settings/lookups/new')}>{t('edit.new')}</Button> : undefined} />
      <Loaded query={lookups} isEmpty={() => items.length === 0} empty={<EmptyState action={{ label: t('edit.new'), to: '/settings/lookups/new' }}>{t('list.empty')}</EmptyState>}>
        {() => <ul className={classes.list}>{items.map((lookup) => <Row key={lookup.id} lookup={lookup} />)}</ul>}
      </Loaded>
    </>
  );
}

function Row({ lookup }: { lookup: Lookup }) {
  const { t, i18n } = useTranslation('lookups');
  const { state } = lookup;
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span><AppLink to={`/settings/lookups/${lookup.id}`}>{i18n.language === 'de' ? lookup.nameDe : lookup.nameEn}</AppLink> {lookup.isPaused && <Tag>{t('list.paused')}</Tag>} {lookup.isDemo && <Tag>{t('list.demo')}</Tag>}</span>
        <span className={classes.soft}>{lookup.urlTemplate}</span>
      </div>
      <span className={classes.soft} data-state={state.kind}>
        {t(`state.${state.kind}`)}
        {state.kind === 'well' && <> · <When at={state.lastAnsweredAt} /></>}
        {(state.kind === 'failing' || state.kind === 'resting') && state.lastFailure !== null && <> · {t(`failure.${state.lastFailure.replace('.', '_')}`, { defaultValue: state.lastFailure })}</>}
      </span>
    </li>
  );
}
