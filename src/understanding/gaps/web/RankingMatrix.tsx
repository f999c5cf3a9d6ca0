import { useTranslation } from 'react-i18next';
import { ImportanceMap } from '../../../ui/charts/ImportanceMap.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import type { Ranking } from '../gaps.contract.ts';
import { standingOf } from './StageMap.tsx';

/** What matters against what falls short. */
export function RankingMatrix({ ranking }: { ranking: Ranking }) {
  const { t } = useTranslation('gaps');
  const points = ranking.items.flatMap((item) => (item.importance === null || item.gap === null ? [] : [
    { id: item.code, label: item.name, importance: item.importance, shortfall: -item.gap, reach: item.reach, standing: standingOf(item) ?? ('at' as const), href: `/touchpoints/${item.code}` },
  ]));
  if (points.length === 0) return <EmptyState>{t('matrix.empty')}</EmptyState>;
  return <ImportanceMap title={t('list.asMatrix')} summary={t('matrix.summary')} isSummaryShown points={points} importanceLabel={t('column.importance')} shortfallLabel={t('shortfall')} cornerLabel={t('matrix.corner')} />;
}
