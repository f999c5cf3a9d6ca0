import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { ComparedScores, ScoreFigure, TrendChange } from '../explore/explore.contract.ts';

export type Kind = 'nps' | 'share' | 'mean';

/** How figures, their differences and their intervals are written. */
export function useScoreWords(kind: Kind) {
  const { t } = useTranslation('metrics');
  const format = useFormat();
  const value = (figure: number): string => (kind === 'share' ? format.share(figure, 0) : kind === 'nps' ? format.signed(figure, 0) : format.decimal(figure, 1));
  const exact = (figure: number): string => (kind === 'share' ? format.share(figure, 1) : kind === 'nps' ? format.signed(figure, 1) : format.decimal(figure, 2));
  /** +6 points, +4 percentage points, +0.3 */
  const difference = (figure: number): string => {
    const rounded = kind === 'mean' ? format.signed(figure, 2) : format.signed(kind === 'share' ? 100 * figure : figure, 0) === '0' ? format.signed(kind === 'share' ? 100 * figure : figure, 1) : format.signed(kind === 'share' ? 100 * figure : figure, 0);
    return kind === 'mean' ? rounded : t(`explore.${kind === 'nps' ? 'points' : 'percentagePoints'}`, { value: rounded, count: Math.abs(Math.round(kind === 'share' ? 100 * figure : figure)) });
  };
  const interval = ({ low, high }: Pick<ScoreFigure, 'low' | 'high'>): string | undefined => (low === null || high === null ? undefined : t('explore.interval', { low: exact(low), high: exact(high) }));
  const withheld = ({ withheld: why, customers, minimum }: ScoreFigure): string => (why === 'protected' ? t('explore.protected') : t('explore.tooFew', { n: format.integer(customers), needed: format.integer(minimum) }));
  /** What can be said about the difference of two sides, in one plain sentence. */
  const verdict = ({ difference: by, verdict: what, needed, low, high }: ComparedScores): string => {
    if (what === 'too_few' || by === null) return t('explore.verdict.tooFew');
    const values = { difference: difference(by), low: low === null ? '' : difference(low), high: high === null ? '' : difference(high), size: difference(Math.abs(by)).replace(/^\+/, ''), needed: needed === null ? '' : format.atLeast(needed) };
    if (what !== 'chance') return t('explore.verdict.sure', values);
    return needed === null ? t('explore.verdict.same') : t('explore.verdict.chance', values);
  };
  /** Whether the latest figure of a trend differs from its first one; null where that cannot be tested. */
  const change = (of: TrendChange | null): string => (of === null ? t('explore.trend.untested') : t(of.verdict === 'chance' ? 'explore.trend.chance' : 'explore.trend.sure', { difference: difference(of.difference), interval: t('explore.interval', { low: difference(of.low), high: difference(of.high) }) }));
  return { value, exact, change, difference, interval, withheld, verdict };
}
