import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { UsedWeights } from '../explore/explore.contract.ts';

/** What weights did and cost, or why they could not be used; also that small groups are protected. undefined: nothing to say. */
export function useWeightsNote({ weights, isProtected }: { weights: UsedWeights | null; isProtected?: boolean }): string | undefined {
  const { t } = useTranslation('metrics');
  const format = useFormat();
  const notes: string[] = [];
  if (weights) {
    if (weights.fault !== null) notes.push(t(`explore.weights.fault.${weights.fault}`, { name: weights.name, text: weights.faultText ?? '' }));
    else {
      notes.push(t('explore.weights.used', { name: weights.name, deff: format.decimal(weights.deff ?? 1, 2), worth: format.integer(100 / (weights.deff ?? 1)) }));
      if (weights.leftOut > 0) notes.push(t('explore.weights.leftOut', { count: weights.leftOut, formatted: format.integer(weights.leftOut) }));
      if (weights.trimmed > 0) notes.push(t('explore.weights.trimmed', { count: weights.trimmed, formatted: format.integer(weights.trimmed), error: format.share(weights.marginError, 1) }));
      if (weights.unreached.length > 0) notes.push(t('explore.weights.unreached', { names: format.list(weights.unreached.slice(0, 5).map(({ category, share }) => `${category} (${format.share(share)})`)) }));
    }
  }
  if (isProtected) notes.push(t('explore.protectedNote'));
  return notes.length === 0 ? undefined : notes.join(' ');
}
