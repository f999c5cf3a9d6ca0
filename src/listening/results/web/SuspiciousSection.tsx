import { Button, Group, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type Suspicious, type SuspiciousList, suspicionDecisions } from '../suspicious/suspicious.contract.ts';
import { SuspiciousResponse } from './SuspiciousResponse.tsx';
import classes from './results.module.css';

/** By what was decided; nobody has decided about those that are shown first. */
const firstShown = { doubt: 'open' };
const pathTo = { counted: 'release', left_out: 'leave-out' } as const;

/** Responses that a machine may have written: why, what they say, and whether they count. Nothing where there are none. */
export function SuspiciousSection({ code }: { code: string }) {
  const { t, i18n } = useTranslation('results');
  const format = useFormat();
  const mayDecide = useCan('update', 'survey');
  const [{ doubt }, setShown] = useUrlState(firstShown);
  const decision = suspicionDecisions.find((one) => one === doubt) ?? 'open';
  const decide = useDecision(code);
  const list = useInfiniteQuery({
    queryKey: ['results', code, 'suspicious', decision, i18n.language],
    queryFn: ({ signal, pageParam }) => api.get<SuspiciousList>(`/api/surveys/${encodeURIComponent(code)}/suspicious-responses`, { query: { decision, language: i18n.language === 'en' ? 'en' : 'de', cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const counts = list.data?.pages[0]?.counts;
  if (!list.isError && (counts === undefined || counts.open + counts.counted + counts.left_out === 0)) return null;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const said = (one: Suspicious['decision']) => t(`suspicious.shown.${one}`, { n: format.integer(counts?.[one] ?? 0) });
  return (
    <Section title={t('suspicious.title')} note={counts && t(counts.open === 0 ? 'suspicious.allDecided' : 'suspicious.note', { count: counts.open, formatted: format.integer(counts.open) })} actions={(
      <NativeSelect aria-label={t('suspicious.filter')} value={decision} onChange={(event) => setShown({ doubt: event.currentTarget.value })} data={suspicionDecisions.map((one) => ({ value: one, label: said(one) }))} />
    )}>
      <Loaded query={list} skeleton={<Skeleton lines={4} heightPx={28} />} isEmpty={() => items.length === 0} empty={<EmptyState>{t(`suspicious.none.${decision}`)}</EmptyState>}>
        {() => (
          <>
            <ol className={classes.doubts} aria-label={t('suspicious.title')} aria-busy={list.isPlaceholderData}>
              {items.map((one) => (
                <SuspiciousResponse key={one.id} response={one}>
                  {mayDecide && one.canDecide && (
                    <Group gap="xs" className={classes.decide ?? ''}>
                      {one.decision !== 'counted' && <Button size="xs" variant="light" onClick={() => void decide(one, 'counted')}>{t('suspicious.count')}</Button>}
                      {one.decision !== 'left_out' && <Button size="xs" variant="default" onClick={() => void decide(one, 'left_out')}>{t('suspicious.leaveOut')}</Button>}
                    </Group>
                  )}
                </SuspiciousResponse>
              ))}
            </ol>
            {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('voices.more')}</Button>}
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** Decides at once. What was decided before can be had back; nobody having decided is as good as left out. */
function useDecision(code: string): (response: Suspicious, decision: 'counted' | 'left_out') => Promise<void> {
  const { t } = useTranslation('results');
  const queries = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const set = async (id: string, decision: 'counted' | 'left_out') => {
    await api.post(`/api/surveys/${encodeURIComponent(code)}/responses/${id}/${pathTo[decision]}`);
    await queries.invalidateQueries({ queryKey: ['results', code] });
  };
  return async ({ id }, decision) => {
    try {
      await set(id, decision);
      undoable(t(`suspicious.done.${decision}`), () => set(id, decision === 'counted' ? 'left_out' : 'counted'));
    } catch (error) {
      tellFailure(error);
    }
  };
}
