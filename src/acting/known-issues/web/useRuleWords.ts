import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { AffectedRule } from '../known-issues.contract.ts';

/** A rule as a reader says it: "Halvard Arc 5, software below 4.2". */
export function useRuleWords(): (rule: AffectedRule) => string {
  const { t } = useTranslation('known-issues');
  const format = useFormat();
  return ({ device, contract, place, boughtFrom, boughtTo }) => [
    ...(device ? [t('rule.device', { model: device.model })] : []),
    ...(device?.softwareBelow === undefined ? [] : [t('rule.below', { software: device.softwareBelow })]),
    ...(contract ? [t('rule.contract', { product: contract.product })] : []),
    ...(place ? [t('rule.place', { count: place.cells.length, cells: place.cells[0] })] : []),
    ...(boughtFrom === undefined ? [] : [t('rule.from', { day: format.date(boughtFrom) })]),
    ...(boughtTo === undefined ? [] : [t('rule.to', { day: format.date(boughtTo) })]),
  ].join(', ');
}
