import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { VoiceSource } from '../sources/voice-sources.contract.ts';
import { sourcesQuery } from './voice-queries.ts';
import classes from './voices.module.css';

/** Where voices come from, and whether they do. */
export function VoiceSourcesPage() {
  const { t } = useTranslation('voices');
  const go = useGo();
  const sources = useQuery(sourcesQuery);
  const failing = (sources.data ?? []).filter(({ failingSince }) => failingSince !== null).length;
  return (
    <>
      <PageHeader
        question={t('sources.question')} back={{ to: '/listening/voices', label: t('list.title') }}
        answer={sources.data && `${t('sources.answer', { count: sources.data.length })}${failing > 0 ? ` ${t('sources.failing', { count: failing })}.` : ''}`}
        actions={<Button onClick={() => go('/listening/voices/sources/new')}>{t('sources.add')}</Button>}
      />
      <Loaded query={sources} isEmpty={(items) => items.length === 0} empty={<EmptyState action={{ label: t('sources.add'), to: '/listening/voices/sources/new' }}>{t('sources.empty')}</EmptyState>}>
        {(items) => <ul className={classes.list}>{items.map((source) => <SourceRow key={source.id} source={source} />)}</ul>}
      </Loaded>
    </>
  );
}

function SourceRow({ source }: { source: VoiceSource }) {
  const { t } = useTranslation('voices');
  const format = useFormat();
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const { id, name, kind, voices, failure, failingSince, pausedAt, polledAt, nextPollAt, lastVoiceAt, refused } = source;
  const refresh = () => queries.invalidateQueries({ queryKey: ['voice-sources'] });
  const poll = useMutation({ mutationFn: () => api.post<VoiceSource>(`/api/voice-sources/${id}/poll`, { timeoutMs: 60_000 }), onSuccess: refresh, onError: tellFailure });
  const isPolled = kind === 'feed' || kind === 'json';
  return (
    <li className={classes.source}>
      <div className={classes.sourceText}>
        <span className={classes.head}>
          <AppLink to={`/listening/voices/sources/${id}`} look="quiet"><strong>{name}</strong></AppLink>
          <Tag tone={pausedAt !== null ? 'neutral' : failingSince !== null ? 'below' : 'above'}>{t(pausedAt !== null ? 'health.paused' : failingSince !== null ? 'health.failing' : 'health.well')}</Tag>
        </span>
        <span className={classes.soft}>{t(`sourceKind.${kind}`)} · {t('sources.voices', { count: voices, formatted: format.integer(voices) })}{refused > 0 && ` · ${t('sources.refused', { count: refused, formatted: format.integer(refused) })}`}</span>
        <span className={classes.soft}>
          {polledAt !== null && isPolled && <>{t('sources.polled')} <When at={polledAt} /></>}
          {nextPollAt !== null && <> · {t('sources.next')} <When at={nextPollAt} /></>}
          {lastVoiceAt !== null && <>{isPolled ? ' · ' : ''}{t('sources.last')} <When at={lastVoiceAt} /></>}
        </span>
        {failure !== null && <p className={failingSince === null ? classes.soft : classes.failure}>{failingSince !== null && <>{t('sources.since')} <When at={failingSince} />: </>}{t(`failure.${failure.code}`, { detail: failure.detail })}</p>}
      </div>
      <Group gap={4} align="start">
        {isPolled && pausedAt === null && <Button size="compact-sm" variant="default" loading={poll.isPending} aria-label={t('sources.pollOf', { name })} onClick={() => poll.mutate()}>{t('sources.poll')}</Button>}
        {kind === 'file' && <AppLink to={`/listening/voices/sources/${id}`}>{t('file.bring')}</AppLink>}
      </Group>
    </li>
  );
}
